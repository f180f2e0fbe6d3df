package io.coterie.buyinggroup.creationjob;

import io.coterie.buyinggroup.audience.Audience;
import io.coterie.buyinggroup.definition.ListPlace;
import io.coterie.buyinggroup.definition.Trace;
import io.coterie.platform.problem.ProblemException;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The SQL of creation jobs. Every connection has entered its sandbox. */
@ApplicationScoped
class CreationJobStatements {

    private static final String COLUMNS = """
            select id, name, interest_id, audience_id, stopped_reason, deleted, revision, created_at, created_by, updated_at,
                   updated_by
              from creation_job
            """;

    private static final String FOLLOW = """
            update creation_job as job
               set stopped_reason = audience.reason, revision = job.revision + 1, updated_at = $4, updated_by = $5
              from unnest($2::text[], $3::text[]) as audience (id, reason)
             where job.sandbox_id = $1 and job.audience_id = audience.id and not job.deleted
               and job.stopped_reason is distinct from audience.reason
            returning job.*""";

    private static final String INSERT = """
            insert into creation_job (sandbox_id, id, name, interest_id, audience_id, created_at, created_by, updated_at,
                                      updated_by)
            values ($1, $2, $3, $4, $5, $6, $7, $6, $7)""";

    Uni<Void> insert(SqlConnection connection, int sandboxId, CreationJob job) {
        return connection
                .preparedQuery(INSERT)
                .execute(Tuple.of(sandboxId, job.id())
                        .addString(job.name())
                        .addUUID(job.interestId())
                        .addString(job.audienceId())
                        .addOffsetDateTime(Trace.column(job.trace().createdAt()))
                        .addString(job.trace().createdBy()))
                .replaceWithVoid();
    }

    /** Stops the jobs of audiences that give a reason, and lets those of the others go on; answers those that changed. */
    Uni<List<CreationJob>> follow(
            SqlConnection connection, int sandboxId, Collection<Audience> audiences, Instant now, String by) {
        return connection
                .preparedQuery(FOLLOW)
                .execute(Tuple.of(sandboxId)
                        .addArrayOfString(audiences.stream().map(Audience::id).toArray(String[]::new))
                        .addArrayOfString(
                                audiences.stream().map(Audience::whyNoGroups).toArray(String[]::new))
                        .addOffsetDateTime(Trace.column(now))
                        .addString(by))
                .map(CreationJobStatements::jobs);
    }

    Uni<Void> markDeleted(SqlConnection connection, int sandboxId, CreationJob job) {
        return connection
                .preparedQuery("""
                        update creation_job set deleted = true, revision = $3, updated_at = $4, updated_by = $5
                         where sandbox_id = $1 and id = $2""")
                .execute(Tuple.of(sandboxId, job.id(), job.revision())
                        .addOffsetDateTime(Trace.column(job.trace().updatedAt()))
                        .addString(job.trace().updatedBy()))
                .replaceWithVoid();
    }

    Uni<CreationJob> require(SqlConnection connection, int sandboxId, UUID id) {
        return one(connection, COLUMNS + " where sandbox_id = $1 and id = $2 and not deleted", Tuple.of(sandboxId, id))
                .map(found -> found.orElseThrow(() -> ProblemException.notFound("a creation job", id)));
    }

    Uni<CreationJob> requireForUpdate(SqlConnection connection, int sandboxId, UUID id) {
        return one(
                        connection,
                        COLUMNS + " where sandbox_id = $1 and id = $2 and not deleted for update",
                        Tuple.of(sandboxId, id))
                .map(found -> found.orElseThrow(() -> ProblemException.notFound("a creation job", id)));
    }

    Uni<List<CreationJob>> list(
            SqlConnection connection, int sandboxId, ListPlace after, @Nullable UUID interestId, int limit) {
        return connection
                .preparedQuery(COLUMNS + """
                         where (updated_at, id) < ($1, $2) and sandbox_id = $3 and not deleted
                           and ($4::uuid is null or interest_id = $4)
                         order by updated_at desc, id desc limit $5""")
                .execute(after.parameters()
                        .addInteger(sandboxId)
                        .addUUID(interestId)
                        .addInteger(limit))
                .map(CreationJobStatements::jobs);
    }

    Uni<List<CreationJob>> active(SqlConnection connection, int sandboxId) {
        return connection
                .preparedQuery(COLUMNS
                        + " where sandbox_id = $1 and not deleted and stopped_reason is null order by created_at, id")
                .execute(Tuple.of(sandboxId))
                .map(CreationJobStatements::jobs);
    }

    private static Uni<Optional<CreationJob>> one(SqlConnection connection, String sql, Tuple parameters) {
        return connection
                .preparedQuery(sql)
                .execute(parameters)
                .map(rows -> jobs(rows).stream().findFirst());
    }

    private static List<CreationJob> jobs(RowSet<Row> rows) {
        return rows.stream()
                .map(row -> new CreationJob(
                        row.getUUID("id"),
                        row.getString("name"),
                        row.getUUID("interest_id"),
                        row.getString("audience_id"),
                        row.getString("stopped_reason"),
                        row.getBoolean("deleted"),
                        row.getLong("revision"),
                        Trace.of(row)))
                .toList();
    }
}
