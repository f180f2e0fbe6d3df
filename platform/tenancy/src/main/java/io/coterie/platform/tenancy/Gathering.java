package io.coterie.platform.tenancy;

import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.subscription.UniEmitter;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import java.time.Duration;
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
 * way. Nobody waits for company: who finds no round under way is served at once, so that a quiet service answers as
 * before and a busy one pays for a transaction once per round. Each caller gets an answer of its own; when a round fails
 * as a whole, each of it is tried alone, so that nobody fails for another's sake. What is asked about one key is done in
 * the order asked.
 *
 * @param <T> what is asked for; doing it again must do no harm
 * @param <R> the answer to it
 */
public final class Gathering<T, R> {

    /** A round that takes longer, because it waits for a row perhaps, has another one beside it. */
    private static final Duration LONG = Duration.ofMillis(100);

    private static final int ROUNDS_AT_A_TIME = 4;
    private static final int LARGEST_ROUND = 100;

    private final Function<T, String> key;
    private final BiFunction<Sandbox, List<T>, Uni<Map<String, Uni<R>>>> together;
    private final Duration takesLong;
    private final Map<Sandbox, Asked<T, R>> sandboxes = new HashMap<>();

    /**
     * @param key about whom something is asked; a round has each key once
     * @param together does a round in one transaction of its own and answers by key
     */
    public Gathering(Function<T, String> key, BiFunction<Sandbox, List<T>, Uni<Map<String, Uni<R>>>> together) {
        this(key, together, LONG);
    }

    Gathering(
            Function<T, String> key,
            BiFunction<Sandbox, List<T>, Uni<Map<String, Uni<R>>>> together,
            Duration takesLong) {
        this.key = key;
        this.together = together;
        this.takesLong = takesLong;
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
            lookAgain(sandbox);
            var _ = serve(sandbox, round)
                    .onFailure()
                    .recoverWithUni(failure -> round.size() == 1 ? fail(round, failure) : serveEach(sandbox, round))
                    .subscribe()
                    .with(_ -> end(sandbox, round), _ -> end(sandbox, round));
        }
    }

    private void lookAgain(Sandbox sandbox) {
        var _ = Uni.createFrom()
                .voidItem()
                .onItem()
                .delayIt()
                .by(LONG)
                .subscribe()
                .with(_ -> begin(sandbox));
    }

    /** Empty when nobody waits who may be served now. */
    private synchronized List<Waiting<T, R>> next(Sandbox sandbox) {
        Asked<T, R> asked = sandboxes.get(sandbox);
        return asked != null && asked.mayBegin(takesLong) ? asked.take() : List.of();
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
        private long lastBegan;

        boolean mayBegin(Duration takesLong) {
            boolean allTakeLong = System.nanoTime() - lastBegan >= takesLong.toNanos();
            return rounds == 0 || (rounds < ROUNDS_AT_A_TIME && allTakeLong);
        }

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
                lastBegan = System.nanoTime();
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
