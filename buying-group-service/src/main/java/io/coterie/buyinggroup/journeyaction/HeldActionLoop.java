package io.coterie.buyinggroup.journeyaction;

import io.coterie.platform.messaging.WorkLoops;
import io.coterie.platform.tenancy.SandboxTransactions;
import io.quarkus.runtime.StartupEvent;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Clock;

/** Has held actions tried again when their instant has come. */
@ApplicationScoped
class HeldActionLoop {

    private static final int AT_ONCE = 1_000;

    private final WorkLoops loops;
    private final SandboxTransactions transactions;
    private final ActionWork work;
    private final Clock clock;

    HeldActionLoop(WorkLoops loops, SandboxTransactions transactions, ActionWork work, Clock clock) {
        this.loops = loops;
        this.transactions = transactions;
        this.work = work;
        this.clock = clock;
    }

    void start(@Observes StartupEvent event) {
        loops.start("held-actions", this::step);
    }

    private Uni<Boolean> step() {
        return transactions
                .acrossSandboxes(connection -> work.release(connection, clock.instant(), AT_ONCE))
                .map(released -> released == AT_ONCE);
    }
}
