package io.coterie.platform.messaging;

import io.coterie.contracts.ContractJson;
import io.coterie.platform.tenancy.Sandbox;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.UUID;
import java.util.function.Function;
import org.hibernate.reactive.mutiny.Mutiny;
import org.jspecify.annotations.Nullable;

/**
 * Events leave in the transaction that causes them: they are appended here and sent by the {@link OutboxRelay} after
 * the commit. Append after the aggregate's row lock is held, so that the order of the outbox is the order of the
 * aggregate's changes.
 */
@ApplicationScoped
public class Outbox {

    static final String RELAY = "outbox-relay";

    private static final String APPEND = """
            insert into outbox (topic, record_key, type, subject, revision, payload, correlation_id, causation_id,
                                organisation, sandbox, sandbox_id)
            select topic, record_key, type, subject, revision, payload, correlation_id, causation_id, $9, $10, $11
              from unnest($1::text[], $2::text[], $3::text[], $4::text[], $5::bigint[], $6::text[], $7::uuid[], $8::uuid[])
                   with ordinality
                as event (topic, record_key, type, subject, revision, payload, correlation_id, causation_id, place)
             order by place""";

    /** By way of text: a parameter that is jsonb at once would arrive as one JSON string. */
    private static final String APPEND_IN_SESSION = """
            insert into outbox (topic, record_key, type, subject, revision, payload, correlation_id, causation_id,
                                organisation, sandbox, sandbox_id)
            select topic, "recordKey", type, subject, revision, payload, "correlationId", "causationId",
                   :organisation, :sandbox, :sandboxId
              from rows from (jsonb_to_recordset(cast(cast(:events as text) as jsonb))
                   as (topic text, "recordKey" text, type text, subject text, revision bigint, payload text,
                       "correlationId" uuid, "causationId" uuid)) with ordinality
             order by ordinality""";

    private final WorkLoops loops;

    Outbox(WorkLoops loops) {
        this.loops = loops;
    }

    /** Appends events of one sandbox with one statement, in the order given. */
    public Uni<Void> append(SqlConnection connection, Sandbox sandbox, List<OutgoingEvent> events) {
        if (events.isEmpty()) {
            return Uni.createFrom().voidItem();
        }
        Tuple parameters = Tuple.tuple()
                .addArrayOfString(texts(events, OutgoingEvent::topic))
                .addArrayOfString(texts(events, OutgoingEvent::recordKey))
                .addArrayOfString(texts(events, OutgoingEvent::type))
                .addArrayOfString(texts(events, OutgoingEvent::subject))
                .addArrayOfLong(events.stream().map(OutgoingEvent::revision).toArray(Long[]::new))
                .addArrayOfString(texts(events, OutgoingEvent::payload))
                .addArrayOfUUID(ids(events, OutgoingEvent::correlationId))
                .addArrayOfUUID(ids(events, OutgoingEvent::causationId))
                .addString(sandbox.organisation())
                .addString(sandbox.name())
                .addInteger(sandbox.id());
        return connection
                .preparedQuery(APPEND)
                .execute(parameters)
                .invoke(() -> loops.wakeAfter(connection, RELAY))
                .replaceWithVoid();
    }

    /** As the other form, for work in a Hibernate Reactive session. */
    public Uni<Void> append(Mutiny.Session session, Sandbox sandbox, List<OutgoingEvent> events) {
        if (events.isEmpty()) {
            return Uni.createFrom().voidItem();
        }
        return session.createNativeQuery(APPEND_IN_SESSION)
                .setParameter("events", ContractJson.write(events))
                .setParameter("organisation", sandbox.organisation())
                .setParameter("sandbox", sandbox.name())
                .setParameter("sandboxId", sandbox.id())
                .executeUpdate()
                .invoke(() -> loops.wakeAfter(session, RELAY))
                .replaceWithVoid();
    }

    private static String[] texts(List<OutgoingEvent> events, Function<OutgoingEvent, @Nullable String> part) {
        return events.stream().map(part).toArray(String[]::new);
    }

    private static UUID[] ids(List<OutgoingEvent> events, Function<OutgoingEvent, @Nullable UUID> part) {
        return events.stream().map(part).toArray(UUID[]::new);
    }
}
