package io.coterie.platform.messaging;

import io.coterie.platform.tenancy.Sandbox;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.eclipse.microprofile.reactive.messaging.Incoming;

/** A consumer as services write it, with notes whose revision 13 fails for good until it is allowed. */
@ApplicationScoped
public class NoteConsumer {

    static final long UNLUCKY = 13;

    private static final String KEEP = """
            insert into note (sandbox_id, note_key, revision)
            select $1, key, max(revision) from unnest($2::text[], $3::bigint[]) as note (key, revision)
             group by key order by key
            on conflict (sandbox_id, note_key) do update set revision = excluded.revision
             where note.revision < excluded.revision""";

    private final Set<String> allowed = ConcurrentHashMap.newKeySet();
    private final EventConsumption.Channel notes;
    private final Inbox inbox;
    private final SubjectLocks locks;

    NoteConsumer(EventConsumption consumption, Inbox inbox, SubjectLocks locks) {
        this.notes = consumption.channel("notes", this::apply);
        this.inbox = inbox;
        this.locks = locks;
    }

    void allow(String key) {
        var _ = allowed.add(key);
    }

    @Incoming("notes")
    Uni<Void> notes(ConsumerRecords<String, byte[]> batch) {
        return notes.consume(batch);
    }

    private Uni<Void> apply(SqlConnection connection, Sandbox sandbox, List<ReceivedEvent> events) {
        return inbox.firstSeen(connection, events)
                .call(fresh -> locks.lock(
                        connection,
                        sandbox,
                        fresh.stream().map(ReceivedEvent::recordKey).toList()))
                .chain(fresh -> keep(connection, sandbox, fresh));
    }

    private Uni<Void> keep(SqlConnection connection, Sandbox sandbox, List<ReceivedEvent> fresh) {
        for (ReceivedEvent event : fresh) {
            if (event.revision() == UNLUCKY && !allowed.contains(event.recordKey())) {
                throw new IllegalArgumentException("Revision 13 is refused");
            }
        }
        return connection
                .preparedQuery(KEEP)
                .execute(Tuple.of(sandbox.id())
                        .addArrayOfString(
                                fresh.stream().map(ReceivedEvent::recordKey).toArray(String[]::new))
                        .addArrayOfLong(
                                fresh.stream().map(ReceivedEvent::revision).toArray(Long[]::new)))
                .replaceWithVoid();
    }
}
