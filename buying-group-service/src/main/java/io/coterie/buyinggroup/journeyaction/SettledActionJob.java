package io.coterie.buyinggroup.journeyaction;

import io.coterie.buyinggroup.definition.Trace;
import io.coterie.contracts.Topics;
import io.coterie.platform.messaging.EachSandbox;
import io.coterie.platform.tenancy.Sandbox;
import io.coterie.platform.tenancy.SandboxTransactions;
import io.quarkus.scheduler.Scheduled;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Duration;

/** Forgets settled actions once nothing can ask for them again: not their topic, nor a dead letter of it. */
@ApplicationScoped
class SettledActionJob {

    static final Duration KEPT = Topics.deliverableFor(Topics.JOURNEY_ACTIONS);

    private static final String NAME = "settled-action-cleaning";

    private static final String CLEAN = """
            delete from settled_action
             where sandbox_id = $1
               and action_id in (select action_id from settled_action
                                  where sandbox_id = $1 and settled_at < $2 order by settled_at limit $3)""";

    private final EachSandbox sandboxes;
    private final SandboxTransactions transactions;
    private final JourneyActionConfig config;
    private final Clock clock;

    SettledActionJob(EachSandbox sandboxes, SandboxTransactions transactions, JourneyActionConfig config, Clock clock) {
        this.sandboxes = sandboxes;
        this.transactions = transactions;
        this.config = config;
        this.clock = clock;
    }

    @Scheduled(
            cron = "{coterie.buying-group.journey-action.cleaning}",
            timeZone = "UTC",
            identity = NAME,
            concurrentExecution = Scheduled.ConcurrentExecution.SKIP,
            skipExecutionIf = Scheduled.ApplicationNotRunning.class)
    Uni<Void> run() {
        return sandboxes.inTurn(NAME, this::clean);
    }

    private Uni<Boolean> clean(Sandbox sandbox) {
        return Uni.createFrom()
                .deferred(() -> transactions.inSandbox(sandbox, connection -> clean(connection, sandbox)))
                .repeat()
                .whilst(more -> more)
                .collect()
                .last();
    }

    private Uni<Boolean> clean(SqlConnection connection, Sandbox sandbox) {
        return connection
                .preparedQuery(CLEAN)
                .execute(Tuple.of(sandbox.id(), Trace.column(clock.instant().minus(KEPT)), config.cleanedAtOnce()))
                .map(rows -> rows.rowCount() == config.cleanedAtOnce());
    }
}
