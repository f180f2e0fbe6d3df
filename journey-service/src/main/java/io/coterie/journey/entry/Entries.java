package io.coterie.journey.entry;

import io.coterie.journey.wait.DueRuns;
import io.coterie.platform.messaging.WorkLoops;
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
 * Makes members' first runs due.
 *
 * <p>Publication reads the members and consumers read the open journeys; each could miss what the other is about to
 * commit. So both pass one gate per audience first: consumers share it, publication has it alone.
 */
@ApplicationScoped
public class Entries {

    private static final String CLOSE_GATE = "select pg_advisory_xact_lock($1, hashtext($2))";

    private static final String PASS_GATES = """
            select pg_advisory_xact_lock_shared($1, gate)
              from (select distinct hashtext(audience) as gate from unnest($2::text[]) as audience order by 1) as gates""";

    private static final String OPEN = """
            insert into entry_point (sandbox_id, audience_id, journey_id) values ($1, $2, $3) on conflict do nothing""";

    private static final String ADD_SUBJECTS = """
            insert into subject (sandbox_id, subject_key)
            select sandbox_id, member_key from audience_member
             where sandbox_id = $1 and audience_id = $2 and member
             order by member_key
            on conflict do nothing""";

    private static final String ADMIT_PRESENT = """
            insert into due (sandbox_id, run_id, kind, journey_id, subject_key, due_at, scheduled_at)
            select sandbox_id, run_id($3, member_key, 1), 'entry', $3, member_key, $4, $4
              from audience_member
             where sandbox_id = $1 and audience_id = $2 and member
             order by member_key
            on conflict do nothing""";

    private static final String ADD_NEW_SUBJECTS = """
            insert into subject (sandbox_id, subject_key)
            select distinct $1::int, joined.member_key
              from unnest($2::text[], $3::text[]) as joined (audience_id, member_key)
              join entry_point as point on point.sandbox_id = $1 and point.audience_id = joined.audience_id
             order by joined.member_key
            on conflict do nothing""";

    /** Whoever has been inside keeps their one entry: without re-entry an account enters once (§3.4). */
    private static final String ADMIT_JOINED = """
            insert into due (sandbox_id, run_id, kind, journey_id, subject_key, due_at, scheduled_at)
            select $1, run_id(point.journey_id, joined.member_key, 1), 'entry', point.journey_id, joined.member_key, $4, $4
              from unnest($2::text[], $3::text[]) as joined (audience_id, member_key)
              join entry_point as point on point.sandbox_id = $1 and point.audience_id = joined.audience_id
             order by joined.member_key
            on conflict do nothing""";

    private static final String CLOSE = "delete from entry_point where sandbox_id = $1 and journey_id = $2";

    private static final String SEND_AWAY =
            "delete from due where sandbox_id = $1 and journey_id = $2 and kind = 'entry'";

    private final WorkLoops loops;

    Entries(WorkLoops loops) {
        this.loops = loops;
    }

    /** Opens a journey for an audience: whoever belongs to it now is due, whoever joins later will be. */
    public Uni<Void> open(SqlConnection connection, Sandbox sandbox, UUID journeyId, String audienceId, Instant now) {
        return run(connection, CLOSE_GATE, Tuple.of(sandbox.id(), audienceId))
                .chain(() -> run(connection, OPEN, Tuple.of(sandbox.id(), audienceId, journeyId)))
                .chain(() -> run(connection, ADD_SUBJECTS, Tuple.of(sandbox.id(), audienceId)))
                .chain(() -> run(
                        connection,
                        ADMIT_PRESENT,
                        Tuple.of(sandbox.id(), audienceId, journeyId, now.atOffset(ZoneOffset.UTC))))
                .invoke(() -> loops.wakeAfter(connection, DueRuns.WORKER));
    }

    /** Nobody enters any more, not even who was about to (§2.4, §2.5). */
    public Uni<Void> close(SqlConnection connection, Sandbox sandbox, UUID journeyId) {
        return run(connection, CLOSE, Tuple.of(sandbox.id(), journeyId))
                .chain(() -> run(connection, SEND_AWAY, Tuple.of(sandbox.id(), journeyId)));
    }

    /** To be called before memberships are written. */
    Uni<Void> passGates(SqlConnection connection, Sandbox sandbox, Collection<Membership> memberships) {
        return run(connection, PASS_GATES, Tuple.of(sandbox.id()).addArrayOfString(audiences(memberships)));
    }

    /** Makes those due who joined the audience of an open journey. */
    Uni<Void> admit(SqlConnection connection, Sandbox sandbox, Collection<Membership> joined, Instant now) {
        if (joined.isEmpty()) {
            return Uni.createFrom().voidItem();
        }
        String[] members = joined.stream().map(Membership::memberKey).toArray(String[]::new);
        return run(
                        connection,
                        ADD_NEW_SUBJECTS,
                        Tuple.of(sandbox.id())
                                .addArrayOfString(audiences(joined))
                                .addArrayOfString(members))
                .chain(() -> run(
                        connection,
                        ADMIT_JOINED,
                        Tuple.of(sandbox.id())
                                .addArrayOfString(audiences(joined))
                                .addArrayOfString(members)
                                .addOffsetDateTime(now.atOffset(ZoneOffset.UTC))))
                .invoke(() -> loops.wakeAfter(connection, DueRuns.WORKER));
    }

    private static String[] audiences(Collection<Membership> memberships) {
        return memberships.stream().map(Membership::audienceId).toArray(String[]::new);
    }

    private static Uni<Void> run(SqlConnection connection, String sql, Tuple parameters) {
        return connection.preparedQuery(sql).execute(parameters).replaceWithVoid();
    }
}
