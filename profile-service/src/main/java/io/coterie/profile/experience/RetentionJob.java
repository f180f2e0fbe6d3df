package io.coterie.profile.experience;

import io.coterie.platform.messaging.EachSandbox;
import io.coterie.platform.tenancy.Sandbox;
import io.coterie.platform.tenancy.SandboxTransactions;
import io.quarkus.scheduler.Scheduled;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Instant;

/** Deletes events past their retention, in small transactions. */
@ApplicationScoped
class RetentionJob {

    private final SandboxTransactions transactions;
    private final EachSandbox each;
    private final ExperienceEventRepository events;
    private final ExperienceEventConfig config;
    private final Clock clock;

    RetentionJob(
            SandboxTransactions transactions,
            EachSandbox each,
            ExperienceEventRepository events,
            ExperienceEventConfig config,
            Clock clock) {
        this.transactions = transactions;
        this.each = each;
        this.events = events;
        this.config = config;
        this.clock = clock;
    }

    @Scheduled(
            cron = "${coterie.profile.experience-events.cleanup:0 30 2 * * ?}",
            timeZone = "UTC",
            skipExecutionIf = Scheduled.ApplicationNotRunning.class)
    Uni<Void> deleteOld() {
        Instant before = clock.instant().minus(config.retention());
        return each.inTurn("experience-event-retention", sandbox -> deleteOld(sandbox, before));
    }

    private Uni<Integer> deleteOld(Sandbox sandbox, Instant before) {
        return Multi.createBy()
                .repeating()
                .uni(() -> transactions.inSandbox(
                        sandbox,
                        connection -> events.deleteBefore(connection, sandbox, before, config.deletedPerStep())))
                .whilst(deleted -> deleted == config.deletedPerStep())
                .collect()
                .last();
    }
}
