package io.coterie.buyinggroup.history;

import io.coterie.platform.messaging.EachSandbox;
import io.coterie.platform.tenancy.Sandbox;
import io.coterie.platform.tenancy.SandboxTransactions;
import io.quarkus.scheduler.Scheduled;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;

/** Thins the history of engagement of every sandbox, as far as it has grown old enough and is not to stay. */
@ApplicationScoped
class HistoryThinningJob {

    private static final String NAME = "history-thinning";

    private final EachSandbox sandboxes;
    private final SandboxTransactions transactions;
    private final HistoryThinning thinning;
    private final Clock clock;

    HistoryThinningJob(EachSandbox sandboxes, SandboxTransactions transactions, HistoryThinning thinning, Clock clock) {
        this.sandboxes = sandboxes;
        this.transactions = transactions;
        this.thinning = thinning;
        this.clock = clock;
    }

    @Scheduled(
            cron = "{coterie.buying-group.history.thinning}",
            timeZone = "UTC",
            identity = NAME,
            concurrentExecution = Scheduled.ConcurrentExecution.SKIP,
            skipExecutionIf = Scheduled.ApplicationNotRunning.class)
    Uni<Void> run() {
        return sandboxes.inTurn(NAME, this::thin);
    }

    private Uni<Boolean> thin(Sandbox sandbox) {
        return Uni.createFrom()
                .deferred(() -> transactions.inSandbox(
                        sandbox, connection -> thinning.step(connection, sandbox.id(), clock.instant())))
                .repeat()
                .whilst(more -> more)
                .collect()
                .last();
    }
}
