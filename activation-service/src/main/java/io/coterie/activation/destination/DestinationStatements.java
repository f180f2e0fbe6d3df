package io.coterie.activation.destination;

import io.coterie.platform.tenancy.Sandbox;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.OffsetDateTime;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;

/** The SQL of {@code destination}. */
@ApplicationScoped
class DestinationStatements {

    private static final String COUNTS = """
             left join lateral (
               select count(*) filter (where m.desired) as desired,
                      count(*) filter (where m.held = 'present') as confirmed,
                      count(*) filter (where m.due_at is not null) as pending,
                      count(*) filter (where m.failure is not null) as failed
                 from destination_member as m
                where m.sandbox_id = d.sandbox_id and m.destination_id = d.destination_id) as counts on true
            """;

    private static final String INSERT = """
            insert into destination (sandbox_id, name, type, connection_id, lead_form, updated_by)
            select $1, $2, $3, c.connection_id, $5, $6
              from linkedin_connection as c where c.sandbox_id = $1 and c.connection_id = $4
            on conflict do nothing returning destination_id""";

    private static final String CONNECTION_EXISTS =
            "select 1 from linkedin_connection where sandbox_id = $1 and connection_id = $2";

    private static final String GET = "select d.*, counts.* from destination as d" + COUNTS
            + " where d.sandbox_id = $1 and d.destination_id = $2";

    private static final String BY_NAME =
            "select d.*, counts.* from destination as d" + COUNTS + " where d.sandbox_id = $1 and d.name = $2";

    private static final String LIST = "select d.*, counts.* from destination as d" + COUNTS
            + " where d.sandbox_id = $1 and d.name > $2 order by d.name limit $3";

    private static final String EXISTING =
            "select destination_id from destination where sandbox_id = $1 and destination_id = any($2)";

    private static final String FIND = "select * from destination where sandbox_id = $1 and destination_id = $2";

    private static final String KEEP_SEGMENT = """
            update destination set segment_id = $3, segment_created_at = now(), failure = null
             where sandbox_id = $1 and destination_id = $2 returning *""";

    private static final String FAIL = """
            update destination set failure = $3, segment_id = case when $4 then null else segment_id end
             where sandbox_id = $1 and destination_id = $2""";

    private static final String CLEAR_FAILURE =
            "update destination set failure = null where sandbox_id = $1 and destination_id = $2";

    // Without a segment nothing is held any more, whatever was held before.
    private static final String TRY_AGAIN = """
            update destination_member as m
               set held = case when d.segment_id is null then 'absent' else m.held end,
                   held_identity = case when d.segment_id is null then null else m.held_identity end,
                   held_company = case when d.segment_id is null then null else m.held_company end,
                   due_at = now(), attempts = 0, failure = null, desired_version = m.desired_version + 1
              from destination as d
             where d.sandbox_id = $1 and d.destination_id = $2
               and m.sandbox_id = d.sandbox_id and m.destination_id = d.destination_id
               and (d.segment_id is null or m.failure is not null
                    or (m.desired and m.held <> 'present') or (not m.desired and m.held <> 'absent'))""";

    private static final String OF_CONNECTION = """
            update destination set failure = null where sandbox_id = $1 and connection_id = $2 returning destination_id""";

    private static final String MEMBERS = """
            select *, case when failure is not null then 'failed' when due_at is not null then 'pending'
                           when held = 'present' then 'confirmed' else 'absent' end as state
              from destination_member
             where sandbox_id = $1 and destination_id = $2 and account_key > $3 order by account_key limit $4""";

    /** Empty when the name is taken or the connection does not exist. */
    Uni<Optional<UUID>> insert(SqlConnection connection, Sandbox sandbox, DestinationSettings settings, String by) {
        return connection
                .preparedQuery(INSERT)
                .execute(Tuple.tuple()
                        .addInteger(sandbox.id())
                        .addString(settings.name())
                        .addString(settings.type())
                        .addUUID(settings.connection())
                        .addString(settings.leadForm())
                        .addString(by))
                .map(rows -> rows.size() == 0
                        ? Optional.empty()
                        : Optional.of(rows.iterator().next().getUUID("destination_id")));
    }

    Uni<Boolean> connectionExists(SqlConnection connection, Sandbox sandbox, UUID connectionId) {
        return connection
                .preparedQuery(CONNECTION_EXISTS)
                .execute(Tuple.of(sandbox.id(), connectionId))
                .map(rows -> rows.size() > 0);
    }

    Uni<Optional<DestinationView>> get(SqlConnection connection, Sandbox sandbox, UUID id) {
        return connection.preparedQuery(GET).execute(Tuple.of(sandbox.id(), id)).map(DestinationStatements::firstView);
    }

    Uni<Optional<DestinationView>> byName(SqlConnection connection, Sandbox sandbox, String name) {
        return connection
                .preparedQuery(BY_NAME)
                .execute(Tuple.of(sandbox.id(), name))
                .map(DestinationStatements::firstView);
    }

    Uni<List<DestinationView>> list(SqlConnection connection, Sandbox sandbox, String after, int limit) {
        return connection
                .preparedQuery(LIST)
                .execute(Tuple.of(sandbox.id(), after, limit))
                .map(rows -> StreamSupport.stream(rows.spliterator(), false)
                        .map(DestinationStatements::view)
                        .toList());
    }

    Uni<List<MemberView>> members(SqlConnection connection, Sandbox sandbox, UUID id, String after, int limit) {
        return connection
                .preparedQuery(MEMBERS)
                .execute(Tuple.of(sandbox.id(), id, after, limit))
                .map(rows -> StreamSupport.stream(rows.spliterator(), false)
                        .map(row -> new MemberView(
                                row.getString("account_key"),
                                row.getBoolean("desired"),
                                row.getString("state"),
                                row.getString("failure"),
                                row.getOffsetDateTime("changed_at").toInstant()))
                        .toList());
    }

    Uni<Set<UUID>> existing(SqlConnection connection, Sandbox sandbox, Collection<UUID> ids) {
        return connection
                .preparedQuery(EXISTING)
                .execute(Tuple.of(sandbox.id(), ids.toArray(UUID[]::new)))
                .map(rows -> StreamSupport.stream(rows.spliterator(), false)
                        .map(row -> row.getUUID("destination_id"))
                        .collect(Collectors.toSet()));
    }

    Uni<Optional<Destination>> find(SqlConnection connection, int sandboxId, UUID id) {
        return connection
                .preparedQuery(FIND)
                .execute(Tuple.of(sandboxId, id))
                .map(rows -> rows.size() == 0
                        ? Optional.empty()
                        : Optional.of(destination(rows.iterator().next())));
    }

    Uni<Destination> keepSegment(SqlConnection connection, int sandboxId, UUID id, String segmentId) {
        return connection
                .preparedQuery(KEEP_SEGMENT)
                .execute(Tuple.of(sandboxId, id, segmentId))
                .map(rows -> destination(rows.iterator().next()));
    }

    /** @param segmentLost whether LinkedIn no longer has the segment; trying again then starts with a new one */
    Uni<Void> fail(SqlConnection connection, int sandboxId, UUID id, String reason, boolean segmentLost) {
        return connection
                .preparedQuery(FAIL)
                .execute(Tuple.of(sandboxId, id, reason, segmentLost))
                .replaceWithVoid();
    }

    Uni<Void> tryAgain(SqlConnection connection, Sandbox sandbox, UUID id) {
        Tuple parameters = Tuple.of(sandbox.id(), id);
        return connection
                .preparedQuery(CLEAR_FAILURE)
                .execute(parameters)
                .chain(() -> connection.preparedQuery(TRY_AGAIN).execute(parameters))
                .replaceWithVoid();
    }

    /** The destinations of a connection, none of them failed any more. */
    Uni<List<UUID>> ofConnection(SqlConnection connection, int sandboxId, UUID connectionId) {
        return connection
                .preparedQuery(OF_CONNECTION)
                .execute(Tuple.of(sandboxId, connectionId))
                .map(rows -> StreamSupport.stream(rows.spliterator(), false)
                        .map(row -> row.getUUID("destination_id"))
                        .toList());
    }

    private static Destination destination(Row row) {
        return new Destination(
                row.getUUID("destination_id"),
                row.getString("name"),
                row.getUUID("connection_id"),
                Optional.ofNullable(row.getString("segment_id")),
                Optional.ofNullable(row.getOffsetDateTime("segment_created_at")).map(OffsetDateTime::toInstant));
    }

    private static Optional<DestinationView> firstView(RowSet<Row> rows) {
        return rows.size() == 0
                ? Optional.empty()
                : Optional.of(view(rows.iterator().next()));
    }

    private static DestinationView view(Row row) {
        String failure = row.getString("failure");
        String segmentId = row.getString("segment_id");
        long pending = row.getLong("pending");
        String synchronised = pending > 0 ? "synchronising" : "live";
        String usable = segmentId == null ? "creating" : synchronised;
        return new DestinationView(
                row.getUUID("destination_id"),
                row.getString("name"),
                row.getString("type"),
                row.getUUID("connection_id"),
                row.getString("lead_form"),
                segmentId,
                failure != null ? "blocked" : usable,
                failure,
                row.getLong("desired"),
                row.getLong("confirmed"),
                pending,
                row.getLong("failed"),
                row.getLong("revision"),
                row.getOffsetDateTime("created_at").toInstant());
    }
}
