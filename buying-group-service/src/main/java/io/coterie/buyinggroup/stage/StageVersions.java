package io.coterie.buyinggroup.stage;

import io.coterie.buyinggroup.definition.Trace;
import io.coterie.contracts.ContractJson;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The SQL of versions that went live; they never change. Every connection has entered its sandbox. */
@ApplicationScoped
class StageVersions {

    private static final String COLUMNS = """
            select version, description, stages::text as stages, stage_map::text as stage_map, published_at,
                   published_by
              from stage_model_version
            """;

    private static final String KEEP = """
            insert into stage_model_version (sandbox_id, model_id, version, name, description, stages, stage_map,
                                             published_at, published_by)
            values ($1, $2, $3, $4, $5, $6::text::jsonb, $7::text::jsonb, $8, $9)""";

    private static final String GRAPHS = """
            select known.model_id, known.version, known.stages::text as stages
              from stage_model_version as known
              join unnest($2::uuid[], $3::int[]) as wanted (model_id, version)
                on known.model_id = wanted.model_id and known.version = wanted.version
             where known.sandbox_id = $1""";

    /** Keeps a version that goes live. */
    Uni<Void> keep(SqlConnection connection, int sandboxId, StageModel model, @Nullable StageMap map) {
        return connection
                .preparedQuery(KEEP)
                .execute(Tuple.of(sandboxId, model.id(), model.version())
                        .addString(model.name())
                        .addString(model.description())
                        .addString(ContractJson.write(model.graph().stages()))
                        .addString(map == null ? null : StageJson.write(map))
                        .addOffsetDateTime(Trace.column(model.trace().updatedAt()))
                        .addString(model.trace().updatedBy()))
                .replaceWithVoid();
    }

    /** The newest first, below a version. */
    Uni<List<StageVersionView>> list(SqlConnection connection, int sandboxId, UUID model, int below, int limit) {
        return connection
                .preparedQuery(COLUMNS
                        + " where sandbox_id = $1 and model_id = $2 and version < $3 order by version desc limit $4")
                .execute(Tuple.of(sandboxId, model, below, limit))
                .map(rows -> rows.stream().map(StageVersions::view).toList());
    }

    Uni<Optional<StageVersionView>> find(SqlConnection connection, int sandboxId, UUID model, int version) {
        return connection
                .preparedQuery(COLUMNS + " where sandbox_id = $1 and model_id = $2 and version = $3")
                .execute(Tuple.of(sandboxId, model, version))
                .map(rows -> rows.stream().map(StageVersions::view).findFirst());
    }

    Uni<Map<StageVersion, StageGraph>> graphs(
            SqlConnection connection, int sandboxId, Collection<StageVersion> versions) {
        if (versions.isEmpty()) {
            return Uni.createFrom().item(Map.of());
        }
        return connection
                .preparedQuery(GRAPHS)
                .execute(Tuple.of(sandboxId)
                        .addArrayOfUUID(
                                versions.stream().map(StageVersion::model).toArray(UUID[]::new))
                        .addArrayOfInteger(
                                versions.stream().map(StageVersion::version).toArray(Integer[]::new)))
                .map(rows -> {
                    Map<StageVersion, StageGraph> graphs = new HashMap<>();
                    rows.forEach(row -> graphs.put(
                            new StageVersion(row.getUUID("model_id"), row.getInteger("version")),
                            new StageGraph(StageJson.stages(row.getString("stages")))));
                    return graphs;
                });
    }

    private static StageVersionView view(Row row) {
        String map = row.getString("stage_map");
        return new StageVersionView(
                row.getInteger("version"),
                row.getString("description"),
                StageJson.stages(row.getString("stages")),
                map == null ? null : StageJson.map(map),
                Trace.instant(row, "published_at"),
                row.getString("published_by"));
    }
}
