package io.coterie.journey.wait;

import io.coterie.platform.tenancy.Sandbox;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.UUID;

/**
 * Matches what is heard with who waits for it. Waits are written, and matched, only by who holds the subject's lock, so
 * a change is either in the facts of the decision that began to wait, or finds the wait.
 */
@ApplicationScoped
public class EventWaits {

    private static final String FORGET = "delete from event_wait where sandbox_id = $1 and run_id = any($2)";

    private static final String WRITE = """
            insert into event_wait (sandbox_id, account_key, event_type, solution_interest, run_id, journey_id, known_revision)
            select $1, * from unnest($2::text[], $3::text[], $4::text[], $5::uuid[], $6::uuid[], $7::bigint[])""";

    private static final String WAKE = """
            insert into due (sandbox_id, run_id, kind, journey_id, subject_key, due_at, scheduled_at, solution_interest, revision)
            select distinct on (wait.run_id, wait.event_type)
                   wait.sandbox_id, wait.run_id,
                   case wait.event_type when 'completeness-changed' then 'completeness' else 'group' end,
                   wait.journey_id, wait.account_key, $5, $5, wait.solution_interest, change.revision
              from unnest($2::text[], $3::text[], $4::bigint[]) as change (account_key, solution_interest, revision)
              join event_wait as wait
                on wait.sandbox_id = $1 and wait.account_key = change.account_key
               and wait.solution_interest = change.solution_interest
             where wait.event_type = 'group-known' or change.revision > wait.known_revision
             order by wait.run_id, wait.event_type, change.revision desc
            on conflict (sandbox_id, run_id, kind) do update
               set revision = greatest(due.revision, excluded.revision)""";

    /** Replaces the waits of these runs. */
    public Uni<Void> replace(
            SqlConnection connection, Sandbox sandbox, Collection<UUID> runs, Collection<EventWait> waits) {
        Uni<Void> forgotten = connection
                .preparedQuery(FORGET)
                .execute(Tuple.of(sandbox.id()).addArrayOfUUID(runs.toArray(UUID[]::new)))
                .replaceWithVoid();
        return waits.isEmpty() ? forgotten : forgotten.chain(() -> write(connection, sandbox, waits));
    }

    /** Makes due whoever waits for one of these changes; to be called under the locks of their subjects. */
    public Uni<Void> wake(SqlConnection connection, Sandbox sandbox, Collection<GroupChange> changes, Instant now) {
        if (changes.isEmpty()) {
            return Uni.createFrom().voidItem();
        }
        Tuple parameters = Tuple.of(sandbox.id())
                .addArrayOfString(changes.stream().map(GroupChange::accountKey).toArray(String[]::new))
                .addArrayOfString(
                        changes.stream().map(GroupChange::solutionInterest).toArray(String[]::new))
                .addArrayOfLong(
                        changes.stream().map(GroupChange::completenessRevision).toArray(Long[]::new))
                .addOffsetDateTime(now.atOffset(ZoneOffset.UTC));
        return connection.preparedQuery(WAKE).execute(parameters).replaceWithVoid();
    }

    private static Uni<Void> write(SqlConnection connection, Sandbox sandbox, Collection<EventWait> waits) {
        Tuple parameters = Tuple.of(sandbox.id())
                .addArrayOfString(waits.stream().map(EventWait::accountKey).toArray(String[]::new))
                .addArrayOfString(waits.stream().map(wait -> wait.type().text()).toArray(String[]::new))
                .addArrayOfString(
                        waits.stream().map(EventWait::solutionInterest).toArray(String[]::new))
                .addArrayOfUUID(waits.stream().map(EventWait::runId).toArray(UUID[]::new))
                .addArrayOfUUID(waits.stream().map(EventWait::journeyId).toArray(UUID[]::new))
                .addArrayOfLong(waits.stream().map(EventWait::knownRevision).toArray(Long[]::new));
        return connection.preparedQuery(WRITE).execute(parameters).replaceWithVoid();
    }
}
