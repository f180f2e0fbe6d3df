package io.coterie.buyinggroup.engagement;

import io.coterie.buyinggroup.activity.Activities;
import io.coterie.buyinggroup.people.People;
import io.coterie.platform.tenancy.Sandbox;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.LocalDate;
import java.util.Collection;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Looks through the scores of persons whose state is new: those of whoever is gone go, and who counts without a value,
 * or has one without counting, is measured. It does so after the state is committed. What was counted for a person
 * before is seen then, and what is counted later is measured when the person can be seen. Nor does the intake of all
 * sandboxes wait for rows that a run has written and not committed.
 */
@ApplicationScoped
class ScoreReviews {

    /** So many batches of the intake at once: they can be small, and their sandbox has a turn among others only. */
    private static final int BATCHES = 16;

    private static final String TAKE = """
            delete from score_review
             where position in (select position from score_review
                                 where sandbox_id = $1
                                 order by position limit $2 for update skip locked)
            returning person_keys, gone_keys""";

    /** What is locked is being written by a run, which sees to it at its end. */
    private static final String FORGET = """
            delete from person_engagement
             where sandbox_id = $1 and person_key = any($2)
               and person_key in (select person_key from person_engagement
                                   where sandbox_id = $1 and person_key = any($2) for update skip locked)""";

    private static final String FORGET_LIVE =
            "delete from person_live_engagement where sandbox_id = $1 and person_key = any($2)";

    /**
     * Who should be above zero and is not, or the other way round. A run that is not over may have counted by the state
     * before, so everybody is measured then: whoever has a live value when it ends is measured again by its scale.
     */
    private static final String MISFITS = String.format(Locale.ROOT, """
            select person.key as person_key
              from unnest($4::text[]) as person (key)
              left join person_engagement as score on score.sandbox_id = $1 and score.person_key = person.key
                                                     and score.person_key = any($4)
              left join person_live_engagement as live on live.sandbox_id = $1 and live.person_key = person.key
                                                         and live.person_key = any($4)
              left join (select distinct counted.person_key
                           from (%s and person_key = any($4)) as scored
                           join (%s and person_key = any($4)
                                  and activity_type = any (array(
                                        select weight.activity_type
                                          from engagement_scale as scale
                                         cross join lateral unnest(scale.activity_types, scale.weights)
                                            as weight (activity_type, value)
                                         where scale.sandbox_id = $1 and weight.value > scale.subtrahend))) as counted
                             on counted.person_key = scored.person_key) as active
                on active.person_key = person.key
             where (coalesce(live.score, score.score, 0) > 0) <> (active.person_key is not null)
                or exists (select 1 from engagement_run where sandbox_id = $1 and finished_at is null)""", People.SCORED, Activities.OF_WINDOW);

    private final ScaleStatements scales;
    private final LiveWork work;

    ScoreReviews(ScaleStatements scales, LiveWork work) {
        this.scales = scales;
        this.work = work;
    }

    /**
     * Looks through the oldest batches of the sandbox; answers whether there were any. Whoever measures shares the scale
     * until the end; alone with it, no live value is left that cannot be seen. While others have it, or there is none yet,
     * the batches stay, so that nobody waits for them.
     */
    Uni<Boolean> review(SqlConnection connection, Sandbox sandbox, LocalDate today) {
        return isAnyNoted(connection, sandbox.id())
                .chain(any -> any
                        ? scales.tryLock(connection, sandbox.id())
                        : Uni.createFrom().item(false))
                .chain(alone -> alone
                        ? take(connection, sandbox.id())
                        : Uni.createFrom().item(Noted.NOTHING))
                .chain(noted -> noted.persons().isEmpty()
                        ? Uni.createFrom().item(false)
                        : review(connection, sandbox, noted, today).replaceWith(true));
    }

    private Uni<Void> review(SqlConnection connection, Sandbox sandbox, Noted noted, LocalDate today) {
        return forget(connection, sandbox.id(), noted.gone())
                .chain(() -> misfits(connection, sandbox.id(), noted.persons(), today))
                .chain(misfits -> misfits.isEmpty()
                        ? Uni.createFrom().voidItem()
                        : work.ask(connection, sandbox, misfits, false));
    }

    private static Uni<Boolean> isAnyNoted(SqlConnection connection, int sandboxId) {
        return connection
                .preparedQuery("select exists (select 1 from score_review where sandbox_id = $1) as noted")
                .execute(Tuple.of(sandboxId))
                .map(rows -> rows.iterator().next().getBoolean("noted"));
    }

    private static Uni<Noted> take(SqlConnection connection, int sandboxId) {
        return connection
                .preparedQuery(TAKE)
                .execute(Tuple.of(sandboxId, BATCHES))
                .map(rows -> new Noted(keys(rows, "person_keys"), keys(rows, "gone_keys")));
    }

    /** @param gone who went meanwhile, whether or not somebody of the same key has come since */
    private record Noted(Set<String> persons, Set<String> gone) {

        static final Noted NOTHING = new Noted(Set.of(), Set.of());
    }

    private static Set<String> keys(RowSet<Row> rows, String column) {
        return rows.stream()
                .flatMap(row -> Stream.of(row.getArrayOfStrings(column)))
                .collect(Collectors.toSet());
    }

    private static Uni<Void> forget(SqlConnection connection, int sandboxId, Collection<String> gone) {
        if (gone.isEmpty()) {
            return Uni.createFrom().voidItem();
        }
        Tuple parameters = Tuple.of(sandboxId).addArrayOfString(gone.toArray(String[]::new));
        return connection
                .preparedQuery(FORGET)
                .execute(parameters)
                .chain(() -> connection.preparedQuery(FORGET_LIVE).execute(parameters))
                .replaceWithVoid();
    }

    /** Of these persons those whose live value says something else than whether they count. */
    Uni<Set<String>> misfits(SqlConnection connection, int sandboxId, Collection<String> persons, LocalDate today) {
        return connection
                .preparedQuery(MISFITS)
                .execute(Tuple.of(sandboxId, EngagementRun.windowFrom(today), today)
                        .addArrayOfString(persons.toArray(String[]::new)))
                .map(ScoreReviews::persons);
    }

    private static Set<String> persons(RowSet<Row> rows) {
        return rows.stream().map(row -> row.getString("person_key")).collect(Collectors.toSet());
    }
}
