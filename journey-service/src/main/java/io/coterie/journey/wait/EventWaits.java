package io.coterie.journey.wait;

import io.coterie.platform.messaging.WorkLoops;
import io.coterie.platform.tenancy.Sandbox;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Matches what is heard with who waits for it. Waits are written, and matched, only by who holds the subject's lock, so
 * what happened is either in the facts of the decision that began to wait, or finds the wait. What a run has heard is
 * kept beside it until its decision, which compares the constraints.
 */
@ApplicationScoped
public class EventWaits {

    private static final String FORGET_WAITS = "delete from event_wait where sandbox_id = $1 and run_id = any($2)";

    private static final String FORGET_HEARD = "delete from heard where sandbox_id = $1 and run_id = any($2)";

    private static final String WRITE = """
            insert into event_wait (sandbox_id, account_key, event_type, about, run_id, journey_id, known_revision, since)
            select $1, * from unnest($2::text[], $3::text[], $4::text[], $5::uuid[], $6::uuid[], $7::bigint[],
                                     $8::timestamptz[])""";

    /** A person who takes part in nothing (D-11) is heard by nobody. */
    private static final String TELL = """
            with told as (
              select wait.run_id, wait.journey_id, event.*
                from unnest($2::uuid[], $3::text[], $4::text[], $5::text[], $6::bigint[], $7::text[], $8::timestamptz[],
                            $9::text[]) with ordinality
                  as event (event_id, account_key, event_type, about, revision, person_key, at, event, place)
                join event_wait as wait
                  on wait.sandbox_id = $1 and wait.account_key = event.account_key
                 and wait.event_type = event.event_type and wait.about = event.about and wait.account_key = any($3)
               where case when wait.since is null then event.revision > wait.known_revision
                          else event.at >= wait.since end
                 and (select person.document -> 'testProfile' = 'true'::jsonb from person
                       where person.sandbox_id = $1 and person.person_key = event.person_key) is not true),
            kept as (
              insert into heard (sandbox_id, run_id, event_id, event_type, about, revision, person_key, at, event)
              select $1, run_id, event_id, event_type, about, revision, person_key, at, event::jsonb
                from told order by place, run_id
              on conflict do nothing)
            insert into due (sandbox_id, run_id, kind, journey_id, subject_key, due_at, scheduled_at)
            select distinct $1::int, run_id, 'heard', journey_id, account_key, $10::timestamptz, $10::timestamptz
              from told
             order by run_id
            on conflict do nothing""";

    private static final String WAKE_FOR_GROUPS = """
            insert into due (sandbox_id, run_id, kind, journey_id, subject_key, due_at, scheduled_at, solution_interest)
            select distinct on (wait.run_id)
                   wait.sandbox_id, wait.run_id, 'group', wait.journey_id, wait.account_key, $4, $4, wait.about
              from unnest($2::text[], $3::text[]) as known (account_key, solution_interest)
              join event_wait as wait
                on wait.sandbox_id = $1 and wait.account_key = known.account_key
               and wait.event_type = 'group-known' and wait.about = known.solution_interest and wait.account_key = any($2)
             order by wait.run_id
            on conflict do nothing""";

    private static final String HEARD = """
            select run_id, event_type, about, revision, person_key, at, event::text as event from heard
             where sandbox_id = $1 and run_id = any($2)
             order by run_id, place""";

    private final WorkLoops loops;

    EventWaits(WorkLoops loops) {
        this.loops = loops;
    }

    /** Replaces the waits of these runs. */
    public Uni<Void> replace(
            SqlConnection connection, Sandbox sandbox, Collection<UUID> runs, Collection<EventWait> waits) {
        Uni<Void> forgotten = forget(connection, FORGET_WAITS, sandbox, runs);
        return waits.isEmpty() ? forgotten : forgotten.chain(() -> write(connection, sandbox, waits));
    }

    /** Tells whoever listens, and makes them due; to be called under the locks of the subjects. */
    public Uni<Void> tell(SqlConnection connection, Sandbox sandbox, Collection<Occurrence> occurrences, Instant now) {
        if (occurrences.isEmpty()) {
            return Uni.createFrom().voidItem();
        }
        Tuple parameters = Tuple.of(sandbox.id())
                .addArrayOfUUID(occurrences.stream().map(Occurrence::eventId).toArray(UUID[]::new))
                .addArrayOfString(
                        occurrences.stream().map(Occurrence::accountKey).toArray(String[]::new))
                .addArrayOfString(occurrences.stream().map(Occurrence::type).toArray(String[]::new))
                .addArrayOfString(occurrences.stream().map(Occurrence::about).toArray(String[]::new))
                .addArrayOfLong(occurrences.stream().map(Occurrence::revision).toArray(Long[]::new))
                .addArrayOfString(
                        occurrences.stream().map(Occurrence::personKey).toArray(String[]::new))
                .addArrayOfOffsetDateTime(
                        occurrences.stream().map(event -> at(event.at())).toArray(OffsetDateTime[]::new))
                .addArrayOfString(occurrences.stream().map(Occurrence::event).toArray(String[]::new))
                .addOffsetDateTime(at(now));
        return makeDue(connection, TELL, parameters);
    }

    /** Makes due whoever awaits one of these groups; to be called under the locks of their subjects. */
    public Uni<Void> wakeForGroups(
            SqlConnection connection, Sandbox sandbox, Collection<AppearedGroup> groups, Instant now) {
        if (groups.isEmpty()) {
            return Uni.createFrom().voidItem();
        }
        Tuple parameters = Tuple.of(sandbox.id())
                .addArrayOfString(groups.stream().map(AppearedGroup::accountKey).toArray(String[]::new))
                .addArrayOfString(
                        groups.stream().map(AppearedGroup::solutionInterest).toArray(String[]::new))
                .addOffsetDateTime(at(now));
        return makeDue(connection, WAKE_FOR_GROUPS, parameters);
    }

    /** What these runs have heard, in the order in which it was heard. */
    public Uni<List<HeardByRun>> heard(SqlConnection connection, Sandbox sandbox, Collection<UUID> runs) {
        return runs.isEmpty()
                ? Uni.createFrom().item(List.of())
                : connection
                        .preparedQuery(HEARD)
                        .execute(of(sandbox, runs))
                        .map(rows -> rows.stream().map(EventWaits::heard).toList());
    }

    /** Forgets what these runs have heard; to be called when it is decided about. */
    public Uni<Void> forgetHeard(SqlConnection connection, Sandbox sandbox, Collection<UUID> runs) {
        return runs.isEmpty() ? Uni.createFrom().voidItem() : forget(connection, FORGET_HEARD, sandbox, runs);
    }

    private Uni<Void> makeDue(SqlConnection connection, String sql, Tuple parameters) {
        return connection
                .preparedQuery(sql)
                .execute(parameters)
                // Even when nobody was waiting: the worker may have passed over runs whose locks this transaction
                // holds.
                .invoke(() -> loops.wakeAfter(connection, DueRuns.WORKER))
                .replaceWithVoid();
    }

    private static Uni<Void> forget(SqlConnection connection, String sql, Sandbox sandbox, Collection<UUID> runs) {
        return connection.preparedQuery(sql).execute(of(sandbox, runs)).replaceWithVoid();
    }

    private static Uni<Void> write(SqlConnection connection, Sandbox sandbox, Collection<EventWait> waits) {
        Tuple parameters = Tuple.of(sandbox.id())
                .addArrayOfString(waits.stream().map(EventWait::accountKey).toArray(String[]::new))
                .addArrayOfString(waits.stream().map(EventWait::type).toArray(String[]::new))
                .addArrayOfString(waits.stream().map(EventWait::about).toArray(String[]::new))
                .addArrayOfUUID(waits.stream().map(EventWait::runId).toArray(UUID[]::new))
                .addArrayOfUUID(waits.stream().map(EventWait::journeyId).toArray(UUID[]::new))
                .addArrayOfLong(waits.stream().map(EventWait::knownRevision).toArray(Long[]::new))
                .addArrayOfOffsetDateTime(
                        waits.stream().map(wait -> at(wait.since())).toArray(OffsetDateTime[]::new));
        return connection.preparedQuery(WRITE).execute(parameters).replaceWithVoid();
    }

    private static HeardByRun heard(Row row) {
        return new HeardByRun(
                row.getUUID("run_id"),
                row.getString("event_type"),
                row.getString("about"),
                row.getLong("revision"),
                row.getString("person_key"),
                row.getOffsetDateTime("at").toInstant(),
                row.getString("event"));
    }

    private static Tuple of(Sandbox sandbox, Collection<UUID> runs) {
        return Tuple.of(sandbox.id()).addArrayOfUUID(runs.toArray(UUID[]::new));
    }

    private static @Nullable OffsetDateTime at(@Nullable Instant instant) {
        return instant == null ? null : instant.atOffset(ZoneOffset.UTC);
    }
}
