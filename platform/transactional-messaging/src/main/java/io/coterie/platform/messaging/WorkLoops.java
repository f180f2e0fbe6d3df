package io.coterie.platform.messaging;

import io.coterie.platform.tenancy.SandboxTransactions;
import io.quarkus.runtime.ShutdownEvent;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.core.Context;
import io.vertx.mutiny.core.Vertx;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.Instance;
import java.time.Duration;
import java.util.Map;
import java.util.OptionalLong;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import org.jboss.logging.Logger;

/**
 * Loops that look for work: at once when somebody who left some woke them or more is waiting, a moment later when all
 * there was is done, so that those who come often are done together, otherwise at the poll interval. A failing round is
 * logged once until one succeeds again, and tried with back-off; it never ends the loop.
 */
@ApplicationScoped
public class WorkLoops {

    private static final Logger LOG = Logger.getLogger(WorkLoops.class);
    private static final long MAX_BACK_OFF_MILLIS = 5_000;

    /** Whoever wakes an idle loop so soon again is answered with the others. */
    private static final long MOMENT_MILLIS = 10;

    private final Vertx vertx;
    private final SandboxTransactions transactions;
    private final MessagingConfig config;
    private final Instance<CaughtUp> caughtUp;
    private final Map<String, Loop> loops = new ConcurrentHashMap<>();
    private volatile boolean stopping;

    WorkLoops(Vertx vertx, SandboxTransactions transactions, MessagingConfig config, Instance<CaughtUp> caughtUp) {
        this.vertx = vertx;
        this.transactions = transactions;
        this.config = config;
        this.caughtUp = caughtUp;
    }

    /**
     * Starts a loop that decides, and so waits until the service knows what the state topics held at its start.
     *
     * @param step does one batch of work; true when there may be more
     */
    public void start(String name, Supplier<Uni<Boolean>> step) {
        startGathering(name, () -> step.get().map(Found::moreIf));
    }

    /** Starts a loop that decides, as the other one, and that lets what comes often gather for a moment. */
    public void startGathering(String name, Supplier<Uni<Found>> round) {
        caughtUp.get()
                .whenCaughtUp()
                .subscribe()
                .with(ready -> run(name, round), failure -> LOG.errorf(failure, "Loop %s could not start", name));
    }

    /** Starts a loop that only passes on what is decided already. */
    public void startBeforeCaughtUp(String name, Supplier<Uni<Found>> round) {
        run(name, round);
    }

    void stop(@Observes ShutdownEvent event) {
        stopping = true;
    }

    /** Wakes a loop once this transaction is committed, because it leaves work for it. */
    public void wakeAfter(Object transaction, String name) {
        transactions.afterCommit(transaction, () -> wake(name));
    }

    private void wake(String name) {
        Loop loop = loops.get(name);
        if (loop != null) {
            loop.wake();
        }
    }

    private void run(String name, Supplier<Uni<Found>> round) {
        Loop loop = new Loop(name, round, vertx.getOrCreateContext());
        loops.put(name, loop);
        loop.start();
    }

    /** Everything but {@link #start} and {@link #wake} happens on the loop's own context, one after the other. */
    private final class Loop {

        private final String name;
        private final Supplier<Uni<Found>> round;
        private final Context context;
        private int failures;
        private boolean woken;
        private OptionalLong timer = OptionalLong.empty();
        private long restingSince;
        private long restAtLeast = MOMENT_MILLIS;

        Loop(String name, Supplier<Uni<Found>> round, Context context) {
            this.name = name;
            this.round = round;
            this.context = context;
        }

        void start() {
            context.runOnContext(this::run);
        }

        void wake() {
            context.runOnContext(this::noteWake);
        }

        /** A loop that backs off is left alone; many who wake it within a moment are one. */
        private void noteWake() {
            if (woken || failures > 0) {
                return;
            }
            woken = true;
            if (timer.isPresent()) {
                boolean rests = vertx.cancelTimer(timer.getAsLong());
                timer = OptionalLong.empty();
                if (rests) {
                    restUntilWorthwhile();
                }
            }
        }

        private void restUntilWorthwhile() {
            runAfter(restAtLeast
                    - Duration.ofNanos(System.nanoTime() - restingSince).toMillis());
        }

        private void run() {
            timer = OptionalLong.empty();
            woken = false;
            if (!stopping) {
                var _ = Uni.createFrom()
                        .deferred(() -> round.get())
                        .subscribe()
                        .with(
                                found -> context.runOnContext(() -> afterRound(found)),
                                failure -> context.runOnContext(() -> afterFailure(failure)));
            }
        }

        private void afterRound(Found found) {
            if (failures > 0) {
                LOG.infof("Loop %s works again after %d failures", name, failures);
                failures = 0;
            }
            restingSince = System.nanoTime();
            restAtLeast = found == Found.SOME ? config.gatherFor().toMillis() : MOMENT_MILLIS;
            if (found == Found.MORE) {
                run();
            } else if (woken || found == Found.SOME) {
                restUntilWorthwhile();
            } else {
                runAfter(config.pollInterval().toMillis());
            }
        }

        private void afterFailure(Throwable failure) {
            if (stopping) {
                return;
            }
            if (failures == 0 && !Failures.isTransient(failure)) {
                LOG.errorf(failure, "Loop %s failed, trying again", name);
            } else if (failures == 0) {
                LOG.warnf("Loop %s failed, trying again: %s", name, failure.toString());
            }
            failures++;
            runAfter(Math.min(MAX_BACK_OFF_MILLIS, 50L << Math.min(failures, 10)));
        }

        private void runAfter(long millis) {
            if (stopping) {
                return;
            }
            if (millis <= 0) {
                run();
            } else {
                timer = OptionalLong.of(vertx.setTimer(millis, fired -> run()));
            }
        }
    }
}
