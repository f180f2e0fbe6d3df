package io.coterie.buyinggroup.role;

import io.coterie.buyinggroup.definition.Trace;
import io.coterie.platform.problem.ProblemException;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;

/** The SQL of custom roles. Every connection has entered its sandbox. */
@ApplicationScoped
class RoleStatements {

    private static final String COLUMNS = """
            select id, name, description, revision, created_at, created_by, updated_at, updated_by
              from custom_role
            """;

    private static final String INSERT = """
            insert into custom_role (sandbox_id, id, name, description, revision, created_at, created_by, updated_at,
                                     updated_by)
            values ($1, $2, $3, $4, $5, $6, $7, $8, $9)""";

    private static final String UPDATE = """
            update custom_role set name = $3, description = $4, revision = $5, updated_at = $6, updated_by = $7
             where sandbox_id = $1 and id = $2""";

    /** Names the lock under which a sandbox counts its roles; any number nothing else of this service uses. */
    private static final int COUNTING = 4201;

    Uni<List<CustomRole>> list(SqlConnection connection, int sandboxId) {
        return roles(connection, COLUMNS + " where sandbox_id = $1 order by lower(name)", Tuple.of(sandboxId));
    }

    Uni<CustomRole> require(SqlConnection connection, int sandboxId, String id) {
        return require(connection, sandboxId, id, "");
    }

    /** Locks the row: whoever names the role in a template meanwhile has done so, or waits. */
    Uni<CustomRole> requireForUpdate(SqlConnection connection, int sandboxId, String id) {
        return require(connection, sandboxId, id, " for update");
    }

    private static Uni<CustomRole> require(SqlConnection connection, int sandboxId, String id, String locking) {
        return roles(
                        connection,
                        COLUMNS + " where sandbox_id = $1 and id::text = $2" + locking,
                        Tuple.of(sandboxId, id))
                .map(found -> found.stream().findFirst().orElseThrow(() -> ProblemException.notFound("a role", id)));
    }

    Uni<Void> insert(SqlConnection connection, int sandboxId, CustomRole role) {
        return connection
                .preparedQuery(INSERT)
                .execute(Tuple.of(sandboxId, role.id())
                        .addString(role.name())
                        .addString(role.description())
                        .addLong(role.revision())
                        .addOffsetDateTime(Trace.column(role.trace().createdAt()))
                        .addString(role.trace().createdBy())
                        .addOffsetDateTime(Trace.column(role.trace().updatedAt()))
                        .addString(role.trace().updatedBy()))
                .replaceWithVoid();
    }

    Uni<Void> update(SqlConnection connection, int sandboxId, CustomRole role) {
        return connection
                .preparedQuery(UPDATE)
                .execute(Tuple.of(sandboxId, role.id())
                        .addString(role.name())
                        .addString(role.description())
                        .addLong(role.revision())
                        .addOffsetDateTime(Trace.column(role.trace().updatedAt()))
                        .addString(role.trace().updatedBy()))
                .replaceWithVoid();
    }

    Uni<Void> delete(SqlConnection connection, int sandboxId, CustomRole role) {
        return connection
                .preparedQuery("delete from custom_role where sandbox_id = $1 and id = $2")
                .execute(Tuple.of(sandboxId, role.id()))
                .replaceWithVoid();
    }

    /** Whether another role than the one with this id has the name. */
    Uni<Boolean> isTaken(SqlConnection connection, int sandboxId, String name, String exceptId) {
        return connection
                .preparedQuery("""
                        select exists (select 1 from custom_role
                                        where sandbox_id = $1 and lower(name) = lower($2) and id::text <> $3)
                            as taken""")
                .execute(Tuple.of(sandboxId, name, exceptId))
                .map(rows -> rows.iterator().next().getBoolean("taken"));
    }

    /** How many there are; nobody else counts them until the transaction ends. */
    Uni<Long> countAlone(SqlConnection connection, int sandboxId) {
        return connection
                .preparedQuery("select pg_advisory_xact_lock($1, $2)")
                .execute(Tuple.of(COUNTING, sandboxId))
                .chain(() -> connection
                        .preparedQuery("select count(*) as roles from custom_role where sandbox_id = $1")
                        .execute(Tuple.of(sandboxId)))
                .map(rows -> rows.iterator().next().getLong("roles"));
    }

    /** Their names; none of them changes or goes until the transaction ends. */
    Uni<List<String>> namesForShare(SqlConnection connection, int sandboxId) {
        return connection
                .preparedQuery("select name from custom_role where sandbox_id = $1 order by name for share")
                .execute(Tuple.of(sandboxId))
                .map(rows -> rows.stream().map(row -> row.getString("name")).toList());
    }

    private static Uni<List<CustomRole>> roles(SqlConnection connection, String sql, Tuple parameters) {
        return connection
                .preparedQuery(sql)
                .execute(parameters)
                .map(rows -> rows.stream().map(RoleStatements::role).toList());
    }

    private static CustomRole role(Row row) {
        return new CustomRole(
                row.getUUID("id"),
                row.getString("name"),
                row.getString("description"),
                row.getLong("revision"),
                Trace.of(row));
    }
}
