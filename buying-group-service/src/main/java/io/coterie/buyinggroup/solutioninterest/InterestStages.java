package io.coterie.buyinggroup.solutioninterest;

import io.coterie.buyinggroup.stage.StageChange;
import io.coterie.buyinggroup.stage.StageChanges;
import io.coterie.buyinggroup.stage.StageGraph;
import io.coterie.buyinggroup.stage.StageMap;
import io.coterie.buyinggroup.stage.StageModel;
import io.coterie.buyinggroup.stage.StageModels;
import io.coterie.buyinggroup.stage.StageSet;
import io.coterie.buyinggroup.stage.StageVersion;
import io.coterie.platform.tenancy.Sandbox;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The stage model of an interest, and where its groups go when it becomes another one (BEY-17). A model that is taken
 * away leaves the groups' stages as they are (D-24); the next one says where they go.
 */
@ApplicationScoped
class InterestStages {

    private final StageModels models;
    private final StageChanges changes;
    private final Clock clock;

    InterestStages(StageModels models, StageChanges changes, Clock clock) {
        this.models = models;
        this.changes = changes;
        this.clock = clock;
    }

    /** The live model a request names, locked; to be called before the interest is locked. */
    Uni<Optional<StageModel>> lockModel(SqlConnection connection, Sandbox sandbox, SolutionInterestRequest request) {
        UUID id = request.stageModel();
        return id == null
                ? Uni.createFrom().item(Optional.empty())
                : models.requireLive(connection, sandbox.id(), id).map(Optional::of);
    }

    /** What the stages of a new interest begin with. */
    static Optional<StageChange> begin(Optional<StageModel> model, Instant now, String by) {
        return model.map(live -> change(StageSet.NONE, live, null, StageMap.KEEP, now, by));
    }

    /** What has to become of the stages of the interest's groups; nothing when the model stays. */
    Uni<Optional<StageChange>> change(
            SqlConnection connection,
            Sandbox sandbox,
            SolutionInterest known,
            Optional<StageModel> model,
            @Nullable StageMap map,
            String by) {
        if (Objects.equals(known.stageModelId(), model.map(StageModel::id).orElse(null))) {
            return Uni.createFrom().item(Optional.empty());
        }
        return changes.lastWithStages(connection, sandbox.id(), known.id())
                .chain(last -> graph(connection, sandbox, last)
                        .map(old -> Optional.of(change(known, last, old, model, map, by))));
    }

    Uni<Void> note(SqlConnection connection, Sandbox sandbox, UUID interestId, Optional<StageChange> change) {
        return change.map(made -> changes.add(connection, sandbox.id(), interestId, made))
                .orElseGet(() -> Uni.createFrom().voidItem());
    }

    private StageChange change(
            SolutionInterest known,
            Optional<StageChange> last,
            StageGraph old,
            Optional<StageModel> model,
            @Nullable StageMap map,
            String by) {
        String before = last.map(StageChange::label).orElse(null);
        if (model.isEmpty()) {
            return new StageChange(known.stages().next(null), null, before, StageMap.KEEP, clock.instant(), by);
        }
        boolean back = last.map(
                        change -> version(model.get()).equals(change.to().version()))
                .orElse(true);
        StageMap way = back
                ? StageMap.KEEP
                : StageMap.requireComplete(
                        map,
                        "the stage model before, " + before,
                        old,
                        model.get().graph());
        return change(known.stages(), model.get(), before, way, clock.instant(), by);
    }

    private static StageChange change(
            StageSet before, StageModel model, @Nullable String label, StageMap map, Instant now, String by) {
        return new StageChange(before.next(version(model)), model.label(), label, map, now, by);
    }

    private static StageVersion version(StageModel model) {
        return new StageVersion(model.id(), model.version());
    }

    private Uni<StageGraph> graph(SqlConnection connection, Sandbox sandbox, Optional<StageChange> last) {
        List<StageVersion> versions =
                last.map(change -> change.to().version()).stream().toList();
        return models.graphs(connection, sandbox.id(), versions)
                .map(Map::values)
                .map(graphs -> graphs.stream().findFirst().orElse(StageGraph.EMPTY));
    }
}
