package io.coterie.buyinggroup.eventhistory;

import io.coterie.buyinggroup.activity.Activities;
import io.coterie.platform.messaging.EachSandbox;
import io.coterie.platform.tenancy.Sandbox;
import io.coterie.platform.tenancy.SandboxTransactions;
import io.quarkus.scheduler.Scheduled;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;

/** Deletes events that have grown too old, a bounded number per transaction, and in the end what was kept of them. */
@ApplicationScoped
class EventHistoryJob {

    private static final String NAME = "event-history-cleaning";

    private final EachSandbox sandboxes;
    private final SandboxTransactions transactions;
    private final EventHistory history;
    private final LatestActivities latest;
    private final Activities activities;
    private final Clock clock;

    EventHistoryJob(
            EachSandbox sandboxes,
            SandboxTransactions transactions,
            EventHistory history,
            LatestActivities latest,
            Activities activities,
            Clock clock) {
        this.sandboxes = sandboxes;
        this.transactions = transactions;
        this.history = history;
        this.latest = latest;
        this.activities = activities;
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
                .chain(more -> more ? clean(sandbox) : drop(sandbox));
    }

    /** As far back as the counts of activities go. */
    private Uni<Void> drop(Sandbox sandbox) {
        Instant earliest = activities.keptSince().atStartOfDay(ZoneOffset.UTC).toInstant();
        return transactions.inSandbox(sandbox, connection -> latest.dropBefore(connection, sandbox.id(), earliest));
    }
}
