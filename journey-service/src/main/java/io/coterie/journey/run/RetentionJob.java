package io.coterie.journey.run;

import io.coterie.contracts.Topics;
import io.coterie.journey.definition.JourneyCompiler;
import io.coterie.journey.group.GroupChanges;
import io.coterie.journey.history.EventInterests;
import io.coterie.platform.messaging.EachSandbox;
import io.coterie.platform.tenancy.Sandbox;
import io.coterie.platform.tenancy.SandboxTransactions;
import io.quarkus.scheduler.Scheduled;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;

/**
 * Forgets what people did once no run can count it: a run looks back from its entry, so events are kept for the longest
 * look-back before the oldest entry of a run that is not over. Forgets changes of groups whose state never came, too.
 */
@ApplicationScoped
class RetentionJob {

    private static final String NAME = "event-retention";

    /** As long as the topic keeps them; a state follows its event within seconds. */
    private static final Duration CHANGES = Topics.ALL.stream()
            .filter(topic -> topic.name().equals(Topics.BUYING_GROUPS))
            .map(Topics.Topic::retention)
            .findFirst()
            .orElseThrow();

    private final SandboxTransactions transactions;
    private final EachSandbox sandboxes;
    private final RunRepository runs;
    private final EventInterests interests;
    private final GroupChanges changes;
    private final Clock clock;

    RetentionJob(
            SandboxTransactions transactions,
            EachSandbox sandboxes,
            RunRepository runs,
            EventInterests interests,
            GroupChanges changes,
            Clock clock) {
        this.transactions = transactions;
        this.sandboxes = sandboxes;
        this.runs = runs;
        this.interests = interests;
        this.changes = changes;
        this.clock = clock;
    }

    @Scheduled(
            cron = "{coterie.journey.runs.retention}",
            identity = NAME,
            concurrentExecution = Scheduled.ConcurrentExecution.SKIP,
            skipExecutionIf = Scheduled.ApplicationNotRunning.class)
    Uni<Void> run() {
        return sandboxes.inTurn(NAME, this::forget);
    }

    private Uni<Void> forget(Sandbox sandbox) {
        Instant now = clock.instant();
        return transactions.inSandbox(sandbox, connection -> forget(connection, sandbox, now));
    }

    private Uni<Void> forget(SqlConnection connection, Sandbox sandbox, Instant now) {
        return runs.oldestEntry(connection, sandbox)
                .map(oldest -> oldest.orElse(now).minus(JourneyCompiler.LONGEST_LOOK_BACK))
                .chain(older -> interests.forget(connection, sandbox, older))
                .chain(() -> changes.forget(connection, sandbox, now.minus(CHANGES)));
    }
}
