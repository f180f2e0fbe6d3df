package io.coterie.buyinggroup.build;

import io.coterie.buyinggroup.creationjob.CreationJobs;
import io.coterie.buyinggroup.groupstore.GroupFollower;
import io.coterie.platform.messaging.CaughtUp;
import io.coterie.platform.messaging.EachSandbox;
import io.coterie.platform.tenancy.Sandbox;
import io.coterie.platform.tenancy.SandboxTransactions;
import io.quarkus.scheduler.Scheduled;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.LocalDate;
import org.jboss.logging.Logger;

/**
 * The safety net (JOB-08): every night all accounts of all jobs are looked at again, and must need no change. Several
 * replicas may wake up; the first one's runs are the night's.
 */
@ApplicationScoped
public class NightlyRunJob {

    private static final Logger LOG = Logger.getLogger(NightlyRunJob.class);
    private static final String NAME = "nightly-run";

    private final EachSandbox sandboxes;
    private final SandboxTransactions transactions;
    private final CreationJobs jobs;
    private final GroupFollower groups;
    private final CaughtUp caughtUp;
    private final Nights nights;
    private final BegunNights begun;
    private final BuildConfig config;
    private final Clock clock;

    NightlyRunJob(
            EachSandbox sandboxes,
            SandboxTransactions transactions,
            CreationJobs jobs,
            GroupFollower groups,
            CaughtUp caughtUp,
            Nights nights,
            BegunNights begun,
            BuildConfig config,
            Clock clock) {
        this.sandboxes = sandboxes;
        this.transactions = transactions;
        this.jobs = jobs;
        this.groups = groups;
        this.caughtUp = caughtUp;
        this.nights = nights;
        this.begun = begun;
        this.config = config;
        this.clock = clock;
    }

    @Scheduled(
            cron = "{coterie.buying-group.build.nightly}",
            timeZone = "{coterie.buying-group.build.time-zone}",
            identity = NAME,
            concurrentExecution = Scheduled.ConcurrentExecution.SKIP,
            skipExecutionIf = Scheduled.ApplicationNotRunning.class)
    Uni<Void> run() {
        LocalDate night = nights.at(clock.instant());
        return caughtUp.whenCaughtUp().chain(() -> sandboxes.inTurn(NAME, sandbox -> begin(sandbox, night)));
    }

    private Uni<Void> begin(Sandbox sandbox, LocalDate night) {
        return transactions.inSandbox(
                sandbox,
                connection -> begun.note(connection, sandbox, BegunNights.Part.GROUPS, night)
                        .chain(() -> begin(connection, sandbox, night)));
    }

    private Uni<Void> begin(SqlConnection connection, Sandbox sandbox, LocalDate night) {
        return jobs.beginNightly(connection, sandbox, night)
                .chain(() -> groups.lookAgainOutOfAudience(connection, sandbox));
    }

    /** Begins the last night that was due, if nobody has. */
    public Uni<Void> makeUp(Sandbox sandbox) {
        return nights.lastDue(config.nightly(), clock.instant())
                .map(night -> makeUp(sandbox, night))
                .orElseGet(() -> Uni.createFrom().voidItem());
    }

    private Uni<Void> makeUp(Sandbox sandbox, LocalDate night) {
        return transactions.inSandbox(
                sandbox,
                connection -> begun.makesUp(connection, sandbox, BegunNights.Part.GROUPS, night)
                        .chain(missed -> missed
                                ? begin(connection, sandbox, night)
                                        .invoke(() -> LOG.infof(
                                                "The groups' night of %s begins late in sandbox %s",
                                                night, sandbox.name()))
                                : Uni.createFrom().voidItem()));
    }
}
