package io.coterie.buyinggroup.byhand;

import io.coterie.buyinggroup.group.GroupEdit;
import io.coterie.buyinggroup.groupview.GroupView;
import io.coterie.buyinggroup.stage.StageGraph;
import io.coterie.buyinggroup.stage.StageModels;
import io.coterie.buyinggroup.stage.StageMove;
import io.coterie.buyinggroup.stage.StageSet;
import io.coterie.buyinggroup.stage.StageVersion;
import io.coterie.platform.problem.ProblemException;
import io.coterie.platform.tenancy.Sandbox;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Moves a group through its stages, and sets its status, by hand. */
@ApplicationScoped
class StageService {

    private final GroupChanges changes;
    private final StageModels models;

    StageService(GroupChanges changes, StageModels models) {
        this.changes = changes;
        this.models = models;
    }

    /**
     * Moves along the stage model; a move it does not have is refused with those it has (STG-11, STG-12). A group that is
     * there already stays as it is, because whoever lost the answer asks again (decision 0012).
     */
    Uni<GroupView> move(Sandbox sandbox, String by, UUID id, @Nullable String ifMatch, StageRequest request) {
        String target = request.target();
        return changes.change(
                sandbox,
                id,
                ifMatch,
                (connection, group) -> graph(connection, sandbox, group.edit().stages())
                        .invoke(graph -> move(graph, group.edit(), target, by))
                        .replaceWithVoid());
    }

    private static void move(StageGraph graph, GroupEdit group, String target, String by) {
        if (graph.isAt(group.stage(), target)) {
            return;
        }
        switch (graph.move(group.stage(), target)) {
            case StageMove.Allowed allowed -> group.moveTo(allowed.to(), by);
            case StageMove.Refused refused ->
                throw ProblemException.ofField(GroupError.STAGE_NOT_REACHABLE, "/stage", refused.words());
        }
    }

    Uni<GroupView> status(Sandbox sandbox, String by, UUID id, @Nullable String ifMatch, StatusRequest request) {
        String text = request.text();
        return changes.change(sandbox, id, ifMatch, (connection, group) -> {
            group.edit().status(text, by);
            return Uni.createFrom().voidItem();
        });
    }

    private Uni<StageGraph> graph(SqlConnection connection, Sandbox sandbox, StageSet stages) {
        StageVersion version = stages.version();
        return version == null
                ? Uni.createFrom().item(StageGraph.EMPTY)
                : models.graphs(connection, sandbox.id(), List.of(version))
                        .map(graphs -> graphs.getOrDefault(version, StageGraph.EMPTY));
    }
}
