package io.coterie.journey.wait;

import io.coterie.platform.messaging.PendingWork;
import io.coterie.platform.tenancy.SandboxTransactions;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;

/** Runs that could move now; runs that rest until later are not pending. */
@ApplicationScoped
class DueRunsPending implements PendingWork {

    private final SandboxTransactions transactions;
    private final DueRuns dueRuns;
    private final Clock clock;

    DueRunsPending(SandboxTransactions transactions, DueRuns dueRuns, Clock clock) {
        this.transactions = transactions;
        this.dueRuns = dueRuns;
        this.clock = clock;
    }

    @Override
    public String name() {
        return "due-runs";
    }

    @Override
    public Uni<Long> depth() {
        return transactions.acrossSandboxes(connection -> dueRuns.depth(connection, clock.instant()));
    }
}
