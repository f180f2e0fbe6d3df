package io.coterie.activation.delivery;

import io.coterie.activation.instance.InstanceConfig;
import io.coterie.activation.instance.ServiceInstance;
import io.coterie.platform.messaging.WorkLoops;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** The SQL of {@code delivery_queue}: which process holds which message. */
@ApplicationScoped
class DeliveryQueue {

    // Sandboxes take turns: the next one after the last served, then from the beginning.
    private static final String NEXT_SANDBOX = """
            (select sandbox_id from delivery_queue
              where claimed_by is null and due_at <= now() and sandbox_id > $1 order by sandbox_id limit 1)
            union all
            (select sandbox_id from delivery_queue
              where claimed_by is null and due_at <= now() order by sandbox_id limit 1)
            limit 1""";

    private static final String CLAIM = """
            update delivery_queue as q set claimed_by = $3
             where q.sandbox_id = $1 and q.message_id = any(array(
                   select message_id from delivery_queue
                    where sandbox_id = $1 and claimed_by is null and due_at <= now()
                    order by due_at limit $2 for update skip locked))
            returning q.message_id""";

    private static final String MINE = """
            select sandbox_id, message_id from delivery_queue
             where claimed_by = $1 and not handing_over and sandbox_id =
                   (select sandbox_id from delivery_queue
                     where claimed_by = $1 and not handing_over order by sandbox_id limit 1)
             order by due_at limit $2 for update""";

    private static final String HAND_OVER =
            "update delivery_queue set handing_over = true where sandbox_id = $1 and message_id = any($2)";

    // What this process does not know to be on a connection was committed by a step that then failed: nothing was sent.
    private static final String TAKE_BACK = """
            update delivery_queue set handing_over = false
             where claimed_by = $1 and handing_over and not (message_id = any($2))
            returning sandbox_id, message_id""";

    private static final String POSTPONE = """
            update delivery_queue as q
               set claimed_by = null, handing_over = false, due_at = now() + p.seconds * interval '1 second'
              from unnest($2::uuid[], $3::float8[]) as p (message_id, seconds)
             where q.sandbox_id = $1 and q.message_id = p.message_id and q.message_id = any($2)""";

    private static final String REMOVE = "delete from delivery_queue where sandbox_id = $1 and message_id = any($2)";

    private static final String HELD_BY_THE_DEAD = """
            select sandbox_id, message_id, handing_over from delivery_queue as q
             where claimed_by is not null and claimed_by <> $1
               and not exists (select 1 from service_instance as i
                                where i.instance_id = q.claimed_by
                                  and i.seen_at > now() - $2::float8 * interval '1 second')
             order by sandbox_id, message_id limit 1000 for update skip locked""";

    private static final String RELEASE = """
            update delivery_queue set claimed_by = null, handing_over = false
             where sandbox_id = $1 and message_id = any($2)""";

    private static final String ADD = """
            insert into delivery_queue (sandbox_id, message_id)
            select $1, message_id from unnest($2::uuid[]) as message_id order by message_id
            on conflict do nothing""";

    private static final String DEPTH = "select count(*) as depth from delivery_queue";

    /** The loop that hands over. */
    static final String DELIVERY = "delivery";

    private final WorkLoops loops;
    private final UUID instance;
    private final Duration deadAfter;

    DeliveryQueue(WorkLoops loops, ServiceInstance instance, InstanceConfig config) {
        this.loops = loops;
        this.instance = instance.id();
        this.deadAfter = config.deadAfter();
    }

    /** A message of one sandbox. */
    record Place(int sandboxId, UUID messageId, boolean handingOver) {}

    Uni<Void> add(SqlConnection connection, int sandboxId, List<UUID> messages) {
        return execute(connection, ADD, Tuple.of(sandboxId, array(messages)))
                .invoke(() -> loops.wakeAfter(connection, DELIVERY));
    }

    /** The sandbox whose turn it is, when any message is due. */
    Uni<Optional<Integer>> nextSandbox(SqlConnection connection, int lastServed) {
        return connection
                .preparedQuery(NEXT_SANDBOX)
                .execute(Tuple.of(lastServed))
                .map(rows -> rows.size() == 0
                        ? Optional.empty()
                        : Optional.of(rows.iterator().next().getInteger("sandbox_id")));
    }

    Uni<List<UUID>> claim(SqlConnection connection, int sandboxId, int limit) {
        return connection
                .preparedQuery(CLAIM)
                .execute(Tuple.of(sandboxId, limit, instance))
                .map(rows -> places(rows).stream().map(Place::messageId).toList());
    }

    /** Messages of one sandbox that this process has claimed, the longest due first. */
    Uni<List<Place>> mine(SqlConnection connection, int limit) {
        return connection.preparedQuery(MINE).execute(Tuple.of(instance, limit)).map(DeliveryQueue::places);
    }

    Uni<Void> handOver(SqlConnection connection, int sandboxId, List<UUID> messages) {
        return execute(connection, HAND_OVER, Tuple.of(sandboxId, array(messages)));
    }

    Uni<List<Place>> takeBack(SqlConnection connection, List<UUID> onAConnection) {
        return connection
                .preparedQuery(TAKE_BACK)
                .execute(Tuple.of(instance, array(onAConnection)))
                .map(DeliveryQueue::places);
    }

    Uni<Void> postpone(SqlConnection connection, int sandboxId, List<UUID> messages, List<Duration> delays) {
        Double[] seconds =
                delays.stream().map(delay -> delay.toMillis() / 1000.0).toArray(Double[]::new);
        return execute(
                connection, POSTPONE, Tuple.of(sandboxId, array(messages)).addArrayOfDouble(seconds));
    }

    Uni<Void> remove(SqlConnection connection, int sandboxId, List<UUID> messages) {
        return execute(connection, REMOVE, Tuple.of(sandboxId, array(messages)));
    }

    /** What processes hold that have not shown a sign of life for long enough. */
    Uni<List<Place>> heldByTheDead(SqlConnection connection) {
        return connection
                .preparedQuery(HELD_BY_THE_DEAD)
                .execute(Tuple.of(instance, deadAfter.toMillis() / 1000.0))
                .map(DeliveryQueue::places);
    }

    Uni<Void> release(SqlConnection connection, int sandboxId, List<UUID> messages) {
        return execute(connection, RELEASE, Tuple.of(sandboxId, array(messages)));
    }

    Uni<Long> depth(SqlConnection connection) {
        return connection
                .query(DEPTH)
                .execute()
                .map(rows -> rows.iterator().next().getLong("depth"));
    }

    private static Uni<Void> execute(SqlConnection connection, String sql, Tuple parameters) {
        return connection.preparedQuery(sql).execute(parameters).replaceWithVoid();
    }

    private static UUID[] array(List<UUID> messages) {
        return messages.toArray(UUID[]::new);
    }

    private static List<Place> places(RowSet<Row> rows) {
        List<Place> places = new ArrayList<>(rows.size());
        rows.forEach(row -> places.add(new Place(
                row.getColumnIndex("sandbox_id") < 0 ? 0 : row.getInteger("sandbox_id"),
                row.getUUID("message_id"),
                row.getColumnIndex("handing_over") >= 0 && row.getBoolean("handing_over"))));
        return places;
    }
}
