package io.coterie.buyinggroup.engagement;

import io.coterie.buyinggroup.definition.Trace;
import io.coterie.platform.paging.Cursor;
import io.coterie.platform.problem.ProblemException;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The SQL of runs and of the work they are. Every connection has entered its sandbox, but for {@link #claim}. */
@ApplicationScoped
class EngagementRunStatements {

    private static final String BEGIN = """
            with begun as (
                   insert into engagement_run (sandbox_id, trigger, night, state, window_from, window_to, requested_at,
                                               requested_by)
                   values ($1, $2, $3, 'QUEUED', $4, $5, $6, $7)
                   on conflict (sandbox_id, night) do nothing
                   returning id),
                 due as (
                   insert into engagement_run_work (sandbox_id, run_id, due_at)
                   select $1, id, $6 from begun)
            select id from begun""";

    private static final String COLUMNS = """
            select id, trigger, night, state, window_from, window_to, model_id, requested_at, requested_by, started_at,
                   computed_at, finished_at, heaviest_weight, person_maximum, group_maximum, persons,
                   persons_changed, groups, groups_changed, groups_published,
                   ahead_of_builds, attempts, failure
              from engagement_run
            """;

    /** Runs of one sandbox follow each other; those of different sandboxes do not wait. */
    private static final String CLAIM = """
            select work.position, work.sandbox_id, work.run_id
              from engagement_run_work as work
             where work.due_at <= $1
               and not exists (select 1 from engagement_run_work as earlier
                                where earlier.sandbox_id = work.sandbox_id and earlier.position < work.position)
             order by work.due_at, work.position limit 1
               for update skip locked""";

    private static final String COMPUTED = """
            update engagement_run
               set state = 'PUBLISHING', model_id = $3, started_at = $4, computed_at = $5, heaviest_weight = $6,
                   person_maximum = $7, group_maximum = $8, persons = $9, persons_changed = $10, groups = $11,
                   groups_changed = $12, ahead_of_builds = $13, attempts = 0, failure = null
             where sandbox_id = $1 and id = $2""";

    private static final String FAILED_ATTEMPT = """
            update engagement_run set attempts = attempts + 1, failure = $3
             where sandbox_id = $1 and id = $2
            returning attempts""";

    private static final String GIVE_UP = """
            update engagement_run set state = 'FAILED', finished_at = $3 where sandbox_id = $1 and id = $2""";

    /** A run that is due. */
    record Claimed(long position, int sandboxId, UUID runId) {}

    /** What a computation found. */
    record Outcome(
            UUID modelId,
            Instant startedAt,
            Instant computedAt,
            @Nullable Integer heaviest,
            double personMaximum,
            double groupMaximum,
            int persons,
            int personsChanged,
            int groups,
            int groupsChanged) {}

    /** Nothing when the night has its run already. */
    Uni<Optional<UUID>> begin(
            SqlConnection connection,
            int sandboxId,
            String trigger,
            @Nullable LocalDate night,
            LocalDate windowTo,
            Instant now,
            String by) {
        return connection
                .preparedQuery(BEGIN)
                .execute(Tuple.of(sandboxId, trigger)
                        .addLocalDate(night)
                        .addLocalDate(EngagementRun.windowFrom(windowTo))
                        .addLocalDate(windowTo)
                        .addOffsetDateTime(Trace.column(now))
                        .addString(by))
                .map(rows -> rows.stream().map(row -> row.getUUID("id")).findFirst());
    }

    Uni<EngagementRun> require(SqlConnection connection, int sandboxId, UUID id) {
        return connection
                .preparedQuery(COLUMNS + " where sandbox_id = $1 and id = $2")
                .execute(Tuple.of(sandboxId, id))
                .map(rows -> rows.stream()
                        .map(EngagementRunStatements::run)
                        .findFirst()
                        .orElseThrow(() -> ProblemException.notFound("an engagement run", id)));
    }

    /** A run that somebody asked for and that is not finished. */
    Uni<Optional<EngagementRun>> unfinished(SqlConnection connection, int sandboxId, String trigger) {
        return connection
                .preparedQuery(
                        COLUMNS + " where sandbox_id = $1 and trigger = $2 and finished_at is null order by id limit 1")
                .execute(Tuple.of(sandboxId, trigger))
                .map(rows -> rows.stream().map(EngagementRunStatements::run).findFirst());
    }

    /** The last requested first. */
    Uni<List<EngagementRun>> list(SqlConnection connection, int sandboxId, @Nullable UUID before, int limit) {
        return connection
                .preparedQuery(COLUMNS + " where sandbox_id = $1 and id < $2 order by id desc limit $3")
                .execute(Tuple.of(sandboxId, before == null ? Cursor.LAST_ID : before, limit))
                .map(rows -> rows.stream().map(EngagementRunStatements::run).toList());
    }

    Uni<Boolean> isUsed(SqlConnection connection, int sandboxId, String modelId) {
        return connection
                .preparedQuery("""
                        select exists (select 1 from engagement_run
                                        where sandbox_id = $1 and model_id::text = $2) as used""")
                .execute(Tuple.of(sandboxId, modelId))
                .map(rows -> rows.iterator().next().getBoolean("used"));
    }

    /** The next run that is due, its row locked until the transaction ends. */
    Uni<Optional<Claimed>> claim(SqlConnection connection, Instant now) {
        return connection
                .preparedQuery(CLAIM)
                .execute(Tuple.of(Trace.column(now)))
                .map(rows -> rows.stream()
                        .map(row -> new Claimed(
                                row.getLong("position"), row.getInteger("sandbox_id"), row.getUUID("run_id")))
                        .findFirst());
    }

    Uni<Void> postpone(SqlConnection connection, Claimed claimed, Instant dueAt) {
        return connection
                .preparedQuery("update engagement_run_work set due_at = $2 where position = $1")
                .execute(Tuple.of(claimed.position(), Trace.column(dueAt)))
                .replaceWithVoid();
    }

    /** @param aheadOfBuilds whether groups of the night were still to be built */
    Uni<Void> computed(SqlConnection connection, Claimed claimed, Outcome outcome, boolean aheadOfBuilds) {
        return connection
                .preparedQuery(COMPUTED)
                .execute(Tuple.of(claimed.sandboxId(), claimed.runId(), outcome.modelId())
                        .addOffsetDateTime(Trace.column(outcome.startedAt()))
                        .addOffsetDateTime(Trace.column(outcome.computedAt()))
                        .addInteger(outcome.heaviest())
                        .addDouble(outcome.personMaximum())
                        .addDouble(outcome.groupMaximum())
                        .addInteger(outcome.persons())
                        .addInteger(outcome.personsChanged())
                        .addInteger(outcome.groups())
                        .addInteger(outcome.groupsChanged())
                        .addBoolean(aheadOfBuilds))
                .replaceWithVoid();
    }

    Uni<Void> published(SqlConnection connection, Claimed claimed, int groups) {
        return connection
                .preparedQuery("""
                        update engagement_run
                           set groups_published = groups_published + $3, attempts = 0, failure = null
                         where sandbox_id = $1 and id = $2""")
                .execute(Tuple.of(claimed.sandboxId(), claimed.runId(), groups))
                .replaceWithVoid();
    }

    Uni<Void> finish(SqlConnection connection, Claimed claimed, Instant now) {
        return connection
                .preparedQuery("""
                        update engagement_run set state = 'COMPLETE', finished_at = $3, attempts = 0, failure = null
                         where sandbox_id = $1 and id = $2""")
                .execute(Tuple.of(claimed.sandboxId(), claimed.runId(), Trace.column(now)))
                .chain(() -> forget(connection, claimed));
    }

    /** Notes a failed attempt; answers how many there have been at this step. A run that is not there has had its last. */
    Uni<Integer> failedAttempt(SqlConnection connection, Claimed claimed, String failure) {
        return connection
                .preparedQuery(FAILED_ATTEMPT)
                .execute(Tuple.of(claimed.sandboxId(), claimed.runId(), failure))
                .map(rows -> rows.stream()
                        .map(row -> row.getInteger("attempts"))
                        .findFirst()
                        .orElse(Integer.MAX_VALUE));
    }

    /** The run is over without a result. */
    Uni<Void> giveUp(SqlConnection connection, Claimed claimed, Instant now) {
        return connection
                .preparedQuery(GIVE_UP)
                .execute(Tuple.of(claimed.sandboxId(), claimed.runId(), Trace.column(now)))
                .chain(() -> forget(connection, claimed));
    }

    private static Uni<Void> forget(SqlConnection connection, Claimed claimed) {
        return connection
                .preparedQuery("delete from engagement_run_work where position = $1")
                .execute(Tuple.of(claimed.position()))
                .replaceWithVoid();
    }

    private static EngagementRun run(Row row) {
        Instant started = Trace.instantOrNull(row, "started_at");
        Instant computed = Trace.instantOrNull(row, "computed_at");
        Instant finished = Trace.instantOrNull(row, "finished_at");
        return new EngagementRun(
                row.getUUID("id"),
                row.getString("trigger"),
                row.getLocalDate("night"),
                EngagementRun.State.valueOf(row.getString("state")),
                row.getLocalDate("window_from"),
                row.getLocalDate("window_to"),
                row.getUUID("model_id"),
                Trace.instant(row, "requested_at"),
                row.getString("requested_by"),
                started,
                computed,
                finished,
                between(started, computed),
                between(computed, finished),
                row.getInteger("heaviest_weight"),
                row.getDouble("person_maximum"),
                row.getDouble("group_maximum"),
                row.getInteger("persons"),
                row.getInteger("persons_changed"),
                row.getInteger("groups"),
                row.getInteger("groups_changed"),
                row.getInteger("groups_published"),
                row.getBoolean("ahead_of_builds"),
                row.getInteger("attempts"),
                row.getString("failure"));
    }

    private static @Nullable Duration between(@Nullable Instant from, @Nullable Instant to) {
        return from == null || to == null ? null : Duration.between(from, to);
    }
}
