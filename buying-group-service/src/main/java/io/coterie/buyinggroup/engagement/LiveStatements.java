package io.coterie.buyinggroup.engagement;

import io.coterie.buyinggroup.activity.Activities;
import io.coterie.buyinggroup.groupstore.ScoredGroups;
import io.coterie.buyinggroup.people.People;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.LocalDate;
import java.util.Collection;
import java.util.Locale;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.UUID;

/** The SQL of live values of persons. Every connection has entered its sandbox. */
@ApplicationScoped
class LiveStatements {

    private static final String TAKE = """
            delete from live_work
             where position in (select position from live_work where sandbox_id = $1
                                 order by bulk, position limit $2 for update skip locked)
            returning person_key, bulk""";

    /**
     * Who waits for the scale of a first run that was given up; the next one sees them. Nobody whom a run has missed is among
     * them: whatever statement sees that row sees the run that is not finished, or its scale.
     */
    private static final String DROP_ASKED_IN_VAIN = """
            delete from live_work where sandbox_id = $1 and not\s""" + LiveWork.WORTHWHILE;

    private static final String DROP_NOTED_IN_VAIN = """
            delete from score_review where sandbox_id = $1 and not\s""" + LiveWork.WORTHWHILE;

    /**
     * What each of these persons did in the window, with the weights and the maximum of the last run. Whoever is there
     * and does not count is at zero, whatever the run found. An activity lighter than all that occurred then cannot
     * take away from the others.
     */
    private static final String STORE = String.format(Locale.ROOT, """
            insert into person_live_engagement (sandbox_id, person_key, score)
            select $1, part.person_key, case when $9::float8 > 0 then 100 * least(1, part.root / $9::float8)
                                             when part.root > 0 then 100 else 0 end
              from (select present.person_key,
                           sqrt(greatest(coalesce(sum(done.weighted), 0), 0)::float8 / $8::int) as root
                      from (select person_key from person
                             where sandbox_id = $1 and person_key = any($4) and not deleted) as present
                      left join (select counted.person_key,
                                        least(counted.count, 20) * (weight.value - $7::int) as weighted
                                   from (%s and person_key = any($4)) as scored
                                   join (%s and person_key = any($4)) as counted
                                     on counted.person_key = scored.person_key
                                   join unnest($5::text[], $6::int[]) as weight (activity_type, value)
                                     on weight.activity_type = counted.activity_type) as done
                        on done.person_key = present.person_key
                     group by present.person_key) as part
             order by part.person_key
            on conflict (sandbox_id, person_key) do update
               set score = excluded.score, written_by = excluded.written_by""", People.SCORED, Activities.OF_WINDOW);

    private static final String SNAPSHOT = "select pg_current_snapshot()::text as snapshot";

    /** Rows whose writers the run has seen are part of its scores. */
    private static final String DROP_SEEN = """
            delete from person_live_engagement
             where sandbox_id = $1 and pg_visible_in_snapshot(written_by, $2::text::pg_snapshot)""";

    private static final String ASK_AGAIN = """
            insert into live_work (sandbox_id, person_key)
            select sandbox_id, person_key from person_live_engagement where sandbox_id = $1""";

    /** Takes on persons; each once. */
    Uni<TakenPersons> take(SqlConnection connection, int sandboxId, int limit) {
        return connection
                .preparedQuery(TAKE)
                .execute(Tuple.of(sandboxId, limit))
                .map(TakenPersons::of);
    }

    /** Takes away who need not wait; whether there was anybody. */
    Uni<Boolean> dropAskedInVain(SqlConnection connection, int sandboxId) {
        return connection
                .preparedQuery(DROP_ASKED_IN_VAIN)
                .execute(Tuple.of(sandboxId))
                .chain(asked -> connection
                        .preparedQuery(DROP_NOTED_IN_VAIN)
                        .execute(Tuple.of(sandboxId))
                        .map(noted -> asked.rowCount() + noted.rowCount() > 0));
    }

    Uni<Void> store(
            SqlConnection connection, int sandboxId, Collection<String> personKeys, Scale scale, LocalDate today) {
        return connection
                .preparedQuery(STORE)
                .execute(scale.weights()
                        .addTo(Tuple.of(sandboxId, EngagementRun.windowFrom(today), today)
                                .addArrayOfString(personKeys.toArray(String[]::new)))
                        .addInteger(scale.weightScale().subtrahend())
                        .addInteger(scale.weightScale().divisor())
                        .addDouble(scale.personMaximum()))
                .replaceWithVoid();
    }

    /** The groups of these persons, with their accounts. */
    Uni<SortedMap<UUID, String>> groupsOf(SqlConnection connection, int sandboxId, Collection<String> personKeys) {
        return connection
                .preparedQuery(ScoredGroups.GROUPS_OF_PERSONS)
                .execute(Tuple.of(sandboxId).addArrayOfString(personKeys.toArray(String[]::new)))
                .map(rows -> {
                    SortedMap<UUID, String> groups = new TreeMap<>();
                    for (Row row : rows) {
                        groups.put(row.getUUID("group_id"), row.getString("account_key"));
                    }
                    return groups;
                });
    }

    /** What the next statement sees at least. */
    Uni<String> snapshot(SqlConnection connection) {
        return connection
                .query(SNAPSHOT)
                .execute()
                .map(rows -> rows.iterator().next().getString("snapshot"));
    }

    /** Starts again from a run that saw the snapshot; what it has not seen is computed anew by its scale. */
    Uni<Void> startAgain(SqlConnection connection, int sandboxId, String snapshot) {
        return connection
                .preparedQuery(DROP_SEEN)
                .execute(Tuple.of(sandboxId, snapshot))
                .chain(() -> connection.preparedQuery(ASK_AGAIN).execute(Tuple.of(sandboxId)))
                .replaceWithVoid();
    }
}
