package io.coterie.journey.journey;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.coterie.contracts.ContractJson;
import io.coterie.platform.problem.ProblemException;
import io.coterie.platform.tenancy.Sandbox;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import io.vertx.pgclient.PgException;
import jakarta.enterprise.context.ApplicationScoped;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Journeys as rows. */
@ApplicationScoped
class JourneyRepository {

    private static final String COLUMNS = """
            id, name, status, definition::text as definition, revision, created_at, created_by, updated_at, updated_by,
            published_at, published_by""";

    private static final String ONE =
            "select " + COLUMNS + " from journey where sandbox_id = $1 and id = $2 and status <> 'deleted'";

    private static final String OF_IDS = "select " + COLUMNS + " from journey where sandbox_id = $1 and id = any($2)";

    private static final String BY_NAME = "select " + COLUMNS + " from journey " + """
            where sandbox_id = $1 and lower(name) = lower($2) and status <> 'deleted'
              for update""";

    private static final String PAGE = "select " + COLUMNS + " from journey " + """
            where sandbox_id = $1 and id > $2 and status <> 'deleted'
              and ($3::text is null or status = $3)
              and ($4::text is null or position(lower($4) in lower(name)) > 0)
            order by id
            limit $5""";

    private static final String SHARE = """
            select id, status from journey where sandbox_id = $1 and id = any($2) order by id for share""";

    private static final String INSERT = """
            insert into journey (sandbox_id, id, name, status, definition, revision, created_at, created_by, updated_at, updated_by)
            values ($1, $2, $3, $4, $5::text::jsonb, $6, $7, $8, $9, $10)""";

    private static final String UPDATE = """
            update journey
               set name = $3, status = $4, definition = $5::text::jsonb, revision = $6, updated_at = $7, updated_by = $8,
                   published_at = $9, published_by = $10
             where sandbox_id = $1 and id = $2""";

    private static final String DELETE = "delete from journey where sandbox_id = $1 and id = $2";

    private static final String UNIQUE_VIOLATION = "23505";

    /** A journey's id and status. */
    record Held(UUID id, JourneyStatus status) {}

    /** Ids grow with time, so that lists are in order of creation. */
    Uni<UUID> nextId(SqlConnection connection) {
        return connection
                .preparedQuery("select uuidv7() as id")
                .execute()
                .map(rows -> rows.iterator().next().getUUID("id"));
    }

    Uni<Optional<Journey>> find(SqlConnection connection, Sandbox sandbox, UUID id) {
        return connection.preparedQuery(ONE).execute(Tuple.of(sandbox.id(), id)).map(JourneyRepository::first);
    }

    /** Those of these that there are, deleted ones included: their runs are to be stopped. */
    Uni<List<Journey>> ofIds(SqlConnection connection, Sandbox sandbox, Collection<UUID> ids) {
        return connection
                .preparedQuery(OF_IDS)
                .execute(Tuple.of(sandbox.id()).addArrayOfUUID(ids.toArray(UUID[]::new)))
                .map(rows -> rows.stream().map(JourneyRepository::journey).toList());
    }

    /** Fails with 404 when there is none. */
    Uni<Journey> require(SqlConnection connection, Sandbox sandbox, UUID id) {
        return find(connection, sandbox, id).map(found -> found.orElseThrow(() -> notFound(id)));
    }

    /** Like {@link #require}, and nobody else changes the journey, or moves one of its runs, until the transaction ends. */
    Uni<Journey> lock(SqlConnection connection, Sandbox sandbox, UUID id) {
        return connection
                .preparedQuery(ONE + " for update")
                .execute(Tuple.of(sandbox.id(), id))
                .map(JourneyRepository::first)
                .map(found -> found.orElseThrow(() -> notFound(id)));
    }

    Uni<Optional<Journey>> lockByName(SqlConnection connection, Sandbox sandbox, String name) {
        return connection
                .preparedQuery(BY_NAME)
                .execute(Tuple.of(sandbox.id(), name))
                .map(JourneyRepository::first);
    }

    Uni<List<Journey>> page(
            SqlConnection connection,
            Sandbox sandbox,
            UUID after,
            @Nullable String status,
            @Nullable String name,
            int rows) {
        Tuple parameters = Tuple.tuple()
                .addInteger(sandbox.id())
                .addUUID(after)
                .addString(status)
                .addString(name)
                .addInteger(rows);
        return connection
                .preparedQuery(PAGE)
                .execute(parameters)
                .map(found -> found.stream().map(JourneyRepository::journey).toList());
    }

    /** The status of each, deleted ones included; nobody changes it until the transaction ends. */
    Uni<List<Held>> share(SqlConnection connection, Sandbox sandbox, Collection<UUID> ids) {
        return connection
                .preparedQuery(SHARE)
                .execute(Tuple.of(sandbox.id()).addArrayOfUUID(ids.toArray(UUID[]::new)))
                .map(rows -> rows.stream()
                        .map(row -> new Held(row.getUUID("id"), JourneyStatus.of(row.getString("status"))))
                        .toList());
    }

    Uni<Void> insert(SqlConnection connection, Sandbox sandbox, Journey journey) {
        Tuple parameters = Tuple.tuple()
                .addInteger(sandbox.id())
                .addUUID(journey.id())
                .addString(journey.name())
                .addString(journey.status().text())
                .addString(journey.definition().toString())
                .addLong(journey.revision())
                .addOffsetDateTime(at(journey.createdAt()))
                .addString(journey.createdBy())
                .addOffsetDateTime(at(journey.updatedAt()))
                .addString(journey.updatedBy());
        return write(connection, INSERT, parameters, journey);
    }

    Uni<Void> update(SqlConnection connection, Sandbox sandbox, Journey journey) {
        Tuple parameters = Tuple.tuple()
                .addInteger(sandbox.id())
                .addUUID(journey.id())
                .addString(journey.name())
                .addString(journey.status().text())
                .addString(journey.definition().toString())
                .addLong(journey.revision())
                .addOffsetDateTime(at(journey.updatedAt()))
                .addString(journey.updatedBy())
                .addOffsetDateTime(at(journey.publishedAt()))
                .addString(journey.publishedBy());
        return write(connection, UPDATE, parameters, journey);
    }

    Uni<Void> delete(SqlConnection connection, Sandbox sandbox, UUID id) {
        return connection
                .preparedQuery(DELETE)
                .execute(Tuple.of(sandbox.id(), id))
                .replaceWithVoid();
    }

    private static Uni<Void> write(SqlConnection connection, String sql, Tuple parameters, Journey journey) {
        return connection
                .preparedQuery(sql)
                .execute(parameters)
                .replaceWithVoid()
                .onFailure(JourneyRepository::isNameTaken)
                .transform(taken -> ProblemException.ofField(
                        JourneyError.JOURNEY_NAME_TAKEN,
                        "/name",
                        "Expected a name of its own, but there is a journey '" + journey.name() + "'"));
    }

    private static boolean isNameTaken(Throwable failure) {
        return failure instanceof PgException database && UNIQUE_VIOLATION.equals(database.getSqlState());
    }

    private static ProblemException notFound(UUID id) {
        return ProblemException.notFound("a journey", id);
    }

    private static Optional<Journey> first(RowSet<Row> rows) {
        return rows.stream().map(JourneyRepository::journey).findFirst();
    }

    private static Journey journey(Row row) {
        return new Journey(
                row.getUUID("id"),
                row.getString("name"),
                JourneyStatus.of(row.getString("status")),
                (ObjectNode) ContractJson.readTree(row.getString("definition").getBytes(StandardCharsets.UTF_8)),
                row.getLong("revision"),
                row.getOffsetDateTime("created_at").toInstant(),
                row.getString("created_by"),
                row.getOffsetDateTime("updated_at").toInstant(),
                row.getString("updated_by"),
                instant(row.getOffsetDateTime("published_at")),
                row.getString("published_by"));
    }

    private static @Nullable Instant instant(@Nullable OffsetDateTime value) {
        return value == null ? null : value.toInstant();
    }

    private static @Nullable OffsetDateTime at(@Nullable Instant instant) {
        return instant == null ? null : instant.atOffset(ZoneOffset.UTC);
    }
}
