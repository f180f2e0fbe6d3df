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
import org.jspecify.annotations.Nullable;

/**
 * Does in one transaction what several callers asked for, each by itself, while earlier work of their sandbox was under
 * way. Nobody waits for company: who finds no round under way is served at once, so that a quiet service answers as
 * before and a busy one pays for a transaction once per round. Each caller gets an answer of its own; when a round fails
 * as a whole because of one of it, each is tried alone, so that nobody fails for another's sake. What is asked about one
 * key is done in the order asked.
 *
 * @param <T> what is asked for; doing it again must do no harm
 * @param <R> the answer to it
 */
public final class Gathering<T, R> {

    /** A round that takes longer, because it waits for a row perhaps, has another one beside it. */
    private static final Duration LONG = Duration.ofMillis(100);

    private static final int ROUNDS_AT_A_TIME = 4;
    private static final int LARGEST_ROUND = 100;

    /** Of all that a round holds in memory, so that large items do not add up. */
    private static final int MOST_CHARACTERS = 2_000_000;

    private final Work<T, R> work;
    private final Duration takesLong;
    private final Map<Sandbox, Asked<T, R>> sandboxes = new HashMap<>();

    public Gathering(Work<T, R> work) {
        this(work, LONG);
    }

    Gathering(Work<T, R> work, Duration takesLong) {
        this.work = work;
        this.takesLong = takesLong;
    }

    /** What is asked for and how it is done. */
    public interface Work<T, R> {

        /** Whom an item is about; a round has each once. */
        String key(T item);

        int characters(T item);

        /** Does a round in one transaction of its own and answers by key. Whose context it runs in does not matter. */
        Uni<Map<String, Uni<R>>> together(Sandbox sandbox, List<T> items);

        /** Whether everybody would fail like this, so that there is no use in trying each alone. */
        boolean isOfAll(Throwable failure);
    }

    /** Answers in the caller's context. What was asked is done even if the caller has gone meanwhile. */
    public Uni<R> ask(Sandbox sandbox, T item) {
        return Uni.createFrom().emitter(answer -> {
            add(sandbox, new Waiting<>(work.key(item), item, work.characters(item), answer, Vertx.currentContext()));
            begin(sandbox);
        });
    }

    private synchronized void add(Sandbox sandbox, Waiting<T, R> waiting) {
        sandboxes.computeIfAbsent(sandbox, _ -> new Asked<>()).waiting.add(waiting);
    }

    private void begin(Sandbox sandbox) {
        Round<T, R> round = next(sandbox);
        if (round != null) {
            lookAgain(sandbox);
            var _ = serve(sandbox, round.asked)
                    .onFailure()
                    .recoverWithUni(failure -> recover(sandbox, round.asked, failure))
                    .subscribe()
                    .with(_ -> end(sandbox, round), _ -> end(sandbox, round));
        }
    }

    private void lookAgain(Sandbox sandbox) {
        var _ = Uni.createFrom()
                .voidItem()
                .onItem()
                .delayIt()
                .by(takesLong)
                .subscribe()
                .with(_ -> begin(sandbox));
    }

    /** Null when nobody waits who may be served now. */
    private synchronized @Nullable Round<T, R> next(Sandbox sandbox) {
        Asked<T, R> asked = sandboxes.get(sandbox);
        return asked == null ? null : asked.next(takesLong);
    }

    private void end(Sandbox sandbox, Round<T, R> round) {
        free(sandbox, round);
        begin(sandbox);
    }

    private synchronized void free(Sandbox sandbox, Round<T, R> round) {
        Asked<T, R> asked = sandboxes.get(sandbox);
        if (asked != null && asked.free(round)) {
            sandboxes.remove(sandbox);
        }
    }

    private Uni<Void> serve(Sandbox sandbox, List<Waiting<T, R>> round) {
        return Uni.createFrom()
                .deferred(() ->
                        work.together(sandbox, round.stream().map(Waiting::item).toList()))
                .invoke(answers -> round.forEach(waiting -> waiting.answer(answers)))
                .replaceWithVoid();
    }

    private Uni<Void> recover(Sandbox sandbox, List<Waiting<T, R>> round, Throwable failure) {
        return round.size() == 1 || work.isOfAll(failure) ? fail(round, failure) : serveEach(sandbox, round);
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
        private final List<Round<T, R>> rounds = new ArrayList<>();

        @Nullable
        Round<T, R> next(Duration takesLong) {
            if (rounds.size() == ROUNDS_AT_A_TIME || !rounds.stream().allMatch(round -> round.lasts(takesLong))) {
                return null;
            }
            List<Waiting<T, R>> taken = take();
            if (taken.isEmpty()) {
                return null;
            }
            Round<T, R> round = new Round<>(taken, System.nanoTime());
            rounds.add(round);
            return round;
        }

        private List<Waiting<T, R>> take() {
            List<Waiting<T, R>> taken = new ArrayList<>();
            Set<String> passedOver = new HashSet<>();
            rounds.forEach(round -> round.asked.forEach(busy -> passedOver.add(busy.key)));
            long characters = 0;
            Iterator<Waiting<T, R>> candidates = waiting.iterator();
            while (candidates.hasNext() && taken.size() < LARGEST_ROUND && characters < MOST_CHARACTERS) {
                Waiting<T, R> candidate = candidates.next();
                if (passedOver.add(candidate.key)) {
                    taken.add(candidate);
                    characters += candidate.characters;
                    candidates.remove();
                }
            }
            return taken;
        }

        /** True when nobody of the sandbox is left. */
        boolean free(Round<T, R> round) {
            rounds.remove(round);
            return rounds.isEmpty() && waiting.isEmpty();
        }
    }

    /** Those who are served together; no other one is equal to it. */
    private static final class Round<T, R> {

        private final List<Waiting<T, R>> asked;
        private final long began;

        Round(List<Waiting<T, R>> asked, long began) {
            this.asked = asked;
            this.began = began;
        }

        boolean lasts(Duration atLeast) {
            return System.nanoTime() - began >= atLeast.toNanos();
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
            int characters,
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
