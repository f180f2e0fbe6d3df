package io.coterie.buyinggroup.engagement;

import io.coterie.buyinggroup.creationjob.CreationJobRuns;
import io.coterie.buyinggroup.definition.DefinitionUse;
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

/**
 * The worker that carries out runs, one step a transaction: wait for the night's groups, compute, tell of a batch of groups
 * after the other. A run that was interrupted goes on with the step that was not committed.
 */
@ApplicationScoped
class EngagementRuns implements DefinitionUse, PendingWork {

    private static final Duration PATIENCE = Duration.ofSeconds(1);

    private final WorkLoops loops;
    private final SandboxDirectory directory;
    private final SandboxTransactions transactions;
    private final EngagementRunStatements statements;
    private final EngagementComputation computation;
    private final ScaleStatements scales;
    private final GroupTelling telling;
    private final CreationJobRuns builds;
    private final Clock clock;

    EngagementRuns(
            WorkLoops loops,
            SandboxDirectory directory,
            SandboxTransactions transactions,
            EngagementRunStatements statements,
            EngagementComputation computation,
            ScaleStatements scales,
            GroupTelling telling,
            CreationJobRuns builds,
            Clock clock) {
        this.loops = loops;
        this.directory = directory;
        this.transactions = transactions;
        this.statements = statements;
        this.computation = computation;
        this.scales = scales;
        this.telling = telling;
        this.builds = builds;
        this.clock = clock;
    }

    void start(@Observes StartupEvent event) {
        loops.start("engagement-runs", this::step);
    }

    private Uni<Boolean> step() {
        return transactions.acrossSandboxes(connection -> statements
                .claim(connection, clock.instant())
                .chain(claimed -> claimed.isEmpty()
                        ? Uni.createFrom().item(false)
                        : directory
                                .byId(claimed.get().sandboxId())
                                .call(sandbox -> transactions.enter(connection, sandbox.id()))
                                .chain(sandbox -> step(connection, sandbox, claimed.get()))));
    }

    private Uni<Boolean> step(SqlConnection connection, Sandbox sandbox, EngagementRunStatements.Claimed claimed) {
        return statements.require(connection, sandbox.id(), claimed.runId()).chain(run -> switch (run.state()) {
            case QUEUED -> computeWhenBuilt(connection, sandbox, claimed, run);
            case PUBLISHING -> tell(connection, sandbox, claimed);
            case COMPLETE -> throw new IllegalStateException("A complete run has no work: " + run.id());
        });
    }

    /** A night's scores look at the night's groups (D-80). */
    private Uni<Boolean> computeWhenBuilt(
            SqlConnection connection, Sandbox sandbox, EngagementRunStatements.Claimed claimed, EngagementRun run) {
        Uni<Boolean> building = run.night() == null
                ? Uni.createFrom().item(false)
                : builds.areUnfinished(connection, sandbox.id(), run.night());
        return building.chain(waits -> waits
                ? statements
                        .postpone(connection, claimed, clock.instant().plus(PATIENCE))
                        .replaceWith(true)
                : computation
                        .compute(connection, sandbox, run)
                        .chain(outcome -> statements.computed(connection, claimed, outcome))
                        .replaceWith(true));
    }

    private Uni<Boolean> tell(SqlConnection connection, Sandbox sandbox, EngagementRunStatements.Claimed claimed) {
        return scales.share(connection, sandbox.id())
                .chain(scale -> telling.tellNightly(connection, sandbox, scale.orElseThrow()))
                .chain(told -> told == 0
                        ? statements.finish(connection, claimed, clock.instant())
                        : statements.published(connection, claimed, told))
                .replaceWith(true);
    }

    @Override
    public Uni<String> usedBy(SqlConnection connection, String kind, String key) {
        return kind.equals(DefinitionState.WEIGHTING_MODEL)
                ? statements.isUsed(connection, key).map(used -> used ? "engagement runs" : "")
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
