package io.coterie.journey.run;

import io.coterie.journey.execution.Run;
import io.coterie.platform.tenancy.Sandbox;
import io.smallrye.mutiny.Uni;
import io.vertx.core.json.JsonArray;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Runs as rows, read and written by the batch. */
@ApplicationScoped
class RunRepository {

    private static final String OF_IDS = "select * from run where sandbox_id = $1 and id = any($2)";

    private static final String INSERT = """
            insert into run (sandbox_id, id, journey_id, account_key, entry, status, node, until, solution_interests,
                             known_revision, label, ended_at, visits, entered_at, changed_at, version, since)
            select $1, new.id, new.journey_id, new.account_key, new.entry, new.status, new.node, new.until,
                   array(select jsonb_array_elements_text(new.interests::jsonb)), new.known_revision, new.label,
                   new.ended_at, new.visits::jsonb, new.entered_at, $15, new.version,
                   new.since
              from unnest($2::uuid[], $3::uuid[], $4::text[], $5::int[], $6::text[], $7::text[], $8::timestamptz[],
                          $9::text[], $10::bigint[], $11::text[], $12::timestamptz[], $13::text[], $14::timestamptz[],
                          $16::bigint[], $17::timestamptz[])
                as new (id, journey_id, account_key, entry, status, node, until, interests, known_revision, label, ended_at,
                        visits, entered_at, version, since)""";

    /** Compare and set: a run that somebody else has moved meanwhile is not among the rows updated. */
    private static final String UPDATE = """
            update run
               set status = new.status, node = new.node, until = new.until,
                   solution_interests = array(select jsonb_array_elements_text(new.interests::jsonb)),
                   known_revision = new.known_revision, label = new.label, ended_at = new.ended_at,
                   visits = new.visits::jsonb, changed_at = $12, version = new.version, since = new.since
              from unnest($2::uuid[], $3::bigint[], $4::text[], $5::text[], $6::timestamptz[], $7::text[], $8::bigint[],
                          $9::text[], $10::timestamptz[], $11::text[], $13::bigint[], $14::timestamptz[])
                as new (id, expected, status, node, until, interests, known_revision, label, ended_at, visits, version,
                        since)
             where run.sandbox_id = $1 and run.id = new.id and run.id = any($2) and run.version = new.expected""";

    private static final String OLDEST_ENTRY = """
            select min(entered_at) as oldest from run
             where sandbox_id = $1 and status in ('waiting', 'listening', 'awaiting-group')""";

    /** Somebody moved a run without holding its account's lock. */
    static final class LostUpdate extends RuntimeException {
        LostUpdate(int expected, int updated) {
            super("Expected to move " + expected + " runs, but moved " + updated);
        }
    }

    Uni<Map<UUID, Run>> ofIds(SqlConnection connection, Sandbox sandbox, Collection<UUID> ids) {
        return connection
                .preparedQuery(OF_IDS)
                .execute(Tuple.of(sandbox.id()).addArrayOfUUID(ids.toArray(UUID[]::new)))
                .map(rows -> {
                    Map<UUID, Run> runs = new HashMap<>();
                    rows.forEach(row -> runs.put(row.getUUID("id"), RunRow.run(row)));
                    return runs;
                });
    }

    /** When the oldest run that is not over entered; empty when all are. */
    Uni<Optional<Instant>> oldestEntry(SqlConnection connection, Sandbox sandbox) {
        return connection
                .preparedQuery(OLDEST_ENTRY)
                .execute(Tuple.of(sandbox.id()))
                .map(rows -> Optional.ofNullable(rows.iterator().next().getOffsetDateTime("oldest"))
                        .map(OffsetDateTime::toInstant));
    }

    Uni<Void> insert(SqlConnection connection, Sandbox sandbox, List<Decision> entries, Instant now) {
        if (entries.isEmpty()) {
            return Uni.createFrom().voidItem();
        }
        List<Run> runs = entries.stream().map(Decision::after).toList();
        Columns rows = new Columns(runs);
        Tuple parameters = Tuple.of(sandbox.id())
                .addArrayOfUUID(runs.stream().map(Run::id).toArray(UUID[]::new))
                .addArrayOfUUID(runs.stream().map(Run::journeyId).toArray(UUID[]::new))
                .addArrayOfString(runs.stream().map(Run::accountKey).toArray(String[]::new))
                .addArrayOfInteger(runs.stream().map(Run::entry).toArray(Integer[]::new))
                .addArrayOfString(rows.texts(RunRow::status))
                .addArrayOfString(rows.texts(RunRow::node))
                .addArrayOfOffsetDateTime(rows.instants(RunRow::until))
                .addArrayOfString(rows.interests())
                .addArrayOfLong(rows.knownRevisions())
                .addArrayOfString(rows.texts(RunRow::label))
                .addArrayOfOffsetDateTime(rows.instants(RunRow::endedAt))
                .addArrayOfString(visits(runs))
                .addArrayOfOffsetDateTime(
                        runs.stream().map(run -> at(run.enteredAt())).toArray(OffsetDateTime[]::new))
                .addOffsetDateTime(at(now))
                .addArrayOfLong(runs.stream().map(Run::version).toArray(Long[]::new))
                .addArrayOfOffsetDateTime(rows.instants(RunRow::since));
        return connection.preparedQuery(INSERT).execute(parameters).replaceWithVoid();
    }

    /** Fails with {@link LostUpdate} unless every run still has the version its decision saw. */
    Uni<Void> update(SqlConnection connection, Sandbox sandbox, List<Decision> changes, Instant now) {
        if (changes.isEmpty()) {
            return Uni.createFrom().voidItem();
        }
        List<Run> runs = changes.stream().map(Decision::after).toList();
        Columns rows = new Columns(runs);
        Tuple parameters = Tuple.of(sandbox.id())
                .addArrayOfUUID(runs.stream().map(Run::id).toArray(UUID[]::new))
                .addArrayOfLong(changes.stream()
                        .map(change -> change.before().version())
                        .toArray(Long[]::new))
                .addArrayOfString(rows.texts(RunRow::status))
                .addArrayOfString(rows.texts(RunRow::node))
                .addArrayOfOffsetDateTime(rows.instants(RunRow::until))
                .addArrayOfString(rows.interests())
                .addArrayOfLong(rows.knownRevisions())
                .addArrayOfString(rows.texts(RunRow::label))
                .addArrayOfOffsetDateTime(rows.instants(RunRow::endedAt))
                .addArrayOfString(visits(runs))
                .addOffsetDateTime(at(now))
                .addArrayOfLong(runs.stream().map(Run::version).toArray(Long[]::new))
                .addArrayOfOffsetDateTime(rows.instants(RunRow::since));
        return connection
                .preparedQuery(UPDATE)
                .execute(parameters)
                .invoke(updated -> {
                    if (updated.rowCount() != changes.size()) {
                        throw new LostUpdate(changes.size(), updated.rowCount());
                    }
                })
                .replaceWithVoid();
    }

    private static String[] visits(List<Run> runs) {
        return runs.stream().map(run -> RunRow.visits(run.visits()).encode()).toArray(String[]::new);
    }

    private static @Nullable OffsetDateTime at(@Nullable Instant instant) {
        return instant == null ? null : instant.atOffset(ZoneOffset.UTC);
    }

    /** The states of runs, column by column. */
    private static final class Columns {

        private final List<RunRow> rows;

        Columns(List<Run> runs) {
            this.rows = runs.stream().map(run -> RunRow.of(run.state())).toList();
        }

        String[] texts(Function<RunRow, @Nullable String> column) {
            return rows.stream().map(column).toArray(String[]::new);
        }

        OffsetDateTime[] instants(Function<RunRow, @Nullable Instant> column) {
            return rows.stream().map(row -> at(column.apply(row))).toArray(OffsetDateTime[]::new);
        }

        String[] interests() {
            return rows.stream()
                    .map(row -> new JsonArray(row.interests()).encode())
                    .toArray(String[]::new);
        }

        Long[] knownRevisions() {
            return rows.stream().map(RunRow::knownRevision).toArray(Long[]::new);
        }
    }
}
