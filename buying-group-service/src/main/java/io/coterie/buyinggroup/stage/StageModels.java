package io.coterie.buyinggroup.stage;

import io.coterie.buyinggroup.definition.DefinitionError;
import io.coterie.platform.problem.ProblemException;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Collection;
import java.util.Map;
import java.util.UUID;

/** Live stage models, for those who build on them. */
@ApplicationScoped
public class StageModels {

    private final StageModelStatements statements;
    private final StageVersions versions;

    StageModels(StageModelStatements statements, StageVersions versions) {
        this.statements = statements;
        this.versions = versions;
    }

    /**
     * The live model, which gets no other version before the transaction ends; so whoever builds on it is told of the
     * next. Fails when there is no such model, or it is a draft (STG-10). Lock it before what builds on it: publishing
     * locks in this order.
     */
    public Uni<StageModel> requireLive(SqlConnection connection, int sandboxId, UUID id) {
        return statements
                .findForShare(connection, sandboxId, id)
                .map(found -> found.filter(StageModel::live)
                        .orElseThrow(() -> ProblemException.ofField(
                                DefinitionError.DEFINITION_NOT_LIVE,
                                "/stageModel",
                                "Expected the id of a live stage model, but '" + id + "' is none.")));
    }

    /** The stages of these versions, also of models that are gone. */
    public Uni<Map<StageVersion, StageGraph>> graphs(
            SqlConnection connection, int sandboxId, Collection<StageVersion> wanted) {
        return versions.graphs(connection, sandboxId, wanted);
    }
}
