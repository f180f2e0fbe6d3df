package io.coterie.buyinggroup.engagement;

import io.coterie.platform.messaging.CaughtUp;
import io.coterie.platform.messaging.EachSandbox;
import io.quarkus.scheduler.Scheduled;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.LocalDate;

/** Asks for the night's run of every sandbox. Several replicas may wake up; the first one's run is the night's. */
@ApplicationScoped
class EngagementNightJob {

    private static final String NAME = "engagement-night";

    private final EachSandbox sandboxes;
    private final EngagementRunService runs;
    private final CaughtUp caughtUp;
    private final EngagementConfig config;
    private final Clock clock;

    EngagementNightJob(
            EachSandbox sandboxes, EngagementRunService runs, CaughtUp caughtUp, EngagementConfig config, Clock clock) {
        this.sandboxes = sandboxes;
        this.runs = runs;
        this.caughtUp = caughtUp;
        this.config = config;
        this.clock = clock;
    }

    @Scheduled(
            cron = "{coterie.buying-group.engagement.nightly}",
            timeZone = "{coterie.buying-group.engagement.time-zone}",
            identity = NAME,
            concurrentExecution = Scheduled.ConcurrentExecution.SKIP,
            skipExecutionIf = Scheduled.ApplicationNotRunning.class)
    Uni<Void> run() {
        LocalDate night = clock.instant().atZone(config.timeZone()).toLocalDate();
        return caughtUp.whenCaughtUp()
                .chain(() -> sandboxes.inTurn(NAME, sandbox -> runs.beginNightly(sandbox, night)));
    }
}
