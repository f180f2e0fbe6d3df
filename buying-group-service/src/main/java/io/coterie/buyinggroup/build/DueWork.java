package io.coterie.buyinggroup.build;

import io.coterie.buyinggroup.work.DueAccounts;
import io.coterie.platform.messaging.WorkLoops;
import io.coterie.platform.tenancy.SandboxTransactions;
import io.quarkus.runtime.StartupEvent;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Clock;

/** Has accounts looked at when their instant has come. */
@ApplicationScoped
class DueWork {

    private static final int AT_ONCE = 1_000;

    private final WorkLoops loops;
    private final SandboxTransactions transactions;
    private final DueAccounts accounts;
    private final Clock clock;

    DueWork(WorkLoops loops, SandboxTransactions transactions, DueAccounts accounts, Clock clock) {
        this.loops = loops;
        this.transactions = transactions;
        this.accounts = accounts;
        this.clock = clock;
    }

    void start(@Observes StartupEvent event) {
        loops.start("due-accounts", this::step);
    }

    private Uni<Boolean> step() {
        return transactions
                .acrossSandboxes(connection -> accounts.wake(connection, clock.instant(), AT_ONCE))
                .map(woken -> woken == AT_ONCE);
    }
}
