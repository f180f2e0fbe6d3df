package io.coterie.buyinggroup.export;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.coterie.buyinggroup.browse.GroupSearch;
import io.coterie.buyinggroup.definition.Trace;
import io.coterie.contracts.ContractJson;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** The SQL of exports. Every connection has entered its sandbox. */
@ApplicationScoped
class ExportStatements {

    private static final String COLUMNS = "id, state, search::text as search, rows, parts, failure, requested_by,"
            + " requested_at, finished_at, expires_at";

    private static final String SELECT = "select " + COLUMNS + " from group_export";

    /** Two at the same instant may both be the last one allowed; the bound is against floods, not exact. */
    private static final String INSERT = """
            insert into group_export (sandbox_id, search, requested_by, requested_at, expires_at)
            select $1, $2::text::jsonb, $3, $4, $5
             where (select count(*) from group_export where sandbox_id = $1 and state = 'WAITING') < $6
            returning id""";

    private static final String KEPT = """
            select count(*) as exports, coalesce(sum(rows) filter (where state = 'READY'), 0)::bigint as rows
              from group_export where sandbox_id = $1 and expires_at > $2""";

    private static final String FINISH = """
            update group_export set state = 'READY', rows = $3, parts = $4, finished_at = $5, expires_at = $6
             where sandbox_id = $1 and id = $2 and state = 'WAITING' returning\s""" + COLUMNS;

    private static final String FAIL = """
            update group_export set state = 'FAILED', failure = $3, rows = 0, parts = 0, finished_at = $4
             where sandbox_id = $1 and id = $2 and state = 'WAITING' returning\s""" + COLUMNS;

    /** The new export's id; empty when too many are waiting. */
    Uni<Optional<UUID>> insert(
            SqlConnection connection,
            int sandboxId,
            GroupSearch search,
            String by,
            Instant now,
            Instant expiresAt,
            int maxWaiting) {
        return connection
                .preparedQuery(INSERT)
                .execute(Tuple.of(sandboxId)
                        .addString(ContractJson.write(search))
                        .addString(by)
                        .addOffsetDateTime(Trace.column(now))
                        .addOffsetDateTime(Trace.column(expiresAt))
                        .addInteger(maxWaiting))
                .map(rows -> rows.stream().map(row -> row.getUUID("id")).findFirst())
                .call(id -> id.isEmpty()
                        ? Uni.createFrom().voidItem()
                        : connection
                                .preparedQuery("insert into export_work (sandbox_id, export_id) values ($1, $2)")
                                .execute(Tuple.of(sandboxId, id.get())));
    }

    /** What is there: exports, whatever became of them, and groups in their files. */
    record Kept(long exports, long rows) {}

    Uni<Kept> kept(SqlConnection connection, int sandboxId, Instant now) {
        return connection
                .preparedQuery(KEPT)
                .execute(Tuple.of(sandboxId, Trace.column(now)))
                .map(rows -> rows.iterator().next())
                .map(row -> new Kept(row.getLong("exports"), row.getLong("rows")));
    }

    /** Takes an export away with its file, or its order; false when it is not there. */
    Uni<Boolean> delete(SqlConnection connection, int sandboxId, UUID id, Instant now) {
        return connection
                .preparedQuery("delete from export_work where sandbox_id = $1 and export_id = $2")
                .execute(Tuple.of(sandboxId, id))
                .chain(() -> connection
                        .preparedQuery("delete from group_export where sandbox_id = $1 and id = $2 and expires_at > $3")
                        .execute(Tuple.of(sandboxId, id, Trace.column(now))))
                .map(rows -> rows.rowCount() > 0);
    }

    Uni<Optional<GroupExport>> find(SqlConnection connection, int sandboxId, UUID id, Instant now) {
        return connection
                .preparedQuery(SELECT + " where sandbox_id = $1 and id = $2 and expires_at > $3")
                .execute(Tuple.of(sandboxId, id, Trace.column(now)))
                .map(rows -> rows.stream().map(ExportStatements::export).findFirst());
    }

    /** The latest first: ids grow with time. */
    Uni<List<GroupExport>> list(SqlConnection connection, int sandboxId, UUID before, Instant now, int limit) {
        return connection
                .preparedQuery(
                        SELECT + " where sandbox_id = $1 and id < $2 and expires_at > $3 order by id desc limit $4")
                .execute(Tuple.of(sandboxId, before, Trace.column(now), limit))
                .map(rows -> rows.stream().map(ExportStatements::export).toList());
    }

    Uni<Void> addPart(SqlConnection connection, int sandboxId, UUID id, int part, String content) {
        return connection
                .preparedQuery("""
                        insert into group_export_part (sandbox_id, export_id, part, content) values ($1, $2, $3, $4)""")
                .execute(Tuple.of(sandboxId, id, part, content))
                .replaceWithVoid();
    }

    Uni<String> part(SqlConnection connection, int sandboxId, UUID id, int part) {
        return connection
                .preparedQuery("""
                        select content from group_export_part
                         where sandbox_id = $1 and export_id = $2 and part = $3""")
                .execute(Tuple.of(sandboxId, id, part))
                .map(rows -> rows.iterator().next().getString("content"));
    }

    /** The export with its file; empty when it is not there any more, or has ended already. */
    Uni<Optional<GroupExport>> finish(
            SqlConnection connection, int sandboxId, UUID id, long rows, int parts, Instant now, Instant expiresAt) {
        return connection
                .preparedQuery(FINISH)
                .execute(Tuple.of(sandboxId, id, rows, parts, Trace.column(now), Trace.column(expiresAt)))
                .map(ended -> ended.stream().map(ExportStatements::export).findFirst());
    }

    /**
     * The export without a file; empty when it is not there any more, or has ended already: another worker has written
     * it.
     */
    Uni<Optional<GroupExport>> fail(SqlConnection connection, int sandboxId, UUID id, String failure, Instant now) {
        return connection
                .preparedQuery(FAIL)
                .execute(Tuple.of(sandboxId, id, failure, Trace.column(now)))
                .map(ended -> ended.stream().map(ExportStatements::export).findFirst())
                .call(failed ->
                        failed.isEmpty() ? Uni.createFrom().voidItem() : deleteParts(connection, sandboxId, id));
    }

    private static Uni<Void> deleteParts(SqlConnection connection, int sandboxId, UUID id) {
        return connection
                .preparedQuery("delete from group_export_part where sandbox_id = $1 and export_id = $2")
                .execute(Tuple.of(sandboxId, id))
                .replaceWithVoid();
    }

    /** With their parts, by the foreign key. */
    Uni<Integer> deleteExpired(SqlConnection connection, int sandboxId, Instant now) {
        return connection
                .preparedQuery("delete from group_export where sandbox_id = $1 and expires_at <= $2")
                .execute(Tuple.of(sandboxId, Trace.column(now)))
                .map(rows -> rows.rowCount());
    }

    private static GroupExport export(Row row) {
        return new GroupExport(
                row.getUUID("id"),
                GroupExport.State.valueOf(row.getString("state")),
                search(row.getString("search")),
                row.getLong("rows"),
                row.getInteger("parts"),
                row.getString("failure"),
                row.getString("requested_by"),
                Trace.instant(row, "requested_at"),
                Trace.instantOrNull(row, "finished_at"),
                Trace.instant(row, "expires_at"));
    }

    private static GroupSearch search(String json) {
        try {
            return ContractJson.mapper().readValue(json, GroupSearch.class);
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException("Expected the filters of an export", e);
        }
    }
}
