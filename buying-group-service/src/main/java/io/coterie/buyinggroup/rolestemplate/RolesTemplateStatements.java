package io.coterie.buyinggroup.rolestemplate;

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
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;

/** The SQL of roles templates. Every connection has entered its sandbox. */
@ApplicationScoped
class RolesTemplateStatements {

    private static final String COLUMNS = """
            select id, name, description, live, roles::text as roles, revision, created_at, created_by, updated_at,
                   updated_by, published_at, published_by
              from roles_template
            """;

    private static final String INSERT = """
            insert into roles_template (sandbox_id, name, description, roles, created_at, created_by, updated_at,
                                        updated_by, event_types)
            values ($1, $2, $3, $4::text::jsonb, $5, $6, $5, $6, $7)
            returning id""";

    private static final String UPDATE = """
            update roles_template
               set name = $3, description = $4, roles = $5::text::jsonb, live = $6, revision = $7, updated_at = $8,
                   updated_by = $9, published_at = $10, published_by = $11, event_types = $12
             where sandbox_id = $1 and id = $2""";

    private static final TypeReference<List<TemplateRole>> ROLES = new TypeReference<>() {};

    Uni<UUID> insert(SqlConnection connection, int sandboxId, RolesTemplate template) {
        return connection
                .preparedQuery(INSERT)
                .execute(Tuple.of(sandboxId)
                        .addString(template.name())
                        .addString(template.description())
                        .addString(ContractJson.write(template.roles()))
                        .addOffsetDateTime(Trace.column(template.trace().createdAt()))
                        .addString(template.trace().createdBy())
                        .addArrayOfString(eventTypes(template)))
                .map(rows -> rows.iterator().next().getUUID("id"));
    }

    Uni<Void> update(SqlConnection connection, int sandboxId, RolesTemplate template) {
        return connection
                .preparedQuery(UPDATE)
                .execute(Tuple.of(sandboxId, template.id())
                        .addString(template.name())
                        .addString(template.description())
                        .addString(ContractJson.write(template.roles()))
                        .addBoolean(template.live())
                        .addLong(template.revision())
                        .addOffsetDateTime(Trace.column(template.trace().updatedAt()))
                        .addString(template.trace().updatedBy())
                        .addOffsetDateTime(template.publishedAt() == null ? null : Trace.column(template.publishedAt()))
                        .addString(template.publishedBy())
                        .addArrayOfString(eventTypes(template)))
                .replaceWithVoid();
    }

    private static String[] eventTypes(RolesTemplate template) {
        return EventTests.types(template.roles()).toArray(String[]::new);
    }

    Uni<Set<String>> eventTypesRead(SqlConnection connection, int sandboxId) {
        return connection
                .preparedQuery("""
                        select distinct unnest(event_types) as event_type from roles_template
                         where sandbox_id = $1 and live""")
                .execute(Tuple.of(sandboxId))
                .map(rows ->
                        rows.stream().map(row -> row.getString("event_type")).collect(Collectors.toSet()));
    }

    Uni<Void> delete(SqlConnection connection, int sandboxId, UUID id) {
        return connection
                .preparedQuery("delete from roles_template where sandbox_id = $1 and id = $2")
                .execute(Tuple.of(sandboxId, id))
                .replaceWithVoid();
    }

    Uni<RolesTemplate> require(SqlConnection connection, int sandboxId, UUID id) {
        return one(connection, COLUMNS + " where sandbox_id = $1 and id = $2", Tuple.of(sandboxId, id))
                .map(found -> found.orElseThrow(() -> ProblemException.notFound("a roles template", id)));
    }

    /** Locks the row: whoever decides about a definition is alone with it. */
    Uni<RolesTemplate> requireForUpdate(SqlConnection connection, int sandboxId, UUID id) {
        return one(connection, COLUMNS + " where sandbox_id = $1 and id = $2 for update", Tuple.of(sandboxId, id))
                .map(found -> found.orElseThrow(() -> ProblemException.notFound("a roles template", id)));
    }

    Uni<Optional<RolesTemplate>> findByNameForUpdate(SqlConnection connection, int sandboxId, String name) {
        return one(
                connection,
                COLUMNS + " where sandbox_id = $1 and lower(name) = lower($2) for update",
                Tuple.of(sandboxId, name));
    }

    Uni<List<RolesTemplate>> list(
            SqlConnection connection, int sandboxId, ListPlace after, String namePrefix, int limit) {
        return connection
                .preparedQuery(COLUMNS + """
                         where (updated_at, id) < ($1, $2) and sandbox_id = $3 and starts_with(lower(name), lower($4))
                         order by updated_at desc, id desc limit $5""")
                .execute(after.parameters()
                        .addInteger(sandboxId)
                        .addString(namePrefix)
                        .addInteger(limit))
                .map(RolesTemplateStatements::templates);
    }

    Uni<List<RolesTemplate>> byIds(SqlConnection connection, int sandboxId, Collection<UUID> ids) {
        return connection
                .preparedQuery(COLUMNS + " where sandbox_id = $1 and id = any($2)")
                .execute(Tuple.of(sandboxId).addArrayOfUUID(ids.toArray(UUID[]::new)))
                .map(RolesTemplateStatements::templates);
    }

    Uni<Map<UUID, String>> names(SqlConnection connection, int sandboxId, Collection<UUID> ids) {
        return connection
                .preparedQuery("select id, name from roles_template where sandbox_id = $1 and id = any($2)")
                .execute(Tuple.of(sandboxId).addArrayOfUUID(ids.toArray(UUID[]::new)))
                .map(rows -> rows.stream()
                        .collect(Collectors.toMap(row -> row.getUUID("id"), row -> row.getString("name"))));
    }

    /** Names of templates that have a card of the role. */
    Uni<List<String>> namesUsingRole(SqlConnection connection, int sandboxId, String role) {
        return connection
                .preparedQuery("""
                        select name from roles_template
                         where sandbox_id = $1 and roles @> jsonb_build_array(jsonb_build_object('role', $2::text))
                         order by name limit 5""")
                .execute(Tuple.of(sandboxId, role))
                .map(rows -> rows.stream().map(row -> row.getString("name")).toList());
    }

    private static Uni<Optional<RolesTemplate>> one(SqlConnection connection, String sql, Tuple parameters) {
        return connection
                .preparedQuery(sql)
                .execute(parameters)
                .map(rows -> templates(rows).stream().findFirst());
    }

    private static List<RolesTemplate> templates(RowSet<Row> rows) {
        return rows.stream().map(RolesTemplateStatements::template).toList();
    }

    private static RolesTemplate template(Row row) {
        return new RolesTemplate(
                row.getUUID("id"),
                row.getString("name"),
                row.getString("description"),
                row.getBoolean("live"),
                roles(row.getString("roles")),
                row.getLong("revision"),
                Trace.of(row),
                Trace.instantOrNull(row, "published_at"),
                row.getString("published_by"));
    }

    private static List<TemplateRole> roles(String json) {
        try {
            return ContractJson.mapper().readValue(json, ROLES);
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException("Expected the roles of a template", e);
        }
    }
}
