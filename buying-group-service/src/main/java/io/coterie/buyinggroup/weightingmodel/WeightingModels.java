package io.coterie.buyinggroup.weightingmodel;

import io.coterie.platform.messaging.SandboxFollower;
import io.coterie.platform.tenancy.Sandbox;
import io.coterie.platform.tenancy.SandboxDirectory;
import io.coterie.platform.tenancy.SandboxTransactions;
import io.quarkus.runtime.StartupEvent;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Duration;
import java.util.Optional;
import org.jboss.logging.Logger;

/** The active model, for those who weigh with it. Every sandbox has one from the moment it is known here (WGT-02). */
@ApplicationScoped
public class WeightingModels implements SandboxFollower {

    private static final Logger LOG = Logger.getLogger(WeightingModels.class);

    private final SandboxDirectory directory;
    private final SandboxTransactions transactions;
    private final WeightingModelStatements statements;
    private final WeightingModelService models;

    WeightingModels(
            SandboxDirectory directory,
            SandboxTransactions transactions,
            WeightingModelStatements statements,
            WeightingModelService models) {
        this.directory = directory;
        this.transactions = transactions;
        this.statements = statements;
        this.models = models;
    }

    public Uni<Optional<WeightingModel>> active(SqlConnection connection, int sandboxId) {
        return statements.active(connection, sandboxId);
    }

    @Override
    public Uni<Void> sandboxKnown(SqlConnection connection, Sandbox sandbox) {
        return models.begin(connection, sandbox);
    }

    /** Sandboxes that were known before there were weighting models are not announced again. */
    void start(@Observes StartupEvent event) {
        directory
                .all()
                .chain(sandboxes -> Multi.createFrom()
                        .iterable(sandboxes)
                        .onItem()
                        .transformToUniAndConcatenate(sandbox ->
                                transactions.inSandbox(sandbox, connection -> models.begin(connection, sandbox)))
                        .collect()
                        .last())
                .onFailure()
                .invoke(failure -> LOG.warn("Sandboxes cannot be given their weighting model; trying again", failure))
                .onFailure()
                .retry()
                .withBackOff(Duration.ofMillis(100), Duration.ofSeconds(5))
                .indefinitely()
                .subscribe()
                .with(done -> LOG.debug("Every sandbox has a weighting model"));
    }
}
