package io.coterie.buyinggroup.engagement;

import io.coterie.buyinggroup.activity.Activities;
import io.coterie.buyinggroup.weightingmodel.WeightingModel;
import io.coterie.buyinggroup.weightingmodel.WeightingModels;
import io.coterie.buyinggroup.work.AccountSelection;
import io.coterie.buyinggroup.work.AccountWork;
import io.coterie.platform.tenancy.Sandbox;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Instant;
import java.util.Map;

/**
 * Computes all scores of a sandbox in one transaction: persons first, then groups from their members' scores. It always
 * starts from the counts, never from earlier scores, and writes only rows that come out different. Nobody else may wait
 * for the rows it has written: that would be for as long as it takes.
 */
@ApplicationScoped
class EngagementComputation {

    private final Activities activities;
    private final WeightingModels models;
    private final PersonStatements persons;
    private final GroupScoreStatements groups;
    private final LiveStatements live;
    private final ScaleStatements scales;
    private final RoleWeights roleWeights;
    private final AccountWork work;
    private final EngagementConfig config;
    private final Clock clock;

    EngagementComputation(
            Activities activities,
            WeightingModels models,
            PersonStatements persons,
            GroupScoreStatements groups,
            LiveStatements live,
            ScaleStatements scales,
            RoleWeights roleWeights,
            AccountWork work,
            EngagementConfig config,
            Clock clock) {
        this.activities = activities;
        this.models = models;
        this.persons = persons;
        this.groups = groups;
        this.live = live;
        this.scales = scales;
        this.roleWeights = roleWeights;
        this.work = work;
        this.config = config;
        this.clock = clock;
    }

    /**
     * Brings the counts in order before they are added up. In a transaction of its own, so that what it touches is not
     * locked until all scores are stored.
     */
    Uni<Void> tidy(SqlConnection connection, Sandbox sandbox) {
        return prepare(connection).chain(() -> activities.tidy(connection, sandbox));
    }

    /**
     * Ends a run. Of whoever went while it computed, {@link ScoreReviews} could not take away the scores that it had
     * written and not committed.
     */
    Uni<Void> forgetGone(SqlConnection connection, int sandboxId) {
        return prepare(connection).chain(() -> persons.forgetDeleted(connection, sandboxId));
    }

    Uni<EngagementRunStatements.Outcome> compute(SqlConnection connection, Sandbox sandbox, EngagementRun run) {
        Instant startedAt = clock.instant();
        return prepare(connection)
                .chain(() -> models.active(connection, sandbox.id()))
                .map(active ->
                        active.orElseThrow(() -> new CannotCompute("The sandbox has no active weighting model.")))
                .chain(model -> live.snapshot(connection)
                        .chain(snapshot -> compute(connection, sandbox, run, model, startedAt)
                                .call(outcome -> finish(connection, sandbox, model, outcome, snapshot))))
                .map(Measured::outcome);
    }

    /** A run reads tables whole; a plan of nested loops would only come of statistics that are not up to date. */
    private Uni<Void> prepare(SqlConnection connection) {
        return connection
                .preparedQuery("select set_config('work_mem', $1, true), set_config('enable_nestloop', 'off', true)")
                .execute(Tuple.of(config.workMemory()))
                .replaceWithVoid();
    }

    private Uni<Measured> compute(
            SqlConnection connection, Sandbox sandbox, EngagementRun run, WeightingModel model, Instant startedAt) {
        Map<String, Integer> weights = model.weights();
        return persons.addUp(connection, sandbox.id(), run, Weights.of(weights), config.weightNormalisation())
                .chain(extent -> {
                    WeightScale scale = scale(extent, weights);
                    return persons.maximum(connection, scale)
                            .chain(maximum -> store(connection, sandbox, run, model, scale, maximum)
                                    .map(stored -> new Measured(
                                            scale,
                                            new EngagementRunStatements.Outcome(
                                                    model.id(),
                                                    startedAt,
                                                    clock.instant(),
                                                    extent.heaviest(),
                                                    maximum,
                                                    stored.groups().maximum(),
                                                    extent.persons(),
                                                    stored.personsChanged(),
                                                    stored.groups().groups(),
                                                    stored.groups().changed()))));
                });
    }

    private WeightScale scale(PersonStatements.Extent extent, Map<String, Integer> weights) {
        Integer lightest = extent.lightest();
        Integer heaviest = extent.heaviest();
        return lightest == null || heaviest == null
                ? WeightScale.ofModel(weights.values())
                : WeightScale.of(config.weightNormalisation(), lightest, heaviest);
    }

    private Uni<Stored> store(
            SqlConnection connection,
            Sandbox sandbox,
            EngagementRun run,
            WeightingModel model,
            WeightScale scale,
            double maximum) {
        PersonStatements.Stamp stamp = new PersonStatements.Stamp(run, model.id(), clock.instant());
        return persons.store(connection, sandbox.id(), scale, maximum, stamp)
                .chain(changed -> roleWeights
                        .of(connection, sandbox.id())
                        .call(weights -> weights.readEngagement()
                                ? lookAgain(connection, sandbox, run)
                                : Uni.createFrom().voidItem())
                        .chain(weights -> groups.store(connection, sandbox.id(), weights, stamp))
                        .map(found -> new Stored(changed, found)));
    }

    /** A score that conditions read can give somebody a role. */
    private Uni<Void> lookAgain(SqlConnection connection, Sandbox sandbox, EngagementRun run) {
        return work.enqueueSelected(connection, sandbox, null, new AccountSelection("""
                                select distinct relation.account_key
                                  from person_engagement as score
                                  join person_account as relation
                                    on relation.sandbox_id = $1 and relation.person_key = score.person_key
                                 where score.sandbox_id = $1 and score.run_id = $3""", Tuple.of(run.id())))
                .replaceWithVoid();
    }

    /** From here on live values are measured by this run. */
    private Uni<Void> finish(
            SqlConnection connection, Sandbox sandbox, WeightingModel model, Measured measured, String snapshot) {
        Scale scale = new Scale(
                model.id(),
                Weights.of(model.weights()),
                measured.scale(),
                measured.outcome().personMaximum(),
                measured.outcome().groupMaximum());
        return scales.lock(connection, sandbox.id())
                .chain(() -> live.startAgain(connection, sandbox.id(), snapshot))
                .chain(() -> scales.store(connection, sandbox.id(), scale));
    }

    private record Stored(int personsChanged, GroupScoreStatements.Extent groups) {}

    private record Measured(WeightScale scale, EngagementRunStatements.Outcome outcome) {}
}
