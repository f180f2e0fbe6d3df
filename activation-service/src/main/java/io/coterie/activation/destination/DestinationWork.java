package io.coterie.activation.destination;

import io.coterie.activation.instance.InstanceConfig;
import io.coterie.activation.instance.ServiceInstance;
import io.coterie.platform.messaging.WorkLoops;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.Collection;
import java.util.Optional;
import java.util.UUID;

/** The SQL of {@code destination_work}: which process synchronises which destination. */
@ApplicationScoped
class DestinationWork {

    private static final String ADD = """
            insert into destination_work as w (sandbox_id, destination_id)
            select $1, destination_id from unnest($2::uuid[]) as destination_id order by destination_id
            on conflict (sandbox_id, destination_id) do update set due_at = least(w.due_at, now())""";

    private static final String UNBLOCK = """
            insert into destination_work as w (sandbox_id, destination_id)
            select $1, destination_id from unnest($2::uuid[]) as destination_id order by destination_id
            on conflict (sandbox_id, destination_id) do update set due_at = now(), blocked = false, attempts = 0""";

    // What this process holds it may take again: it works at one destination at a time, so nobody is at work there.
    private static final String CLAIM = """
            update destination_work as w set claimed_by = $1
              from (select sandbox_id, destination_id from destination_work as c
                     where due_at <= now() and not blocked
                       and (claimed_by is null or claimed_by = $1
                            or not exists (select 1 from service_instance as i
                                            where i.instance_id = c.claimed_by
                                              and i.seen_at > now() - $2::float8 * interval '1 second'))
                     order by due_at limit 1 for update skip locked) as due
             where w.sandbox_id = due.sandbox_id and w.destination_id = due.destination_id
            returning w.sandbox_id, w.destination_id, w.attempts""";

    // The row is locked first, so that a member made due by somebody else is either seen here or adds the row again.
    private static final String LOCK = """
            select 1 from destination_work
             where sandbox_id = $1 and destination_id = $2 and claimed_by = $3 for update""";

    private static final String RELEASE = """
            with next as (select min(due_at) as due_at from destination_member
                           where sandbox_id = $1 and destination_id = $2 and due_at is not null),
                 done as (delete from destination_work
                           where sandbox_id = $1 and destination_id = $2 and (select due_at from next) is null)
            update destination_work
               set claimed_by = null, attempts = 0, due_at = (select due_at from next)
             where sandbox_id = $1 and destination_id = $2 and (select due_at from next) is not null""";

    private static final String POSTPONE = """
            update destination_work
               set claimed_by = null, attempts = attempts + 1, due_at = now() + $4::float8 * interval '1 second'
             where sandbox_id = $1 and destination_id = $2 and claimed_by = $3""";

    private static final String BLOCK = """
            update destination_work set claimed_by = null, blocked = true
             where sandbox_id = $1 and destination_id = $2 and claimed_by = $3""";

    private static final String REMOVE =
            "delete from destination_work where sandbox_id = $1 and destination_id = $2 and claimed_by = $3";

    private static final String DEPTH = "select count(*) as depth from destination_work where not blocked";

    /** The loop that does the work. */
    static final String SYNCHRONISATION = "audience-synchronisation";

    private final WorkLoops loops;
    private final UUID instance;
    private final Duration deadAfter;

    DestinationWork(WorkLoops loops, ServiceInstance instance, InstanceConfig config) {
        this.loops = loops;
        this.instance = instance.id();
        this.deadAfter = config.deadAfter();
    }

    /** A destination that this process synchronises now. */
    record Claim(int sandboxId, UUID destinationId, int attempts) {}

    /** Makes destinations due; those that are blocked stay so. */
    Uni<Void> add(SqlConnection connection, int sandboxId, Collection<UUID> destinations) {
        if (destinations.isEmpty()) {
            return Uni.createFrom().voidItem();
        }
        return makeDue(connection, ADD, sandboxId, destinations);
    }

    /** Makes destinations due, blocked or not. */
    Uni<Void> unblock(SqlConnection connection, int sandboxId, Collection<UUID> destinations) {
        return makeDue(connection, UNBLOCK, sandboxId, destinations);
    }

    private Uni<Void> makeDue(SqlConnection connection, String sql, int sandboxId, Collection<UUID> destinations) {
        return connection
                .preparedQuery(sql)
                .execute(Tuple.of(sandboxId, destinations.toArray(UUID[]::new)))
                .invoke(() -> loops.wakeAfter(connection, SYNCHRONISATION))
                .replaceWithVoid();
    }

    Uni<Optional<Claim>> claim(SqlConnection connection) {
        return connection
                .preparedQuery(CLAIM)
                .execute(Tuple.of(instance, deadAfter.toMillis() / 1000.0))
                .map(rows -> rows.size() == 0
                        ? Optional.empty()
                        : Optional.of(rows.iterator().next())
                                .map(row -> new Claim(
                                        row.getInteger("sandbox_id"),
                                        row.getUUID("destination_id"),
                                        row.getInteger("attempts"))));
    }

    /** Lets go of a destination, due again when its next member is; the sandbox must have been entered. */
    Uni<Void> release(SqlConnection connection, Claim claim) {
        return connection
                .preparedQuery(LOCK)
                .execute(Tuple.of(claim.sandboxId(), claim.destinationId(), instance))
                .chain(mine -> mine.size() == 0
                        ? Uni.createFrom().voidItem()
                        : connection
                                .preparedQuery(RELEASE)
                                .execute(Tuple.of(claim.sandboxId(), claim.destinationId()))
                                .replaceWithVoid());
    }

    Uni<Void> postpone(SqlConnection connection, Claim claim, Duration delay) {
        return connection
                .preparedQuery(POSTPONE)
                .execute(Tuple.of(claim.sandboxId(), claim.destinationId(), instance, delay.toMillis() / 1000.0))
                .replaceWithVoid();
    }

    Uni<Void> block(SqlConnection connection, Claim claim) {
        return connection
                .preparedQuery(BLOCK)
                .execute(Tuple.of(claim.sandboxId(), claim.destinationId(), instance))
                .replaceWithVoid();
    }

    Uni<Void> remove(SqlConnection connection, Claim claim) {
        return connection
                .preparedQuery(REMOVE)
                .execute(Tuple.of(claim.sandboxId(), claim.destinationId(), instance))
                .replaceWithVoid();
    }

    Uni<Long> depth(SqlConnection connection) {
        return connection
                .query(DEPTH)
                .execute()
                .map(rows -> rows.iterator().next().getLong("depth"));
    }
}
