package io.coterie.buyinggroup.eventhistory;

import io.coterie.platform.messaging.EachSandbox;
import io.coterie.platform.tenancy.Sandbox;
import io.coterie.platform.tenancy.SandboxTransactions;
import io.quarkus.scheduler.Scheduled;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;

/** Deletes events that have grown too old, a bounded number per transaction. */
@ApplicationScoped
class EventHistoryJob {

    private static final String NAME = "event-history-cleaning";

    private final EachSandbox sandboxes;
    private final SandboxTransactions transactions;
    private final EventHistory history;
    private final Clock clock;

    EventHistoryJob(EachSandbox sandboxes, SandboxTransactions transactions, EventHistory history, Clock clock) {
        this.sandboxes = sandboxes;
        this.transactions = transactions;
        this.history = history;
        this.clock = clock;
    }

    @Scheduled(
            cron = "{coterie.buying-group.event-history.cleaning}",
            identity = NAME,
            concurrentExecution = Scheduled.ConcurrentExecution.SKIP,
            skipExecutionIf = Scheduled.ApplicationNotRunning.class)
    Uni<Void> run() {
        return sandboxes.inTurn(NAME, this::clean);
    }

    private Uni<Void> clean(Sandbox sandbox) {
        return transactions
                .inSandbox(sandbox, connection -> history.clean(connection, sandbox.id(), clock.instant()))
                .chain(more -> more ? clean(sandbox) : Uni.createFrom().voidItem());
    }
}
