package io.coterie.buyinggroup.export;

import io.coterie.platform.messaging.EachSandbox;
import io.coterie.platform.tenancy.Sandbox;
import io.coterie.platform.tenancy.SandboxTransactions;
import io.quarkus.scheduler.Scheduled;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;

/** Takes away files whose time is over. Nobody can read them since then; this frees their room. */
@ApplicationScoped
class ExportExpiryJob {

    private static final String NAME = "export-expiry";

    private final EachSandbox sandboxes;
    private final SandboxTransactions transactions;
    private final ExportStatements statements;
    private final Clock clock;

    ExportExpiryJob(EachSandbox sandboxes, SandboxTransactions transactions, ExportStatements statements, Clock clock) {
        this.sandboxes = sandboxes;
        this.transactions = transactions;
        this.statements = statements;
        this.clock = clock;
    }

    @Scheduled(
            every = "10m",
            identity = NAME,
            concurrentExecution = Scheduled.ConcurrentExecution.SKIP,
            skipExecutionIf = Scheduled.ApplicationNotRunning.class)
    Uni<Void> run() {
        return sandboxes.inTurn(NAME, this::deleteExpired);
    }

    private Uni<Integer> deleteExpired(Sandbox sandbox) {
        return transactions.inSandbox(
                sandbox, connection -> statements.deleteExpired(connection, sandbox.id(), clock.instant()));
    }
}
