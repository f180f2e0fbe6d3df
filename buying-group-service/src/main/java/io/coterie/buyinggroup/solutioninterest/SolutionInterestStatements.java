package io.coterie.buyinggroup.solutioninterest;

import io.coterie.buyinggroup.definition.ListPlace;
import io.coterie.buyinggroup.definition.Trace;
import io.coterie.buyinggroup.qualification.QualificationRule;
import io.coterie.buyinggroup.stage.StageSet;
import io.coterie.buyinggroup.stage.StageVersion;
import io.coterie.contracts.ContractJson;
import io.coterie.platform.problem.ProblemException;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The SQL of solution interests. Every connection has entered its sandbox. */
@ApplicationScoped
class SolutionInterestStatements {

    private static final String COLUMNS = """
            select id, name, description, template_id, stage_model_id, stage_version, stage_epoch, update_existing,
                   qualification::text as qualification, conversion_window_days, deleted, revision, created_at,
                   created_by, updated_at, updated_by
              from solution_interest
            """;

    private static final String INSERT = """
            insert into solution_interest (sandbox_id, name, description, template_id, stage_model_id, update_existing,
                                           created_at, created_by, updated_at, updated_by, stage_version,
                                           stage_epoch, qualification, conversion_window_days)
            values ($1, $2, $3, $4, $5, $6, $7, $8, $7, $8, $9, $10, $11::text::jsonb, $12)
            returning id""";

    private static final String UPDATE = """
            update solution_interest
               set name = $3, description = $4, stage_model_id = $5, update_existing = $6, deleted = $7, revision = $8,
                   updated_at = $9, updated_by = $10, stage_version = $11, stage_epoch = $12,
                   qualification = $13::text::jsonb, conversion_window_days = $14
             where sandbox_id = $1 and id = $2""";

    Uni<UUID> insert(SqlConnection connection, int sandboxId, SolutionInterest interest) {
        return connection
                .preparedQuery(INSERT)
                .execute(Tuple.of(sandboxId)
                        .addString(interest.name())
                        .addString(interest.description())
                        .addUUID(interest.templateId())
                        .addUUID(interest.stageModelId())
                        .addBoolean(interest.updateExisting())
                        .addOffsetDateTime(Trace.column(interest.trace().createdAt()))
                        .addString(interest.trace().createdBy())
                        .addInteger(interest.stages().versionNumber())
                        .addInteger(interest.stages().epoch())
                        .addString(qualification(interest))
                        .addInteger(interest.conversionWindowDays()))
                .map(rows -> rows.iterator().next().getUUID("id"));
    }

    Uni<Void> update(SqlConnection connection, int sandboxId, SolutionInterest interest) {
        return connection
                .preparedQuery(UPDATE)
                .execute(Tuple.of(sandboxId, interest.id())
                        .addString(interest.name())
                        .addString(interest.description())
                        .addUUID(interest.stageModelId())
                        .addBoolean(interest.updateExisting())
                        .addBoolean(interest.deleted())
                        .addLong(interest.revision())
                        .addOffsetDateTime(Trace.column(interest.trace().updatedAt()))
                        .addString(interest.trace().updatedBy())
                        .addInteger(interest.stages().versionNumber())
                        .addInteger(interest.stages().epoch())
                        .addString(qualification(interest))
                        .addInteger(interest.conversionWindowDays()))
                .replaceWithVoid();
    }

    Uni<SolutionInterest> require(SqlConnection connection, int sandboxId, UUID id) {
        return one(connection, COLUMNS + " where sandbox_id = $1 and id = $2 and not deleted", Tuple.of(sandboxId, id))
                .map(found -> found.orElseThrow(() -> ProblemException.notFound("a solution interest", id)));
    }

    /** Locks the row: whoever decides about a definition is alone with it. */
    Uni<SolutionInterest> requireForUpdate(SqlConnection connection, int sandboxId, UUID id) {
        return one(
                        connection,
                        COLUMNS + " where sandbox_id = $1 and id = $2 and not deleted for update",
                        Tuple.of(sandboxId, id))
                .map(found -> found.orElseThrow(() -> ProblemException.notFound("a solution interest", id)));
    }

    /** Locks the row against changes only: whoever refers to a definition does not keep others from it. */
    Uni<Optional<SolutionInterest>> findForShare(SqlConnection connection, int sandboxId, UUID id) {
        return one(
                connection,
                COLUMNS + " where sandbox_id = $1 and id = $2 and not deleted for share",
                Tuple.of(sandboxId, id));
    }

    Uni<Optional<SolutionInterest>> findByName(SqlConnection connection, int sandboxId, String name) {
        return one(
                connection,
                COLUMNS + " where sandbox_id = $1 and lower(name) = lower($2) and not deleted",
                Tuple.of(sandboxId, name));
    }

    Uni<List<SolutionInterest>> list(
            SqlConnection connection, int sandboxId, ListPlace after, String namePrefix, int limit) {
        return connection
                .preparedQuery(COLUMNS + """
                         where (updated_at, id) < ($1, $2) and sandbox_id = $3 and not deleted
                           and starts_with(lower(name), lower($4))
                         order by updated_at desc, id desc limit $5""")
                .execute(after.parameters()
                        .addInteger(sandboxId)
                        .addString(namePrefix)
                        .addInteger(limit))
                .map(SolutionInterestStatements::interests);
    }

    Uni<List<SolutionInterest>> byIds(SqlConnection connection, int sandboxId, Collection<UUID> ids) {
        return connection
                .preparedQuery(COLUMNS + " where sandbox_id = $1 and id = any($2)")
                .execute(Tuple.of(sandboxId).addArrayOfUUID(ids.toArray(UUID[]::new)))
                .map(SolutionInterestStatements::interests);
    }

    /** Locks the present interests of a stage model, in order. */
    Uni<List<SolutionInterest>> ofStageModelForUpdate(SqlConnection connection, int sandboxId, UUID stageModelId) {
        return connection
                .preparedQuery(COLUMNS
                        + " where sandbox_id = $1 and stage_model_id = $2 and not deleted order by id for update")
                .execute(Tuple.of(sandboxId, stageModelId))
                .map(SolutionInterestStatements::interests);
    }

    /** Present interests that use a template, by name; there are as many as people made. */
    Uni<List<SolutionInterest>> ofTemplate(SqlConnection connection, int sandboxId, UUID templateId) {
        return connection
                .preparedQuery(
                        COLUMNS + " where sandbox_id = $1 and template_id = $2 and not deleted order by lower(name)")
                .execute(Tuple.of(sandboxId, templateId))
                .map(SolutionInterestStatements::interests);
    }

    /** The template of each present interest. */
    Uni<Map<UUID, UUID>> templates(SqlConnection connection, int sandboxId) {
        return connection
                .preparedQuery("select id, template_id from solution_interest where sandbox_id = $1 and not deleted")
                .execute(Tuple.of(sandboxId))
                .map(rows -> rows.stream()
                        .collect(Collectors.toMap(row -> row.getUUID("id"), row -> row.getUUID("template_id"))));
    }

    /** Names of present interests that use a template or stage model. */
    Uni<List<String>> namesUsing(SqlConnection connection, int sandboxId, UUID definitionId) {
        return connection
                .preparedQuery("""
                        select name from solution_interest
                         where sandbox_id = $1 and (template_id = $2 or stage_model_id = $2) and not deleted
                         order by name limit 5""")
                .execute(Tuple.of(sandboxId, definitionId))
                .map(rows -> rows.stream().map(row -> row.getString("name")).toList());
    }

    private static Uni<Optional<SolutionInterest>> one(SqlConnection connection, String sql, Tuple parameters) {
        return connection
                .preparedQuery(sql)
                .execute(parameters)
                .map(rows -> interests(rows).stream().findFirst());
    }

    private static List<SolutionInterest> interests(RowSet<Row> rows) {
        return rows.stream().map(SolutionInterestStatements::interest).toList();
    }

    private static @Nullable String qualification(SolutionInterest interest) {
        return interest.qualification() == null ? null : ContractJson.write(interest.qualification());
    }

    private static @Nullable QualificationRule qualification(@Nullable String json) {
        return json == null
                ? null
                : ContractJson.read(
                        ContractJson.readTree(json.getBytes(StandardCharsets.UTF_8)), QualificationRule.class);
    }

    private static StageSet stages(Row row) {
        UUID model = row.getUUID("stage_model_id");
        return new StageSet(
                row.getInteger("stage_epoch"),
                model == null ? null : new StageVersion(model, row.getInteger("stage_version")));
    }

    private static SolutionInterest interest(Row row) {
        return new SolutionInterest(
                row.getUUID("id"),
                row.getString("name"),
                row.getString("description"),
                row.getUUID("template_id"),
                stages(row),
                row.getBoolean("update_existing"),
                qualification(row.getString("qualification")),
                row.getInteger("conversion_window_days"),
                row.getBoolean("deleted"),
                row.getLong("revision"),
                Trace.of(row));
    }
}
