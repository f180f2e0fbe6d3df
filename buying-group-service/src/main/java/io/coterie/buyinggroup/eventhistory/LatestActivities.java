package io.coterie.buyinggroup.eventhistory;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What people did last (§13.2), bots excepted (D-77). As long as conditions can see an event it is found among the
 * others; when it goes, it stays here if it is one of the last. So nothing of this is done while events come in.
 */
@ApplicationScoped
public class LatestActivities {

    /** How many of each person are shown. */
    private static final int SHOWN = 2;

    /** As XDM calls the moments that somebody, or a journey, found worth noting. */
    private static final String INTERESTING_MOMENT = "leadOperation.interestingMoment";

    /** Of those who were erased meanwhile nothing stays. */
    private static final String MOVE = """
            with gone as (
                   delete from experience_event
                    where sandbox_id = $1
                      and ctid in (select ctid from experience_event where sandbox_id = $1 and at < $2 limit $3)
                   returning person_key, event_id, event_type, at, event),
                 ranked as (
                   select gone.*,
                          row_number() over (partition by gone.person_key
                                             order by gone.at desc, gone.event_id desc) as place,
                          row_number() over (partition by gone.person_key, gone.event_type
                                             order by gone.at desc, gone.event_id desc) as place_of_type
                     from gone
                     left join lateral (select merged_into from merged_person
                                         where sandbox_id = $1 and person_key = gone.person_key offset 0) as merged
                       on true
                     left join lateral (select deleted from person
                                         where sandbox_id = $1
                                           and person_key = case when merged.merged_into is null then gone.person_key
                                                                 else merged.merged_into end
                                        offset 0) as person
                       on true
                    where person.deleted is not true
                      and (gone.event @@ '$.botDetection.score >= 0.5') is not true),
                 kept as (
                   insert into latest_activity
                     (sandbox_id, person_key, event_id, event_type, at, moment_type, description)
                   select $1, person_key, event_id, event_type, at,
                          event #>> '{leadOperation,interestingMoment,type}',
                          event #>> '{leadOperation,interestingMoment,description}'
                     from ranked
                    where place <= $4 or (event_type = $5 and place_of_type = 1)
                    order by person_key, event_id
                   on conflict do nothing
                   returning person_key)
            select (select count(*) from gone)::int as gone, array(select distinct person_key from kept) as persons""";

    /** An earlier one that is not among the last any more. */
    private static final String THIN = """
            delete from latest_activity as kept
             using (select person_key, event_id, event_type,
                           row_number() over (partition by person_key order by at desc, event_id desc) as place,
                           row_number() over (partition by person_key, event_type
                                              order by at desc, event_id desc) as place_of_type
                      from latest_activity
                     where sandbox_id = $1 and person_key = any($2)) as ranked
             where kept.sandbox_id = $1 and kept.person_key = ranked.person_key and kept.event_id = ranked.event_id
               and kept.person_key = any($2) and ranked.place > $3
               and (ranked.event_type <> $4 or ranked.place_of_type > 1)""";

    /**
     * Under whatever key it was told. The last of each type are found in the index; somebody busy has thousands of
     * events.
     */
    private static final String READ = """
            select asked.person_key, latest.event_id, latest.event_type, latest.at, latest.moment_type,
                   latest.description
              from (select person_key, person_key as kept_under from unnest($2::text[]) as key (person_key)
                    union all
                    select merged_into, person_key from merged_person
                     where sandbox_id = $1 and merged_into = any($2)) as asked
             cross join lateral (
                   select event_id, event_type, at, moment_type, description from latest_activity
                    where sandbox_id = $1 and person_key = asked.kept_under
                   union all
                   select event_id, event_type, at, event #>> '{leadOperation,interestingMoment,type}',
                          event #>> '{leadOperation,interestingMoment,description}'
                     from (with recursive kind as (
                             (select event_type as type from experience_event
                               where sandbox_id = $1 and person_key = asked.kept_under order by event_type limit 1)
                             union all
                             select (select event_type from experience_event
                                      where sandbox_id = $1 and person_key = asked.kept_under and event_type > kind.type
                                      order by event_type limit 1)
                               from kind where kind.type is not null)
                           select seen.* from kind
                            cross join lateral (
                                  select * from experience_event
                                   where sandbox_id = $1 and person_key = asked.kept_under and event_type = kind.type
                                     and (event @@ '$.botDetection.score >= 0.5') is not true
                                   order by at desc, event_id desc limit $3) as seen) as last_of_kind) as latest
             order by latest.at desc, latest.event_id desc""";

    private static final String FORGET = """
            delete from latest_activity
             where sandbox_id = $1
               and person_key = any($2::text[]
                   || array(select person_key from merged_person where sandbox_id = $1 and merged_into = any($2)))""";

    private static final String DROP = "delete from latest_activity where sandbox_id = $1 and at < $2";

    /** Something a person did. */
    public record Activity(String type, Instant at) {}

    /** What somebody found worth noting; type and words as far as they were given. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record InterestingMoment(
            Instant at, @Nullable String type, @Nullable String description) {}

    /**
     * What a person did last.
     *
     * @param activities up to two of any type, the latest first
     */
    public record Latest(
            List<Activity> activities, @Nullable InterestingMoment moment) {

        public static final Latest NOTHING = new Latest(List.of(), null);
    }

    /** What each of these persons did last; nobody is there who did nothing. */
    public Uni<Map<String, Latest>> of(SqlConnection connection, int sandboxId, Collection<String> personKeys) {
        if (personKeys.isEmpty()) {
            return Uni.createFrom().item(Map.of());
        }
        return connection
                .preparedQuery(READ)
                .execute(Tuple.of(sandboxId)
                        .addArrayOfString(personKeys.toArray(String[]::new))
                        .addInteger(SHOWN))
                .map(LatestActivities::byPerson);
    }

    /**
     * Moves some of the events before an instant out of the history, and keeps each person's last; answers how many
     * went.
     */
    Uni<Integer> move(SqlConnection connection, int sandboxId, Instant before, int most) {
        return connection
                .preparedQuery(MOVE)
                .execute(Tuple.of(sandboxId, before.atOffset(ZoneOffset.UTC), most, SHOWN, INTERESTING_MOMENT))
                .map(rows -> rows.iterator().next())
                .call(row -> thin(connection, sandboxId, row.getArrayOfStrings("persons")))
                .map(row -> row.getInteger("gone"));
    }

    /** Forgets what these persons, and whoever was merged into them, did. */
    Uni<Void> forget(SqlConnection connection, int sandboxId, Collection<String> personKeys) {
        return connection
                .preparedQuery(FORGET)
                .execute(Tuple.of(sandboxId).addArrayOfString(personKeys.toArray(String[]::new)))
                .replaceWithVoid();
    }

    /** Drops what is older than anything that is shown of activities. */
    Uni<Void> dropBefore(SqlConnection connection, int sandboxId, Instant before) {
        return connection
                .preparedQuery(DROP)
                .execute(Tuple.of(sandboxId, before.atOffset(ZoneOffset.UTC)))
                .replaceWithVoid();
    }

    private static Uni<Void> thin(SqlConnection connection, int sandboxId, String[] personKeys) {
        return personKeys.length == 0
                ? Uni.createFrom().voidItem()
                : connection
                        .preparedQuery(THIN)
                        .execute(Tuple.of(sandboxId)
                                .addArrayOfString(personKeys)
                                .addInteger(SHOWN)
                                .addString(INTERESTING_MOMENT))
                        .replaceWithVoid();
    }

    private static Map<String, Latest> byPerson(RowSet<Row> rows) {
        Map<String, List<Row>> byPerson = new HashMap<>();
        Set<Told> seen = new HashSet<>();
        for (Row row : rows) {
            // Told under both keys of a merged person, it happened once.
            if (seen.add(new Told(row.getString("person_key"), row.getString("event_id")))) {
                byPerson.computeIfAbsent(row.getString("person_key"), key -> new ArrayList<>())
                        .add(row);
            }
        }
        Map<String, Latest> latest = new HashMap<>();
        byPerson.forEach((person, its) -> latest.put(person, latest(its)));
        return latest;
    }

    private static Latest latest(List<Row> rows) {
        return new Latest(
                rows.stream()
                        .limit(SHOWN)
                        .map(row -> new Activity(row.getString("event_type"), at(row)))
                        .toList(),
                rows.stream()
                        .filter(row -> row.getString("event_type").equals(INTERESTING_MOMENT))
                        .findFirst()
                        .map(row -> new InterestingMoment(
                                at(row), row.getString("moment_type"), row.getString("description")))
                        .orElse(null));
    }

    private static Instant at(Row row) {
        return row.getOffsetDateTime("at").toInstant();
    }

    private record Told(String personKey, String eventId) {}
}
