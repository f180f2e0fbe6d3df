package io.coterie.profile.experience;

import io.coterie.platform.tenancy.Sandbox;
import io.coterie.profile.experience.Numbering.NumberedEvent;
import io.coterie.profile.xdm.XdmDocument;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/** Experience events in the database. */
@ApplicationScoped
class ExperienceEventRepository {

    private static final String KNOWN =
            "select event_id from experience_event where sandbox_id = $1 and event_id = any($2)";

    private static final String RESERVE = """
            insert into person_activity as known (sandbox_id, person_key, recorded)
            select $1, now.person_key, now.events
              from unnest($2::text[], $3::bigint[]) as now (person_key, events)
             order by now.person_key collate "C"
            on conflict (sandbox_id, person_key) do update set recorded = known.recorded + excluded.recorded
            returning person_key, recorded""";

    private static final String ADD = """
            insert into experience_event (sandbox_id, event_id, person_key, event_type, happened_at, event, revision)
            select $1, now.event_id, now.person_key, now.event_type, now.happened_at, now.event::jsonb, now.revision
              from unnest($2::text[], $3::text[], $4::text[], $5::timestamptz[], $6::text[], $7::bigint[])
                as now (event_id, person_key, event_type, happened_at, event, revision)
             order by now.event_id
            on conflict do nothing
            returning event_id""";

    private static final String FIND = """
            select event_id, person_key, event_type, happened_at, revision, event::text as event
              from experience_event where sandbox_id = $1 and event_id = $2""";

    private static final String NEWEST = """
            select event_id, person_key, event_type, happened_at, revision, event::text as event
              from experience_event
             where sandbox_id = $1 and person_key = $2 and (happened_at, event_id) < ($3, $4)
             order by happened_at desc, event_id desc limit $5""";

    private static final String HISTORY = """
            select person.key as person_key, past.event_id, past.event_type, past.happened_at, past.event
              from unnest($2::text[]) as person (key)
             cross join unnest($4::text[]) as type (name)
             cross join lateral (
                   select event_id, event_type, happened_at, case when $5 then event::text end as event
                     from experience_event
                    where sandbox_id = $1 and person_key = person.key and event_type = type.name and happened_at >= $3
                    order by happened_at desc limit $6) as past""";

    private static final String COUNT =
            "select count(*) as events from experience_event where sandbox_id = $1 and person_key = $2";

    private static final String GIVE = """
            update experience_event as event
               set person_key = $3, revision = $4 + numbered.place
              from (select event_id, row_number() over (order by revision) as place
                      from experience_event where sandbox_id = $1 and person_key = $2) as numbered
             where event.sandbox_id = $1 and event.event_id = numbered.event_id and event.person_key = $2""";

    private static final String FORGET = "delete from experience_event where sandbox_id = $1 and person_key = $2";

    private static final String DELETE_BEFORE = """
            delete from experience_event
             where sandbox_id = $1
               and event_id in (select event_id from experience_event
                                 where sandbox_id = $1 and happened_at < $2 limit $3)""";

    /** Those of the ids that are recorded already. */
    Uni<Set<String>> known(SqlConnection connection, Sandbox sandbox, Collection<String> ids) {
        return connection
                .preparedQuery(KNOWN)
                .execute(Tuple.of(sandbox.id()).addArrayOfString(ids.toArray(String[]::new)))
                .map(ExperienceEventRepository::ids);
    }

    /**
     * Takes numbers for events of persons; nobody else takes one of theirs until the transaction ends.
     *
     * @return the last number taken for each person
     */
    Uni<Map<String, Long>> reserve(SqlConnection connection, Sandbox sandbox, Map<String, Long> countByPerson) {
        return connection
                .preparedQuery(RESERVE)
                .execute(Tuple.of(sandbox.id())
                        .addArrayOfString(countByPerson.keySet().toArray(String[]::new))
                        .addArrayOfLong(countByPerson.values().toArray(Long[]::new)))
                .map(rows -> {
                    Map<String, Long> last = HashMap.newHashMap(rows.size());
                    rows.forEach(row -> last.put(row.getString("person_key"), row.getLong("recorded")));
                    return last;
                });
    }

    /** Adds events that are not known yet; answers their ids. */
    Uni<Set<String>> add(SqlConnection connection, Sandbox sandbox, List<NumberedEvent> events) {
        return connection
                .preparedQuery(ADD)
                .execute(Tuple.of(sandbox.id())
                        .addArrayOfString(texts(events, RecordedEvent::id))
                        .addArrayOfString(texts(events, RecordedEvent::personKey))
                        .addArrayOfString(texts(events, RecordedEvent::eventType))
                        .addArrayOfOffsetDateTime(events.stream()
                                .map(numbered -> numbered.event().timestamp().atOffset(ZoneOffset.UTC))
                                .toArray(OffsetDateTime[]::new))
                        .addArrayOfString(texts(events, RecordedEvent::json))
                        .addArrayOfLong(
                                events.stream().map(NumberedEvent::revision).toArray(Long[]::new)))
                .map(ExperienceEventRepository::ids);
    }

    Uni<Optional<ExperienceEventView>> find(SqlConnection connection, Sandbox sandbox, String id) {
        return connection
                .preparedQuery(FIND)
                .execute(Tuple.of(sandbox.id(), id))
                .map(rows -> rows.stream().map(ExperienceEventRepository::view).findFirst());
    }

    /** Events of a person that are older than the place, the newest first. */
    Uni<List<ExperienceEventView>> newest(
            SqlConnection connection, Sandbox sandbox, String personKey, TimelinePlace before, int limit) {
        return connection
                .preparedQuery(NEWEST)
                .execute(Tuple.of(sandbox.id(), personKey)
                        .addOffsetDateTime(before.at().atOffset(ZoneOffset.UTC))
                        .addString(before.id())
                        .addInteger(limit))
                .map(rows -> rows.stream().map(ExperienceEventRepository::view).toList());
    }

    /** The newest events of persons, of each of some types so many, since an instant, by person. */
    Uni<Map<String, List<PastEvent>>> history(
            SqlConnection connection,
            Sandbox sandbox,
            Collection<String> personKeys,
            Collection<String> types,
            Instant since,
            int mostOfType,
            boolean withDocuments) {
        return connection
                .preparedQuery(HISTORY)
                .execute(Tuple.of(sandbox.id())
                        .addArrayOfString(personKeys.toArray(String[]::new))
                        .addOffsetDateTime(since.atOffset(ZoneOffset.UTC))
                        .addArrayOfString(types.toArray(String[]::new))
                        .addBoolean(withDocuments)
                        .addInteger(mostOfType))
                .map(rows -> {
                    Map<String, List<PastEvent>> history = new HashMap<>();
                    rows.forEach(row -> history.computeIfAbsent(row.getString("person_key"), _ -> new ArrayList<>())
                            .add(new PastEvent(
                                    row.getString("event_id"),
                                    row.getString("event_type"),
                                    row.getOffsetDateTime("happened_at").toInstant(),
                                    row.getString("event"))));
                    return history;
                });
    }

    Uni<Long> count(SqlConnection connection, Sandbox sandbox, String personKey) {
        return connection
                .preparedQuery(COUNT)
                .execute(Tuple.of(sandbox.id(), personKey))
                .map(rows -> rows.iterator().next().getLong("events"));
    }

    /** Gives all events of a person to another one, numbered above a number of the other one. */
    Uni<Void> give(SqlConnection connection, Sandbox sandbox, String from, String to, long above) {
        return connection
                .preparedQuery(GIVE)
                .execute(Tuple.of(sandbox.id(), from, to, above))
                .replaceWithVoid();
    }

    Uni<Integer> forget(SqlConnection connection, Sandbox sandbox, String personKey) {
        return connection
                .preparedQuery(FORGET)
                .execute(Tuple.of(sandbox.id(), personKey))
                .map(RowSet::rowCount);
    }

    /** Deletes up to so many events that happened before; answers how many there were. */
    Uni<Integer> deleteBefore(SqlConnection connection, Sandbox sandbox, Instant before, int limit) {
        return connection
                .preparedQuery(DELETE_BEFORE)
                .execute(Tuple.of(sandbox.id(), before.atOffset(ZoneOffset.UTC), limit))
                .map(RowSet::rowCount);
    }

    private static String[] texts(List<NumberedEvent> events, Function<RecordedEvent, String> part) {
        return events.stream().map(NumberedEvent::event).map(part).toArray(String[]::new);
    }

    private static Set<String> ids(RowSet<Row> rows) {
        Set<String> ids = HashSet.newHashSet(rows.size());
        rows.forEach(row -> ids.add(row.getString("event_id")));
        return ids;
    }

    private static ExperienceEventView view(Row row) {
        return new ExperienceEventView(
                row.getString("event_id"),
                row.getString("person_key"),
                row.getString("event_type"),
                row.getOffsetDateTime("happened_at").toInstant(),
                row.getLong("revision"),
                XdmDocument.written(row.getString("event")));
    }
}
