package io.coterie.buyinggroup.eventhistory;

import io.coterie.platform.tenancy.Sandbox;
import io.coterie.platform.tenancy.SandboxDirectory;
import io.coterie.platform.tenancy.SandboxTransactions;
import io.quarkus.scheduler.Scheduled;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;

/** Deletes events that have grown too old, a bounded number per transaction. */
@ApplicationScoped
class EventHistoryJob {

    private final SandboxDirectory directory;
    private final SandboxTransactions transactions;
    private final EventHistory history;
    private final Clock clock;

    EventHistoryJob(SandboxDirectory directory, SandboxTransactions transactions, EventHistory history, Clock clock) {
        this.directory = directory;
        this.transactions = transactions;
        this.history = history;
        this.clock = clock;
    }

    @Scheduled(
            cron = "{coterie.buying-group.event-history.cleaning}",
            identity = "event-history-cleaning",
            concurrentExecution = Scheduled.ConcurrentExecution.SKIP,
            skipExecutionIf = Scheduled.ApplicationNotRunning.class)
    Uni<Void> run() {
        return directory
                .all()
                .chain(sandboxes -> Multi.createFrom()
                        .iterable(sandboxes)
                        .onItem()
                        .transformToUniAndConcatenate(this::clean)
                        .collect()
                        .last())
                .replaceWithVoid();
    }

    private Uni<Void> clean(Sandbox sandbox) {
        return transactions
                .inSandbox(sandbox, connection -> history.clean(connection, sandbox.id(), clock.instant()))
                .chain(more -> more ? clean(sandbox) : Uni.createFrom().voidItem());
    }
}
