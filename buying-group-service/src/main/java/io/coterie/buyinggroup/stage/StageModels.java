package io.coterie.buyinggroup.stage;

import io.coterie.buyinggroup.definition.DefinitionError;
import io.coterie.platform.problem.ProblemException;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** Live stage models, for those who build on them. */
@ApplicationScoped
public class StageModels {

    private final StageModelStatements statements;

    StageModels(StageModelStatements statements) {
        this.statements = statements;
    }

    /** Fails when there is no such model, or it is a draft (STG-10). */
    public Uni<StageModel> requireLive(SqlConnection connection, int sandboxId, UUID id) {
        return statements.byIds(connection, sandboxId, List.of(id)).map(found -> {
            if (found.isEmpty() || !found.getFirst().live()) {
                throw ProblemException.ofField(
                        DefinitionError.DEFINITION_NOT_LIVE,
                        "/stageModel",
                        "Expected the id of a live stage model, but '" + id + "' is none.");
            }
            return found.getFirst();
        });
    }

    /** The stages of these models. */
    public Uni<Map<UUID, StageGraph>> graphs(SqlConnection connection, int sandboxId, Collection<UUID> ids) {
        return statements.byIds(connection, sandboxId, ids).map(found -> {
            Map<UUID, StageGraph> graphs = new HashMap<>();
            found.forEach(model -> graphs.put(model.id(), model.graph()));
            return graphs;
        });
    }
}
