package io.coterie.platform.messaging;

import io.quarkus.runtime.ShutdownEvent;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.core.Vertx;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.Instance;
import java.util.function.Supplier;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Loops that look for work: at once after work was found, otherwise at the poll interval. A failing step is logged once
 * until it succeeds again, and tried with back-off; it never ends the loop.
 */
@ApplicationScoped
public class WorkLoops {

    private static final Logger LOG = Logger.getLogger(WorkLoops.class);
    private static final long MAX_BACK_OFF_MILLIS = 5_000;

    private final Vertx vertx;
    private final MessagingConfig config;
    private final Instance<CaughtUp> caughtUp;
    private volatile boolean stopping;

    WorkLoops(Vertx vertx, MessagingConfig config, Instance<CaughtUp> caughtUp) {
        this.vertx = vertx;
        this.config = config;
        this.caughtUp = caughtUp;
    }

    /**
     * Starts a loop that decides, and so waits until the service knows what the state topics held at its start.
     *
     * @param step does one batch of work; true when there may be more
     */
    public void start(String name, Supplier<Uni<Boolean>> step) {
        caughtUp.get()
                .whenCaughtUp()
                .subscribe()
                .with(
                        ready -> new Loop(name, step).run(),
                        failure -> LOG.errorf(failure, "Loop %s could not start", name));
    }

    /** Starts a loop that only passes on what is decided already. */
    public void startBeforeCaughtUp(String name, Supplier<Uni<Boolean>> step) {
        new Loop(name, step).run();
    }

    void stop(@Observes ShutdownEvent event) {
        stopping = true;
    }

    private final class Loop {

        private final String name;
        private final Supplier<Uni<Boolean>> step;
        private int failures;

        Loop(String name, Supplier<Uni<Boolean>> step) {
            this.name = name;
            this.step = step;
        }

        void run() {
            if (stopping) {
                return;
            }
            vertx.getOrCreateContext()
                    .runOnContext(() -> Uni.createFrom()
                            .deferred(() -> step.get())
                            .subscribe()
                            .with(this::afterStep, this::afterFailure));
        }

        private void afterStep(@Nullable Boolean more) {
            if (failures > 0) {
                LOG.infof("Loop %s works again after %d failures", name, failures);
                failures = 0;
            }
            if (Boolean.TRUE.equals(more)) {
                run();
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
            if (!stopping) {
                var _ = vertx.setTimer(Math.max(1, millis), timer -> run());
            }
        }
    }
}
