package io.coterie.platform.testing;

/** The shell around a {@link SupervisedProcess}; bash 3.2 (macOS) runs it too. */
final class SupervisionScript {

    // 'set -m' gives every background job its own process group. The traps keep the supervisor itself alive through a
    // Ctrl-C of the terminal's group; a trap, unlike an ignored signal, is not inherited by the command. The log
    // belongs to the command: bash's remarks on ended jobs go nowhere. The clock says when the grace is over: on a busy
    // machine a tenth of a second's sleep takes longer.
    static final String TEXT = """
            set -m
            pid_file=$1 stop_signal=$2 grace=$3
            shift 3
            trap : INT TERM HUP
            exec 3<&0 </dev/null
            "$@" 3<&- &
            command=$!
            echo "$command" >"$pid_file"
            exec 2>/dev/null
            (
              trap '' INT TERM HUP
              cat <&3 >/dev/null
              kill -"$stop_signal" -- "-$command"
              over=$((SECONDS + grace))
              while kill -0 "$command" && [ "$SECONDS" -lt "$over" ]; do
                sleep 0.1
              done
              kill -KILL -- "-$command"
            ) &
            watcher=$!
            exec 3<&-
            while :; do
              wait "$command"
              code=$?
              kill -0 "$command" || break
            done
            kill -KILL -- "-$watcher"
            rm -f "$pid_file"
            exit "$code"
            """;

    private SupervisionScript() {}
}
