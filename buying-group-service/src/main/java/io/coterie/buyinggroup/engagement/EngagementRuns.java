package io.coterie.buyinggroup.engagement;

import io.coterie.buyinggroup.creationjob.CreationJobRuns;
import io.coterie.buyinggroup.definition.DefinitionUse;
import io.coterie.buyinggroup.engagement.EngagementRunStatements.Claimed;
import io.coterie.contracts.DefinitionState;
import io.coterie.platform.messaging.PendingWork;
import io.coterie.platform.messaging.WorkLoops;
import io.coterie.platform.tenancy.Sandbox;
import io.coterie.platform.tenancy.SandboxDirectory;
import io.coterie.platform.tenancy.SandboxTransactions;
import io.quarkus.runtime.StartupEvent;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Clock;
import java.time.Duration;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * The worker that carries out runs, one step a transaction: wait for the night's groups, compute, tell of a batch of
 * groups after the other, forget who went meanwhile. A run that was interrupted goes on with the step that was not
 * committed; one whose step fails rests while other sandboxes go on, and is given up after some attempts.
 */
@ApplicationScoped
class EngagementRuns implements DefinitionUse, PendingWork {

    /** The loop that carries runs out, for whoever asks for one. */
    static final String LOOP = "engagement-runs";

    private static final Logger LOG = Logger.getLogger(EngagementRuns.class);
    private static final Duration BUILD_PAUSE = Duration.ofSeconds(1);
    private static final Duration LONGEST_PAUSE = Duration.ofMinutes(10);
    private static final String UNTOLD = "The step failed; the service's log says why.";

    private final WorkLoops loops;
    private final SandboxDirectory directory;
    private final SandboxTransactions transactions;
    private final EngagementRunStatements statements;
    private final EngagementComputation computation;
    private final ScaleStatements scales;
    private final GroupTelling telling;
    private final LiveWork liveWork;
    private final CreationJobRuns builds;
    private final EngagementConfig config;
    private final Clock clock;

    EngagementRuns(
            WorkLoops loops,
            SandboxDirectory directory,
            SandboxTransactions transactions,
            EngagementRunStatements statements,
            EngagementComputation computation,
            ScaleStatements scales,
            GroupTelling telling,
            LiveWork liveWork,
            CreationJobRuns builds,
            EngagementConfig config,
            Clock clock) {
        this.loops = loops;
        this.directory = directory;
        this.transactions = transactions;
        this.statements = statements;
        this.computation = computation;
        this.scales = scales;
        this.telling = telling;
        this.liveWork = liveWork;
        this.builds = builds;
        this.config = config;
        this.clock = clock;
    }

    void start(@Observes StartupEvent event) {
        loops.start(LOOP, this::step);
    }

    private Uni<Boolean> step() {
        return transactions
                .acrossSandboxes(connection -> statements
                        .claim(connection, clock.instant())
                        .chain(claimed -> claimed.isEmpty()
                                ? Uni.createFrom().item(false)
                                : step(connection, claimed.get()).replaceWith(true)))
                .onFailure(FailedStep.class)
                .recoverWithUni(this::restOrGiveUp);
    }

    private Uni<Void> step(SqlConnection connection, Claimed claimed) {
        return directory
                .byId(claimed.sandboxId())
                .call(sandbox -> transactions.enter(connection, sandbox.id()))
                .chain(sandbox -> step(connection, sandbox, claimed))
                .onFailure()
                .transform(failure -> new FailedStep(claimed, failure));
    }

    private Uni<Void> step(SqlConnection connection, Sandbox sandbox, Claimed claimed) {
        return statements.require(connection, sandbox.id(), claimed.runId()).chain(run -> switch (run.state()) {
            case QUEUED -> computeWhenBuilt(connection, sandbox, claimed, run);
            case PUBLISHING -> tell(connection, sandbox, claimed);
            case COMPLETE, FAILED -> throw new IllegalStateException("A finished run has no work: " + run.id());
        });
    }

    /** A night's scores look at the night's groups (D-80), as far as those are built in time. */
    private Uni<Void> computeWhenBuilt(SqlConnection connection, Sandbox sandbox, Claimed claimed, EngagementRun run) {
        Uni<Boolean> building = run.night() == null
                ? Uni.createFrom().item(false)
                : builds.areUnfinished(connection, sandbox.id(), run.night());
        return building.chain(open -> open && isPatient(run)
                ? statements.postpone(connection, claimed, clock.instant().plus(BUILD_PAUSE))
                : letAskersEnd(connection, sandbox)
                        .chain(ended -> ended
                                ? compute(connection, sandbox, claimed, run, open)
                                : statements.postpone(
                                        connection, claimed, clock.instant().plus(BUILD_PAUSE))));
    }

    private Uni<Void> compute(
            SqlConnection connection, Sandbox sandbox, Claimed claimed, EngagementRun run, boolean aheadOfBuilds) {
        return transactions
                .inSandbox(sandbox, own -> computation.tidy(own, sandbox))
                .chain(() -> computation.compute(connection, sandbox, run))
                .chain(outcome -> statements.computed(connection, claimed, outcome, aheadOfBuilds));
    }

    /** Who did something before a sandbox's first run was asked for leaves no live work, so the run has to see it all. */
    private Uni<Boolean> letAskersEnd(SqlConnection connection, Sandbox sandbox) {
        return scales.exists(connection, sandbox.id())
                .chain(exists -> exists ? Uni.createFrom().item(true) : liveWork.letAskersEnd());
    }

    private boolean isPatient(EngagementRun run) {
        return clock.instant().isBefore(run.requestedAt().plus(config.buildPatience()));
    }

    private Uni<Void> tell(SqlConnection connection, Sandbox sandbox, Claimed claimed) {
        return scales.share(connection, sandbox.id())
                .chain(scale -> telling.tellNightly(connection, sandbox, scale.orElseThrow()))
                .chain(told -> told == 0
                        ? computation
                                .forgetGone(connection, sandbox.id())
                                .chain(() -> statements.finish(connection, claimed, clock.instant()))
                        : statements.published(connection, claimed, told));
    }

    private Uni<Boolean> restOrGiveUp(FailedStep failed) {
        Claimed claimed = failed.claimed;
        return transactions
                .acrossSandboxes(connection -> transactions
                        .enter(connection, claimed.sandboxId())
                        .chain(() -> statements.failedAttempt(connection, claimed, reason(failed.getCause())))
                        .invoke(attempts -> LOG.errorf(
                                failed.getCause(),
                                "Engagement run %s of sandbox %d failed for the %d. time",
                                claimed.runId(),
                                claimed.sandboxId(),
                                attempts))
                        .chain(attempts -> attempts < config.maxAttempts()
                                ? statements.postpone(
                                        connection, claimed, clock.instant().plus(pause(attempts)))
                                : computation
                                        .forgetGone(connection, claimed.sandboxId())
                                        .chain(() -> statements.giveUp(connection, claimed, clock.instant()))))
                .replaceWith(true);
    }

    private Duration pause(int attempts) {
        Duration doubled = config.firstPause().multipliedBy(1L << Math.min(attempts - 1, 20));
        return doubled.compareTo(LONGEST_PAUSE) < 0 ? doubled : LONGEST_PAUSE;
    }

    /** What the run's view says: nothing of a failure that was not meant for readers. */
    private static String reason(@Nullable Throwable failure) {
        return failure instanceof CannotCompute refusal ? refusal.reason() : UNTOLD;
    }

    /** A failure with the run it happened to, which is rolled back and free again. */
    private static final class FailedStep extends RuntimeException {

        private final transient Claimed claimed;

        FailedStep(Claimed claimed, Throwable cause) {
            super("Engagement run " + claimed.runId() + " failed", cause);
            this.claimed = claimed;
        }
    }

    @Override
    public Uni<String> usedBy(SqlConnection connection, int sandboxId, String kind, String key) {
        return kind.equals(DefinitionState.WEIGHTING_MODEL)
                ? statements.isUsed(connection, sandboxId, key).map(used -> used ? "engagement runs" : "")
                : Uni.createFrom().item("");
    }

    @Override
    public String name() {
        return "engagement-runs";
    }

    @Override
    public Uni<Long> depth() {
        return transactions.acrossSandboxes(connection -> connection
                .query("select count(*) as depth from engagement_run_work")
                .execute()
                .map(rows -> rows.iterator().next().getLong("depth")));
    }
}
