package io.coterie.platform.messaging;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

/** Remembers the ids of events handled, so that a redelivered event is a no-op. */
@ApplicationScoped
public class Inbox {

    private static final String REMEMBER =
            "insert into inbox (event_id) select distinct unnest($1::uuid[]) on conflict do nothing returning event_id";

    /** Of these events those not handled before, each once, in order; from now on they are handled. */
    public Uni<List<ReceivedEvent>> firstSeen(SqlConnection connection, List<ReceivedEvent> events) {
        Map<UUID, ReceivedEvent> byId = new LinkedHashMap<>();
        events.forEach(event -> byId.putIfAbsent(event.id(), event));
        return connection
                .preparedQuery(REMEMBER)
                .execute(Tuple.tuple()
                        .addArrayOfUUID(byId.keySet().stream().sorted().toArray(UUID[]::new)))
                .map(rows -> {
                    Set<UUID> fresh = new HashSet<>();
                    rows.forEach(row -> fresh.add(row.getUUID("event_id")));
                    return byId.values().stream()
                            .filter(event -> fresh.contains(event.id()))
                            .toList();
                });
    }
}
