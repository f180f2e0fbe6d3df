package io.coterie.buyinggroup.engagement;

import io.coterie.buyinggroup.build.NightlyRunJob;
import io.coterie.platform.messaging.CaughtUp;
import io.coterie.platform.messaging.EachSandbox;
import io.quarkus.scheduler.Scheduled;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;

/**
 * Begins what the last night should have begun while no replica was up: soon after the start, and every few minutes. Groups
 * come before engagement (D-80). Nights before the last one are not made up for, because each looks at everything.
 */
@ApplicationScoped
class MissedNightsJob {

    private static final String NAME = "missed-nights";

    private final EachSandbox sandboxes;
    private final CaughtUp caughtUp;
    private final NightlyRunJob builds;
    private final EngagementNightJob engagement;

    MissedNightsJob(EachSandbox sandboxes, CaughtUp caughtUp, NightlyRunJob builds, EngagementNightJob engagement) {
        this.sandboxes = sandboxes;
        this.caughtUp = caughtUp;
        this.builds = builds;
        this.engagement = engagement;
    }

    // The first look is when the start is over, before which it would be skipped.
    @Scheduled(
            every = "{coterie.buying-group.build.missed-nights}",
            delayed = "10s",
            identity = NAME,
            concurrentExecution = Scheduled.ConcurrentExecution.SKIP,
            skipExecutionIf = Scheduled.ApplicationNotRunning.class)
    Uni<Void> run() {
        return caughtUp.whenCaughtUp()
                .chain(() -> sandboxes.inTurn(
                        NAME, sandbox -> builds.makeUp(sandbox).chain(() -> engagement.makeUp(sandbox))));
    }
}
