package io.coterie.buyinggroup.engagement;

import io.coterie.buyinggroup.build.Nights;
import io.coterie.platform.messaging.CaughtUp;
import io.coterie.platform.messaging.EachSandbox;
import io.quarkus.scheduler.Scheduled;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneOffset;

/** Asks for the night's run of every sandbox. Several replicas may wake up; the first one's run is the night's. */
@ApplicationScoped
class EngagementNightJob {

    private static final String NAME = "engagement-night";

    private final EachSandbox sandboxes;
    private final EngagementRunService runs;
    private final CaughtUp caughtUp;
    private final Nights nights;
    private final Clock clock;

    EngagementNightJob(
            EachSandbox sandboxes, EngagementRunService runs, CaughtUp caughtUp, Nights nights, Clock clock) {
        this.sandboxes = sandboxes;
        this.runs = runs;
        this.caughtUp = caughtUp;
        this.nights = nights;
        this.clock = clock;
    }

    @Scheduled(
            cron = "{coterie.buying-group.engagement.nightly}",
            timeZone = "{coterie.buying-group.build.time-zone}",
            identity = NAME,
            concurrentExecution = Scheduled.ConcurrentExecution.SKIP,
            skipExecutionIf = Scheduled.ApplicationNotRunning.class)
    Uni<Void> run() {
        LocalDate night = nights.at(clock.instant());
        // Activities are counted by days of UTC (D-38), whatever the zone of the nights.
        LocalDate windowTo = clock.instant().atZone(ZoneOffset.UTC).toLocalDate();
        return caughtUp.whenCaughtUp()
                .chain(() -> sandboxes.inTurn(NAME, sandbox -> runs.beginNightly(sandbox, night, windowTo)));
    }
}
