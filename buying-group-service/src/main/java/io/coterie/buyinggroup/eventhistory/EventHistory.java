package io.coterie.buyinggroup.eventhistory;

import io.coterie.contracts.ExperienceEvent;
import io.coterie.platform.messaging.ReceivedEvent;
import io.coterie.platform.tenancy.Sandbox;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;

/**
 * Keeps every event of the last {@link #WINDOW}, not only those of types that conditions read today: a template that
 * asks for another type tomorrow then knows the past. An event's id makes a repeated one a no-op.
 */
@ApplicationScoped
public class EventHistory {

    /** How far conditions may look back (segment event look-back, §19). */
    public static final Duration WINDOW = Duration.ofDays(30);

    private static final int CLEANED_AT_ONCE = 10_000;

    private static final String KEEP = """
            insert into experience_event (sandbox_id, person_key, event_id, event_type, at, event)
            select $1, e.person_key, e.event_id, e.event_type, e.at, e.event::jsonb
              from unnest($2::text[], $3::text[], $4::text[], $5::timestamptz[], $6::text[])
                as e (person_key, event_id, event_type, at, event)
             order by e.person_key, e.event_id
            on conflict do nothing
            returning person_key, event_id""";

    /**
     * The latest of each person and type, found in the index: one busy person must not make a batch slow, nor hide a
     * rare type behind a common one. Events stay under the key they came with, so a merge that is undone takes them
     * back.
     */
    private static final String READ = """
            select asked.person_key, latest.event_id, latest.event
              from (select person_key, person_key as kept_under from unnest($2::text[]) as key (person_key)
                    union all
                    select merged_into, person_key from merged_person
                     where sandbox_id = $1 and merged_into = any($2)) as asked
             cross join unnest($3::text[]) as read (event_type)
             cross join lateral (select event_id, event, at from experience_event
                                  where sandbox_id = $1 and person_key = asked.kept_under
                                    and event_type = read.event_type and at >= $4
                                  order by at desc limit $5) as latest
             order by asked.person_key, latest.at desc""";

    private static final String FORGET = """
            delete from experience_event
             where sandbox_id = $1
               and person_key = any($2::text[]
                   || array(select person_key from merged_person where sandbox_id = $1 and merged_into = any($2)))""";

    private final EventHistoryConfig config;
    private final LatestActivities latest;

    EventHistory(EventHistoryConfig config, LatestActivities latest) {
        this.config = config;
        this.latest = latest;
    }

    /** How many of a person's latest events of one type a condition sees. */
    public int mostPerPerson() {
        return config.mostPerPerson();
    }

    /** Keeps events that conditions can see; answers those that were not known before. */
    public Uni<List<ExperienceEvent>> keep(
            SqlConnection connection, Sandbox sandbox, List<ReceivedEvent> received, Instant now) {
        Map<EventKey, ExperienceEvent> events = new TreeMap<>();
        for (ReceivedEvent one : received) {
            ExperienceEvent event = one.payload(ExperienceEvent.class);
            if (event.timestamp().isAfter(now.minus(WINDOW))) {
                events.putIfAbsent(new EventKey(event.personKey(), event.id()), event);
            }
        }
        if (events.isEmpty()) {
            return Uni.createFrom().item(List.of());
        }
        return connection
                .preparedQuery(KEEP)
                .execute(parameters(sandbox, List.copyOf(events.values())))
                .map(rows -> rows.stream()
                        .map(row -> new EventKey(row.getString("person_key"), row.getString("event_id")))
                        .map(key -> Objects.requireNonNull(events.get(key)))
                        .toList());
    }

    private static Tuple parameters(Sandbox sandbox, List<ExperienceEvent> events) {
        return Tuple.of(sandbox.id())
                .addArrayOfString(
                        events.stream().map(ExperienceEvent::personKey).toArray(String[]::new))
                .addArrayOfString(events.stream().map(ExperienceEvent::id).toArray(String[]::new))
                .addArrayOfString(
                        events.stream().map(ExperienceEvent::eventType).toArray(String[]::new))
                .addArrayOfOffsetDateTime(events.stream()
                        .map(event -> event.timestamp().atOffset(ZoneOffset.UTC))
                        .toArray(OffsetDateTime[]::new))
                .addArrayOfString(
                        events.stream().map(event -> event.event().toString()).toArray(String[]::new));
    }

    /** What each of these persons, under whatever key, did of these types, the latest first; XDM documents. */
    public Uni<Map<String, List<Map<String, Object>>>> of(
            SqlConnection connection,
            int sandboxId,
            Collection<String> personKeys,
            Collection<String> eventTypes,
            Instant now) {
        if (personKeys.isEmpty() || eventTypes.isEmpty()) {
            return Uni.createFrom().item(Map.of());
        }
        return connection
                .preparedQuery(READ)
                .execute(Tuple.of(sandboxId)
                        .addArrayOfString(personKeys.toArray(String[]::new))
                        .addArrayOfString(eventTypes.toArray(String[]::new))
                        .addOffsetDateTime(now.minus(WINDOW).atOffset(ZoneOffset.UTC))
                        .addInteger(config.mostPerPerson()))
                .map(EventHistory::byPerson);
    }

    /** Forgets what these persons, and whoever was merged into them, did, because they are not there any more. */
    public Uni<Void> forget(SqlConnection connection, int sandboxId, Collection<String> personKeys) {
        if (personKeys.isEmpty()) {
            return Uni.createFrom().voidItem();
        }
        return connection
                .preparedQuery(FORGET)
                .execute(Tuple.of(sandboxId).addArrayOfString(personKeys.toArray(String[]::new)))
                // After the events, which may be on their way there.
                .chain(() -> latest.forget(connection, sandboxId, personKeys));
    }

    /** Deletes some of what no condition can see any more; answers whether there may be more. */
    Uni<Boolean> clean(SqlConnection connection, int sandboxId, Instant now) {
        return latest.move(connection, sandboxId, now.minus(WINDOW), CLEANED_AT_ONCE)
                .map(gone -> gone == CLEANED_AT_ONCE);
    }

    private static Map<String, List<Map<String, Object>>> byPerson(RowSet<Row> rows) {
        Map<String, List<Map<String, Object>>> events = new HashMap<>();
        Set<EventKey> seen = new HashSet<>();
        for (Row row : rows) {
            // Told under both keys of a merged person, it happened once.
            if (seen.add(new EventKey(row.getString("person_key"), row.getString("event_id")))) {
                events.computeIfAbsent(row.getString("person_key"), key -> new ArrayList<>())
                        .add(row.getJsonObject("event").getMap());
            }
        }
        return events;
    }

    private record EventKey(String personKey, String eventId) implements Comparable<EventKey> {

        @Override
        public int compareTo(EventKey other) {
            int byPerson = personKey.compareTo(other.personKey);
            return byPerson == 0 ? eventId.compareTo(other.eventId) : byPerson;
        }
    }
}
