package io.coterie.journey.wait;

import io.coterie.platform.tenancy.Sandbox;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.SqlClient;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * Due work: timers, entries and whatever was heard, as rows. A claim locks <em>subjects</em>, the one lock of every decision
 * about an account, and only then reads what is due: so timers and consumers cannot deadlock, and several replicas
 * share the work.
 */
@ApplicationScoped
public class DueRuns {

    /** The loop that does the work. */
    public static final String WORKER = "runs";

    /** One index probe for each sandbox, however many timers are pending in it. */
    private static final String NEXT_SANDBOX = """
            select id, name, organisation from sandbox
             where exists (select 1 from due where due.sandbox_id = sandbox.id and due.due_at <= $2)
             order by id <= $1, id
             limit 1""";

    private static final String CLAIM = """
            select subject.subject_key
              from due join subject on subject.sandbox_id = due.sandbox_id and subject.subject_key = due.subject_key
             where due.sandbox_id = $1 and due.due_at <= $2
             order by due.due_at
             limit $3
               for update of subject skip locked""";

    private static final String DUE = """
            select run_id, kind, journey_id, subject_key, due_at, scheduled_at, solution_interest
              from due where sandbox_id = $1 and subject_key = any($2) and due_at <= $3
             order by due_at, run_id""";

    private static final String SETTLE = "delete from due where sandbox_id = $1 and run_id = any($2)";

    private static final String SET_TIMERS = """
            insert into due (sandbox_id, run_id, kind, journey_id, subject_key, due_at, scheduled_at)
            select $1, timer.run_id, 'timer', timer.journey_id, timer.account_key, timer.due_at, $6
              from unnest($2::uuid[], $3::uuid[], $4::text[], $5::timestamptz[])
                as timer (run_id, journey_id, account_key, due_at)""";

    private static final String POSTPONE = """
            update due set due_at = $3 where sandbox_id = $1 and run_id = any($2) and due_at < $3""";

    private static final String DEPTH = "select count(*) as depth from due where due_at <= $1";

    /** The first sandbox after the last one served that has something due: every sandbox gets its turn. */
    public Uni<Optional<Sandbox>> nextSandbox(SqlClient connection, int last, Instant now) {
        return connection
                .preparedQuery(NEXT_SANDBOX)
                .execute(Tuple.of(last, at(now)))
                .map(rows -> rows.stream()
                        .map(row ->
                                new Sandbox(row.getInteger("id"), row.getString("name"), row.getString("organisation")))
                        .findFirst());
    }

    /** Locks accounts with due runs that nobody else holds, the longest due first. */
    public Uni<List<String>> claim(SqlConnection connection, Sandbox sandbox, Instant now, int limit) {
        return connection
                .preparedQuery(CLAIM)
                .execute(Tuple.of(sandbox.id(), at(now), limit))
                .map(rows -> rows.stream()
                        .map(row -> row.getString("subject_key"))
                        .distinct()
                        .toList());
    }

    /** What is due of accounts that are locked. */
    public Uni<List<DueRun>> due(
            SqlConnection connection, Sandbox sandbox, Collection<String> accountKeys, Instant now) {
        return connection
                .preparedQuery(DUE)
                .execute(Tuple.of(sandbox.id())
                        .addArrayOfString(accountKeys.toArray(String[]::new))
                        .addOffsetDateTime(at(now)))
                .map(DueRuns::dueRuns);
    }

    /** Removes everything due of these runs and sets their timers anew. */
    public Uni<Void> settle(
            SqlConnection connection, Sandbox sandbox, Collection<UUID> runs, Collection<Timer> timers, Instant now) {
        Uni<Void> settled = connection
                .preparedQuery(SETTLE)
                .execute(Tuple.of(sandbox.id()).addArrayOfUUID(runs.toArray(UUID[]::new)))
                .replaceWithVoid();
        return timers.isEmpty() ? settled : settled.chain(() -> setTimers(connection, sandbox, timers, now));
    }

    /** Leaves these runs for later. */
    public Uni<Void> postpone(SqlConnection connection, Sandbox sandbox, Collection<UUID> runs, Instant until) {
        return runs.isEmpty()
                ? Uni.createFrom().voidItem()
                : connection
                        .preparedQuery(POSTPONE)
                        .execute(Tuple.of(sandbox.id())
                                .addArrayOfUUID(runs.toArray(UUID[]::new))
                                .addOffsetDateTime(at(until)))
                        .replaceWithVoid();
    }

    /** How many pieces of work are due, over all sandboxes. */
    Uni<Long> depth(SqlConnection connection, Instant now) {
        return connection
                .preparedQuery(DEPTH)
                .execute(Tuple.of(at(now)))
                .map(rows -> rows.iterator().next().getLong("depth"));
    }

    private static Uni<Void> setTimers(
            SqlConnection connection, Sandbox sandbox, Collection<Timer> timers, Instant now) {
        Tuple parameters = Tuple.of(sandbox.id())
                .addArrayOfUUID(timers.stream().map(Timer::runId).toArray(UUID[]::new))
                .addArrayOfUUID(timers.stream().map(Timer::journeyId).toArray(UUID[]::new))
                .addArrayOfString(timers.stream().map(Timer::accountKey).toArray(String[]::new))
                .addArrayOfOffsetDateTime(
                        timers.stream().map(timer -> at(timer.dueAt())).toArray(OffsetDateTime[]::new))
                .addOffsetDateTime(at(now));
        return connection.preparedQuery(SET_TIMERS).execute(parameters).replaceWithVoid();
    }

    private static List<DueRun> dueRuns(RowSet<Row> rows) {
        List<DueRun> due = new ArrayList<>(rows.size());
        rows.forEach(row -> due.add(new DueRun(
                row.getUUID("run_id"),
                row.getUUID("journey_id"),
                row.getString("subject_key"),
                DueKind.of(row.getString("kind")),
                row.getOffsetDateTime("due_at").toInstant(),
                row.getOffsetDateTime("scheduled_at").toInstant(),
                row.getString("solution_interest"))));
        return due;
    }

    private static OffsetDateTime at(Instant instant) {
        return instant.atOffset(ZoneOffset.UTC);
    }
}
