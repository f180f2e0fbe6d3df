package io.coterie.journey.history;

import io.coterie.contracts.ExperienceEvent;
import io.coterie.platform.conditions.XdmDocument;
import io.coterie.platform.tenancy.Sandbox;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The events that conditions count, as rows; the same event is kept once, however often it comes. */
@ApplicationScoped
public class KeptEvents {

    private static final String KEEP = """
            insert into kept_event (sandbox_id, person_key, event_type, event_id, at, event)
            select $1, event.person_key, event.event_type, event.event_id, event.at, event.event::jsonb
              from unnest($2::text[], $3::text[], $4::text[], $5::timestamptz[], $6::text[])
                as event (person_key, event_type, event_id, at, event)
             order by event.person_key, event.event_type, event.event_id
            on conflict do nothing""";

    private static final String OF_ACCOUNTS = """
            select distinct event.person_key, event.event_type, event.event_id, event.at, event.event::text as event
              from person_account as relation
              join kept_event as event
                on event.sandbox_id = relation.sandbox_id and event.person_key = relation.person_key
             where relation.sandbox_id = $1 and relation.account_key = any($2) and event.event_type = any($3)
             order by event.person_key, event.at, event.event_id""";

    Uni<Void> keep(SqlConnection connection, Sandbox sandbox, Collection<ExperienceEvent> events) {
        if (events.isEmpty()) {
            return Uni.createFrom().voidItem();
        }
        Tuple parameters = Tuple.of(sandbox.id())
                .addArrayOfString(
                        events.stream().map(ExperienceEvent::personKey).toArray(String[]::new))
                .addArrayOfString(
                        events.stream().map(ExperienceEvent::eventType).toArray(String[]::new))
                .addArrayOfString(events.stream().map(ExperienceEvent::id).toArray(String[]::new))
                .addArrayOfOffsetDateTime(events.stream()
                        .map(event -> event.timestamp().atOffset(ZoneOffset.UTC))
                        .toArray(OffsetDateTime[]::new))
                .addArrayOfString(
                        events.stream().map(event -> event.event().toString()).toArray(String[]::new));
        return connection.preparedQuery(KEEP).execute(parameters).replaceWithVoid();
    }

    /** What the people of these accounts did, by person, oldest first. */
    public Uni<Map<String, List<Map<String, Object>>>> ofAccounts(
            SqlConnection connection, Sandbox sandbox, Collection<String> accounts, Set<String> types) {
        Tuple parameters = Tuple.of(sandbox.id())
                .addArrayOfString(accounts.toArray(String[]::new))
                .addArrayOfString(types.toArray(String[]::new));
        return connection.preparedQuery(OF_ACCOUNTS).execute(parameters).map(rows -> {
            Map<String, List<Map<String, Object>>> byPerson = new HashMap<>();
            rows.forEach(row -> byPerson.computeIfAbsent(row.getString("person_key"), person -> new ArrayList<>())
                    .add(XdmDocument.parse(row.getString("event"))));
            return byPerson;
        });
    }
}
