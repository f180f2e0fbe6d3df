package io.coterie.buyinggroup.engagement;

import io.coterie.buyinggroup.build.NightlyRunJob;
import io.coterie.buyinggroup.build.Nights;
import io.coterie.platform.messaging.CaughtUp;
import io.coterie.platform.messaging.EachSandbox;
import io.coterie.platform.tenancy.Sandbox;
import io.quarkus.scheduler.Scheduled;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;

/**
 * Asks for the night's run of every sandbox, after the night's groups (D-80), also where those were missed. Several replicas may
 * wake up; the first one's run is the night's.
 */
@ApplicationScoped
class EngagementNightJob {

    private static final String NAME = "engagement-night";

    private final EachSandbox sandboxes;
    private final EngagementRunService runs;
    private final CaughtUp caughtUp;
    private final NightlyRunJob builds;
    private final Nights nights;
    private final EngagementConfig config;
    private final Clock clock;

    EngagementNightJob(
            EachSandbox sandboxes,
            EngagementRunService runs,
            CaughtUp caughtUp,
            NightlyRunJob builds,
            Nights nights,
            EngagementConfig config,
            Clock clock) {
        this.sandboxes = sandboxes;
        this.runs = runs;
        this.caughtUp = caughtUp;
        this.builds = builds;
        this.nights = nights;
        this.config = config;
        this.clock = clock;
    }

    @Scheduled(
            cron = "{coterie.buying-group.engagement.nightly}",
            timeZone = "{coterie.buying-group.build.time-zone}",
            identity = NAME,
            concurrentExecution = Scheduled.ConcurrentExecution.SKIP,
            skipExecutionIf = Scheduled.ApplicationNotRunning.class)
    Uni<Void> run() {
        Instant now = clock.instant();
        LocalDate night = nights.at(now);
        LocalDate windowTo = EngagementRun.windowTo(now);
        return caughtUp.whenCaughtUp()
                .chain(() -> sandboxes.inTurn(
                        NAME,
                        sandbox -> builds.makeUp(sandbox).chain(() -> runs.beginNightly(sandbox, night, windowTo))));
    }

    /**
     * Asks for the last night's run that was due, if nobody has. It looks at the days up to today like any other run, because
     * live values that it has seen end with it.
     */
    Uni<Void> makeUp(Sandbox sandbox) {
        Instant now = clock.instant();
        return nights.lastDue(config.nightly(), now)
                .map(night -> runs.makeUp(sandbox, night, EngagementRun.windowTo(now)))
                .orElseGet(() -> Uni.createFrom().voidItem());
    }
}
