package io.coterie.buyinggroup.export;

import io.coterie.platform.tenancy.Sandbox;
import io.coterie.platform.tenancy.SandboxDirectory;
import io.coterie.platform.tenancy.SandboxTransactions;
import io.quarkus.scheduler.Scheduled;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;

/** Takes away files whose time is over. Nobody can read them since then; this frees their room. */
@ApplicationScoped
class ExportExpiryJob {

    private final SandboxDirectory directory;
    private final SandboxTransactions transactions;
    private final ExportStatements statements;
    private final Clock clock;

    ExportExpiryJob(
            SandboxDirectory directory, SandboxTransactions transactions, ExportStatements statements, Clock clock) {
        this.directory = directory;
        this.transactions = transactions;
        this.statements = statements;
        this.clock = clock;
    }

    @Scheduled(
            every = "10m",
            identity = "export-expiry",
            concurrentExecution = Scheduled.ConcurrentExecution.SKIP,
            skipExecutionIf = Scheduled.ApplicationNotRunning.class)
    Uni<Void> run() {
        return directory
                .all()
                .chain(sandboxes -> Multi.createFrom()
                        .iterable(sandboxes)
                        .onItem()
                        .transformToUniAndConcatenate(this::deleteExpired)
                        .collect()
                        .last())
                .replaceWithVoid();
    }

    private Uni<Integer> deleteExpired(Sandbox sandbox) {
        return transactions.inSandbox(
                sandbox, connection -> statements.deleteExpired(connection, sandbox.id(), clock.instant()));
    }
}
