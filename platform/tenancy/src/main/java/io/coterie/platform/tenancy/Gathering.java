package io.coterie.platform.tenancy;

import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.subscription.UniEmitter;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Does in one transaction what several callers asked for, each by itself, while earlier work of their sandbox was under
 * way. Nobody waits for company: who finds a free place is served at once, so that a quiet service answers as before and
 * a busy one pays for a transaction once per round. Each caller gets an answer of its own; when a round fails as a whole,
 * each of it is tried alone, so that nobody fails for another's sake. What is asked about one key is done in the order
 * asked.
 *
 * @param <T> what is asked for; doing it again must do no harm
 * @param <R> the answer to it
 */
public final class Gathering<T, R> {

    /** Two, so that a round that waits for a row holds up nobody whom the row does not concern. */
    private static final int ROUNDS_AT_A_TIME = 2;

    private static final int LARGEST_ROUND = 100;

    private final Function<T, String> key;
    private final BiFunction<Sandbox, List<T>, Uni<Map<String, Uni<R>>>> together;
    private final Map<Sandbox, Asked<T, R>> sandboxes = new HashMap<>();

    /**
     * @param key about whom something is asked; a round has each key once
     * @param together does a round in one transaction of its own and answers by key
     */
    public Gathering(Function<T, String> key, BiFunction<Sandbox, List<T>, Uni<Map<String, Uni<R>>>> together) {
        this.key = key;
        this.together = together;
    }

    /** Answers in the caller's context. What was asked is done even if the caller has gone meanwhile. */
    public Uni<R> ask(Sandbox sandbox, T item) {
        return Uni.createFrom().emitter(answer -> {
            add(sandbox, new Waiting<>(key.apply(item), item, answer, Vertx.currentContext()));
            begin(sandbox);
        });
    }

    private synchronized void add(Sandbox sandbox, Waiting<T, R> waiting) {
        sandboxes.computeIfAbsent(sandbox, _ -> new Asked<>()).waiting.add(waiting);
    }

    private void begin(Sandbox sandbox) {
        List<Waiting<T, R>> round = next(sandbox);
        if (!round.isEmpty()) {
            var _ = serve(sandbox, round)
                    .onFailure()
                    .recoverWithUni(failure -> round.size() == 1 ? fail(round, failure) : serveEach(sandbox, round))
                    .subscribe()
                    .with(_ -> end(sandbox, round), _ -> end(sandbox, round));
        }
    }

    /** Empty when there is no free place, or nobody waits who may be served beside those that are. */
    private synchronized List<Waiting<T, R>> next(Sandbox sandbox) {
        Asked<T, R> asked = sandboxes.get(sandbox);
        return asked == null || asked.rounds == ROUNDS_AT_A_TIME ? List.of() : asked.take();
    }

    private void end(Sandbox sandbox, List<Waiting<T, R>> round) {
        free(sandbox, round);
        begin(sandbox);
    }

    private synchronized void free(Sandbox sandbox, List<Waiting<T, R>> round) {
        Asked<T, R> asked = sandboxes.get(sandbox);
        if (asked != null && asked.free(round)) {
            sandboxes.remove(sandbox);
        }
    }

    private Uni<Void> serve(Sandbox sandbox, List<Waiting<T, R>> round) {
        return Uni.createFrom()
                .deferred(() -> together.apply(
                        sandbox, round.stream().map(Waiting::item).toList()))
                .invoke(answers -> round.forEach(waiting -> waiting.answer(answers)))
                .replaceWithVoid();
    }

    private Uni<Void> serveEach(Sandbox sandbox, List<Waiting<T, R>> round) {
        return Multi.createFrom()
                .iterable(round)
                .onItem()
                .transformToUniAndConcatenate(waiting -> serve(sandbox, List.of(waiting))
                        .onFailure()
                        .recoverWithUni(failure -> fail(List.of(waiting), failure)))
                .collect()
                .last();
    }

    private Uni<Void> fail(List<Waiting<T, R>> round, Throwable failure) {
        round.forEach(waiting -> waiting.answer(Uni.createFrom().failure(failure)));
        return Uni.createFrom().voidItem();
    }

    /** Those of one sandbox; whoever reads or writes it holds the gathering's lock. */
    private static final class Asked<T, R> {

        private final Queue<Waiting<T, R>> waiting = new ArrayDeque<>();
        private final Set<String> busy = new HashSet<>();
        private int rounds;

        List<Waiting<T, R>> take() {
            List<Waiting<T, R>> round = new ArrayList<>();
            Set<String> passedOver = new HashSet<>(busy);
            Iterator<Waiting<T, R>> candidates = waiting.iterator();
            while (candidates.hasNext() && round.size() < LARGEST_ROUND) {
                Waiting<T, R> candidate = candidates.next();
                if (passedOver.add(candidate.key)) {
                    round.add(candidate);
                    candidates.remove();
                }
            }
            if (!round.isEmpty()) {
                rounds++;
                round.forEach(taken -> busy.add(taken.key));
            }
            return round;
        }

        /** True when nobody of the sandbox is left. */
        boolean free(List<Waiting<T, R>> round) {
            rounds--;
            round.forEach(served -> busy.remove(served.key));
            return rounds == 0 && waiting.isEmpty();
        }
    }

    /**
     * A caller.
     *
     * @param context where it expects its answer; null outside an event loop
     */
    private record Waiting<T, R>(
            String key,
            T item,
            UniEmitter<? super R> emitter,
            @Nullable Context context) {

        void answer(Map<String, Uni<R>> answers) {
            Uni<R> mine = answers.get(key);
            answer(
                    mine != null
                            ? mine
                            : Uni.createFrom()
                                    .failure(new IllegalStateException("Expected an answer about '" + key + "'")));
        }

        void answer(Uni<R> answer) {
            if (context == null) {
                deliver(answer);
            } else {
                context.runOnContext(_ -> deliver(answer));
            }
        }

        private void deliver(Uni<R> answer) {
            var _ = answer.subscribe().with(emitter::complete, emitter::fail);
        }
    }
}
