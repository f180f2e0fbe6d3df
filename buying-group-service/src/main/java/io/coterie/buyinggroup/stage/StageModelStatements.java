package io.coterie.buyinggroup.stage;

import io.coterie.buyinggroup.definition.ListPlace;
import io.coterie.buyinggroup.definition.Trace;
import io.coterie.contracts.ContractJson;
import io.coterie.platform.problem.ProblemException;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** The SQL of stage models. Every connection has entered its sandbox. */
@ApplicationScoped
class StageModelStatements {

    private static final String COLUMNS = """
            select id, name, description, live, version, stages::text as stages, draft::text as draft, revision,
                   created_at, created_by, updated_at, updated_by, published_at, published_by
              from stage_model
            """;

    private static final String INSERT = """
            insert into stage_model (sandbox_id, name, description, stages, created_at, created_by, updated_at,
                                     updated_by)
            values ($1, $2, $3, $4::text::jsonb, $5, $6, $5, $6)
            returning id""";

    private static final String UPDATE = """
            update stage_model
               set name = $3, description = $4, stages = $5::text::jsonb, live = $6, revision = $7, updated_at = $8,
                   updated_by = $9, published_at = $10, published_by = $11, version = $12, draft = $13::text::jsonb
             where sandbox_id = $1 and id = $2""";

    Uni<UUID> insert(SqlConnection connection, int sandboxId, StageModel model) {
        return connection
                .preparedQuery(INSERT)
                .execute(Tuple.of(sandboxId)
                        .addString(model.name())
                        .addString(model.description())
                        .addString(ContractJson.write(model.graph().stages()))
                        .addOffsetDateTime(Trace.column(model.trace().createdAt()))
                        .addString(model.trace().createdBy()))
                .map(rows -> rows.iterator().next().getUUID("id"));
    }

    Uni<Void> update(SqlConnection connection, int sandboxId, StageModel model) {
        return connection
                .preparedQuery(UPDATE)
                .execute(Tuple.of(sandboxId, model.id())
                        .addString(model.name())
                        .addString(model.description())
                        .addString(ContractJson.write(model.graph().stages()))
                        .addBoolean(model.live())
                        .addLong(model.revision())
                        .addOffsetDateTime(Trace.column(model.trace().updatedAt()))
                        .addString(model.trace().updatedBy())
                        .addOffsetDateTime(model.publishedAt() == null ? null : Trace.column(model.publishedAt()))
                        .addString(model.publishedBy())
                        .addInteger(model.version())
                        .addString(model.draft() == null ? null : ContractJson.write(model.draft())))
                .replaceWithVoid();
    }

    Uni<Void> delete(SqlConnection connection, int sandboxId, UUID id) {
        return connection
                .preparedQuery("delete from stage_model where sandbox_id = $1 and id = $2")
                .execute(Tuple.of(sandboxId, id))
                .replaceWithVoid();
    }

    Uni<StageModel> require(SqlConnection connection, int sandboxId, UUID id) {
        return one(connection, COLUMNS + " where sandbox_id = $1 and id = $2", Tuple.of(sandboxId, id))
                .map(found -> found.orElseThrow(() -> ProblemException.notFound("a stage model", id)));
    }

    /** Locks the row against a change: nobody publishes another version of what is being built on. */
    Uni<Optional<StageModel>> findForShare(SqlConnection connection, int sandboxId, UUID id) {
        return one(connection, COLUMNS + " where sandbox_id = $1 and id = $2 for share", Tuple.of(sandboxId, id));
    }

    /** Locks the row: whoever decides about a definition is alone with it. */
    Uni<StageModel> requireForUpdate(SqlConnection connection, int sandboxId, UUID id) {
        return one(connection, COLUMNS + " where sandbox_id = $1 and id = $2 for update", Tuple.of(sandboxId, id))
                .map(found -> found.orElseThrow(() -> ProblemException.notFound("a stage model", id)));
    }

    Uni<Optional<StageModel>> findByNameForUpdate(SqlConnection connection, int sandboxId, String name) {
        return one(
                connection,
                COLUMNS + " where sandbox_id = $1 and lower(name) = lower($2) for update",
                Tuple.of(sandboxId, name));
    }

    Uni<List<StageModel>> list(SqlConnection connection, int sandboxId, ListPlace after, String namePrefix, int limit) {
        return connection
                .preparedQuery(COLUMNS + """
                         where (updated_at, id) < ($1, $2) and sandbox_id = $3 and starts_with(lower(name), lower($4))
                         order by updated_at desc, id desc limit $5""")
                .execute(after.parameters()
                        .addInteger(sandboxId)
                        .addString(namePrefix)
                        .addInteger(limit))
                .map(StageModelStatements::models);
    }

    private static Uni<Optional<StageModel>> one(SqlConnection connection, String sql, Tuple parameters) {
        return connection
                .preparedQuery(sql)
                .execute(parameters)
                .map(rows -> models(rows).stream().findFirst());
    }

    private static List<StageModel> models(RowSet<Row> rows) {
        return rows.stream().map(StageModelStatements::model).toList();
    }

    private static StageModel model(Row row) {
        return new StageModel(
                row.getUUID("id"),
                row.getString("name"),
                row.getString("description"),
                row.getBoolean("live"),
                row.getInteger("version"),
                new StageGraph(StageJson.stages(row.getString("stages"))),
                StageJson.draft(row.getString("draft")),
                row.getLong("revision"),
                Trace.of(row),
                Trace.instantOrNull(row, "published_at"),
                row.getString("published_by"));
    }
}
