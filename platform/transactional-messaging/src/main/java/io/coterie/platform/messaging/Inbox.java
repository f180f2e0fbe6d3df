package io.coterie.platform.messaging;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.time.ZoneOffset;
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

    private static final String FORGET = """
            delete from inbox
             where event_id in (select event_id from inbox where received_at < $1
                                 order by received_at limit $2 for update skip locked)""";

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

    /** Forgets up to so many of the ids that were handled before; answers how many there were. */
    Uni<Integer> forget(SqlConnection connection, Instant before, int limit) {
        return connection
                .preparedQuery(FORGET)
                .execute(Tuple.of(before.atOffset(ZoneOffset.UTC), limit))
                .map(RowSet::rowCount);
    }
}
