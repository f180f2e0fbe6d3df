package io.coterie.activation.retention;

import io.coterie.contracts.Topics;
import io.coterie.platform.messaging.EachSandbox;
import io.coterie.platform.tenancy.Sandbox;
import io.coterie.platform.tenancy.SandboxTransactions;
import io.quarkus.arc.All;
import io.quarkus.scheduler.Scheduled;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/** Deletes what was over long ago, in small transactions; a sandbox in trouble does not keep the others waiting. */
@ApplicationScoped
class RetentionJob {

    private static final String NAME = "retention";

    private static final Duration DELIVERABLE_AGAIN = Topics.deliverableFor(Topics.JOURNEY_ACTIONS);

    private final SandboxTransactions transactions;
    private final EachSandbox sandboxes;
    private final List<PastRecords> kinds;
    private final RetentionConfig config;
    private final Clock clock;

    RetentionJob(
            SandboxTransactions transactions,
            EachSandbox sandboxes,
            @All List<PastRecords> kinds,
            RetentionConfig config,
            Clock clock) {
        if (config.keep().compareTo(DELIVERABLE_AGAIN) <= 0) {
            throw new IllegalArgumentException("coterie.activation.retention.keep must be longer than "
                    + DELIVERABLE_AGAIN + ", so that an action delivered again is known, but is " + config.keep());
        }
        this.transactions = transactions;
        this.sandboxes = sandboxes;
        this.kinds = kinds;
        this.config = config;
        this.clock = clock;
    }

    @Scheduled(
            cron = "${coterie.activation.retention.cleanup:0 10 3 * * ?}",
            timeZone = "UTC",
            concurrentExecution = Scheduled.ConcurrentExecution.SKIP,
            skipExecutionIf = Scheduled.ApplicationNotRunning.class)
    Uni<Void> forget() {
        Instant before = clock.instant().minus(config.keep());
        return sandboxes.inTurn(NAME, sandbox -> forget(sandbox, before));
    }

    private Uni<Void> forget(Sandbox sandbox, Instant before) {
        return Multi.createFrom()
                .iterable(kinds)
                .onItem()
                .transformToUniAndConcatenate(kind -> forget(sandbox, kind, before))
                .collect()
                .asList()
                .replaceWithVoid();
    }

    private Uni<Integer> forget(Sandbox sandbox, PastRecords kind, Instant before) {
        return Multi.createBy()
                .repeating()
                .uni(() -> transactions.inSandbox(
                        sandbox, connection -> kind.forget(connection, sandbox.id(), before, config.deletedPerStep())))
                .whilst(deleted -> deleted == config.deletedPerStep())
                .collect()
                .last();
    }
}
