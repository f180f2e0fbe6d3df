package io.coterie.buyinggroup.weightingmodel;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
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
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** The SQL of weighting models. Every connection has entered its sandbox. */
@ApplicationScoped
class WeightingModelStatements {

    private static final String COLUMNS = """
            select id, name, description, status, bands::text as bands, activities::text as activities, revision,
                   created_at, created_by, updated_at, updated_by, activated_at, activated_by
              from weighting_model
            """;

    private static final String INSERT = """
            insert into weighting_model (sandbox_id, name, description, status, bands, activities, created_at,
                                         created_by, updated_at, updated_by, activated_at, activated_by)
            values ($1, $2, $3, $4, $5::text::jsonb, $6::text::jsonb, $7, $8, $7, $8, $9, $10)
            """;

    private static final String UPDATE = """
            update weighting_model
               set name = $3, description = $4, status = $5, bands = $6::text::jsonb, activities = $7::text::jsonb,
                   revision = $8, updated_at = $9, updated_by = $10, activated_at = $11, activated_by = $12
             where sandbox_id = $1 and id = $2""";

    private static final TypeReference<List<Band>> BANDS = new TypeReference<>() {};
    private static final TypeReference<List<ActivityWeight>> ACTIVITIES = new TypeReference<>() {};

    Uni<UUID> insert(SqlConnection connection, int sandboxId, WeightingModel model) {
        return connection
                .preparedQuery(INSERT + "returning id")
                .execute(columns(sandboxId, model))
                .map(rows -> rows.iterator().next().getUUID("id"));
    }

    /** Nothing when the sandbox has an active model, or one of the name. */
    Uni<Optional<UUID>> insertUnlessThere(SqlConnection connection, int sandboxId, WeightingModel model) {
        return connection
                .preparedQuery(INSERT + "on conflict do nothing returning id")
                .execute(columns(sandboxId, model))
                .map(rows -> rows.stream().map(row -> row.getUUID("id")).findFirst());
    }

    private static Tuple columns(int sandboxId, WeightingModel model) {
        return Tuple.of(sandboxId)
                .addString(model.name())
                .addString(model.description())
                .addString(model.status().name())
                .addString(ContractJson.write(model.bands()))
                .addString(ContractJson.write(model.activities()))
                .addOffsetDateTime(Trace.column(model.trace().createdAt()))
                .addString(model.trace().createdBy())
                .addOffsetDateTime(model.activatedAt() == null ? null : Trace.column(model.activatedAt()))
                .addString(model.activatedBy());
    }

    Uni<Void> update(SqlConnection connection, int sandboxId, WeightingModel model) {
        return connection
                .preparedQuery(UPDATE)
                .execute(Tuple.of(sandboxId, model.id())
                        .addString(model.name())
                        .addString(model.description())
                        .addString(model.status().name())
                        .addString(ContractJson.write(model.bands()))
                        .addString(ContractJson.write(model.activities()))
                        .addLong(model.revision())
                        .addOffsetDateTime(Trace.column(model.trace().updatedAt()))
                        .addString(model.trace().updatedBy())
                        .addOffsetDateTime(model.activatedAt() == null ? null : Trace.column(model.activatedAt()))
                        .addString(model.activatedBy()))
                .replaceWithVoid();
    }

    Uni<Void> delete(SqlConnection connection, int sandboxId, UUID id) {
        return connection
                .preparedQuery("delete from weighting_model where sandbox_id = $1 and id = $2")
                .execute(Tuple.of(sandboxId, id))
                .replaceWithVoid();
    }

    Uni<WeightingModel> require(SqlConnection connection, int sandboxId, UUID id) {
        return one(connection, COLUMNS + " where sandbox_id = $1 and id = $2", Tuple.of(sandboxId, id))
                .map(found -> found.orElseThrow(() -> ProblemException.notFound("a weighting model", id)));
    }

    /** Locks the row: whoever decides about a definition is alone with it. */
    Uni<WeightingModel> requireForUpdate(SqlConnection connection, int sandboxId, UUID id) {
        return one(connection, COLUMNS + " where sandbox_id = $1 and id = $2 for update", Tuple.of(sandboxId, id))
                .map(found -> found.orElseThrow(() -> ProblemException.notFound("a weighting model", id)));
    }

    Uni<Optional<WeightingModel>> active(SqlConnection connection, int sandboxId) {
        return one(connection, COLUMNS + " where sandbox_id = $1 and status = 'ACTIVE'", Tuple.of(sandboxId));
    }

    /**
     * Locks every model there is, in one order. Whoever waited for the active one alone would find it archived, and not
     * the one that took its place.
     */
    Uni<Void> lockAll(SqlConnection connection, int sandboxId) {
        return connection
                .preparedQuery("select 1 from weighting_model where sandbox_id = $1 order by id for update")
                .execute(Tuple.of(sandboxId))
                .replaceWithVoid();
    }

    /** The last updated first (WGT-11). */
    Uni<List<WeightingModel>> list(
            SqlConnection connection, int sandboxId, ListPlace after, String namePrefix, int limit) {
        return connection
                .preparedQuery(COLUMNS + """
                         where (updated_at, id) < ($1, $2) and sandbox_id = $3 and starts_with(lower(name), lower($4))
                         order by updated_at desc, id desc limit $5""")
                .execute(after.parameters()
                        .addInteger(sandboxId)
                        .addString(namePrefix)
                        .addInteger(limit))
                .map(WeightingModelStatements::models);
    }

    private static Uni<Optional<WeightingModel>> one(SqlConnection connection, String sql, Tuple parameters) {
        return connection
                .preparedQuery(sql)
                .execute(parameters)
                .map(rows -> models(rows).stream().findFirst());
    }

    private static List<WeightingModel> models(RowSet<Row> rows) {
        return rows.stream().map(WeightingModelStatements::model).toList();
    }

    private static WeightingModel model(Row row) {
        return new WeightingModel(
                row.getUUID("id"),
                row.getString("name"),
                row.getString("description"),
                WeightingModel.Status.valueOf(row.getString("status")),
                read(row.getString("bands"), BANDS),
                read(row.getString("activities"), ACTIVITIES),
                row.getLong("revision"),
                Trace.of(row),
                Trace.instantOrNull(row, "activated_at"),
                row.getString("activated_by"));
    }

    private static <T> T read(String json, TypeReference<T> type) {
        try {
            return ContractJson.mapper().readValue(json, type);
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException("Expected the bands and activities of a weighting model", e);
        }
    }
}
