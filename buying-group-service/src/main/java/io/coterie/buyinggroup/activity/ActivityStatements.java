package io.coterie.buyinggroup.activity;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.LocalDate;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** The SQL of daily counts. Every connection has entered its sandbox. */
@ApplicationScoped
class ActivityStatements {

    /**
     * A merged person's activities are the winner's. Somebody who may still arrive is counted; somebody who is known to be
     * gone is not. Not a coalesce in the lookup: PostgreSQL does not use an index for one under row level security.
     */
    private static final String ADD = """
            insert into daily_activity (sandbox_id, person_key, activity_type, day, count)
            select $1, coalesce(merged.merged_into, counted.person_key), counted.activity, counted.day,
                   sum(counted.count)::int
              from unnest($2::text[], $3::text[], $4::date[], $5::int[]) as counted (person_key, activity, day, count)
              left join merged_person as merged
                on merged.sandbox_id = $1 and merged.person_key = counted.person_key and merged.person_key = any($2)
             where counted.day >= $6
               and (select person.deleted from person
                     where person.sandbox_id = $1
                       and person.person_key = case when merged.merged_into is null then counted.person_key
                                                    else merged.merged_into end) is not true
             group by 2, 3, 4
             order by 2, 3, 4
            on conflict (sandbox_id, person_key, activity_type, day) do update
               set count = daily_activity.count + excluded.count
            returning person_key""";

    private static final String FORGET = "delete from daily_activity where sandbox_id = $1 and person_key = any($2)";

    private static final String FORGET_DELETED = """
            delete from daily_activity
             where sandbox_id = $1
               and person_key in (select person_key from person where sandbox_id = $1 and deleted)""";

    private static final String DROP_OLD = "delete from daily_activity where sandbox_id = $1 and day < $2";

    /** Whoever was merged into a loser before is the new winner's now. */
    private static final String MERGE = """
            with merge as (select * from unnest($2::text[], $3::text[]) as merge (loser, winner)),
                 passed_on as (
                   update merged_person as earlier set merged_into = merge.winner
                     from merge
                    where earlier.sandbox_id = $1 and earlier.merged_into = merge.loser
                      and earlier.merged_into = any($2) and earlier.person_key <> merge.winner)
            insert into merged_person (sandbox_id, person_key, merged_into)
            select $1, merge.loser, coalesce(further.merged_into, merge.winner)
              from merge
              left join merged_person as further
                on further.sandbox_id = $1 and further.person_key = merge.winner and further.person_key = any($3)
             where merge.loser <> coalesce(further.merged_into, merge.winner)
             order by merge.loser
            on conflict (sandbox_id, person_key) do update set merged_into = excluded.merged_into""";

    private static final String SEPARATE = "delete from merged_person where sandbox_id = $1 and person_key = any($2)";

    /** Of every merge ever made, which is for the night only. */
    private static final String MOVE_ALL_MERGED = moveMerged("");

    private static final String MOVE_MERGED =
            moveMerged(" and merged.person_key = any($2) and counted.person_key = any($2)");

    private static String moveMerged(String which) {
        return """
                with moved as (
                       delete from daily_activity as counted using merged_person as merged
                        where counted.sandbox_id = $1 and merged.sandbox_id = $1
                          and merged.person_key = counted.person_key""" + which + """

                       returning merged.merged_into as person_key, counted.activity_type, counted.day, counted.count)
                insert into daily_activity (sandbox_id, person_key, activity_type, day, count)
                select $1, person_key, activity_type, day, sum(count)::int from moved
                 group by 2, 3, 4
                 order by 2, 3, 4
                on conflict (sandbox_id, person_key, activity_type, day) do update
                   set count = daily_activity.count + excluded.count
                returning person_key""";
    }

    /** Answers whose counts changed. */
    Uni<Set<String>> add(SqlConnection connection, int sandboxId, List<DailyCount> counts, LocalDate earliest) {
        return connection
                .preparedQuery(ADD)
                .execute(Tuple.of(sandboxId)
                        .addArrayOfString(
                                counts.stream().map(DailyCount::personKey).toArray(String[]::new))
                        .addArrayOfString(
                                counts.stream().map(DailyCount::activity).toArray(String[]::new))
                        .addArrayOfLocalDate(
                                counts.stream().map(DailyCount::day).toArray(LocalDate[]::new))
                        .addArrayOfInteger(
                                counts.stream().map(DailyCount::count).toArray(Integer[]::new))
                        .addLocalDate(earliest))
                .map(ActivityStatements::persons);
    }

    Uni<Void> forget(SqlConnection connection, int sandboxId, Collection<String> personKeys) {
        return connection
                .preparedQuery(FORGET)
                .execute(Tuple.of(sandboxId).addArrayOfString(personKeys.toArray(String[]::new)))
                .replaceWithVoid();
    }

    /** What arrived for somebody in the moment of being deleted. */
    Uni<Void> forgetDeleted(SqlConnection connection, int sandboxId) {
        return connection
                .preparedQuery(FORGET_DELETED)
                .execute(Tuple.of(sandboxId))
                .replaceWithVoid();
    }

    Uni<Void> dropBefore(SqlConnection connection, int sandboxId, LocalDate earliest) {
        return connection
                .preparedQuery(DROP_OLD)
                .execute(Tuple.of(sandboxId, earliest))
                .replaceWithVoid();
    }

    /**
     * @param winnersByLoser no winner among the losers
     */
    Uni<Void> merge(SqlConnection connection, int sandboxId, Map<String, String> winnersByLoser) {
        return connection
                .preparedQuery(MERGE)
                .execute(Tuple.of(sandboxId)
                        .addArrayOfString(winnersByLoser.keySet().toArray(String[]::new))
                        .addArrayOfString(winnersByLoser.values().toArray(String[]::new)))
                .replaceWithVoid();
    }

    /** Persons who are there are not merged any more. */
    Uni<Void> separate(SqlConnection connection, int sandboxId, Collection<String> personKeys) {
        return connection
                .preparedQuery(SEPARATE)
                .execute(Tuple.of(sandboxId).addArrayOfString(personKeys.toArray(String[]::new)))
                .replaceWithVoid();
    }

    /** Gives the winners of these losers what is counted under the losers' keys; answers the winners. */
    Uni<Set<String>> moveMerged(SqlConnection connection, int sandboxId, Collection<String> losers) {
        return connection
                .preparedQuery(MOVE_MERGED)
                .execute(Tuple.of(sandboxId).addArrayOfString(losers.toArray(String[]::new)))
                .map(ActivityStatements::persons);
    }

    /** The same of all losers, however long ago. */
    Uni<Void> moveAllMerged(SqlConnection connection, int sandboxId) {
        return connection
                .preparedQuery(MOVE_ALL_MERGED)
                .execute(Tuple.of(sandboxId))
                .replaceWithVoid();
    }

    private static Set<String> persons(RowSet<Row> rows) {
        Set<String> persons = new TreeSet<>();
        rows.forEach(row -> persons.add(row.getString("person_key")));
        return persons;
    }
}
