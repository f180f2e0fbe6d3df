package io.coterie.buyinggroup.engagement;

import io.coterie.buyinggroup.activity.Activities;
import io.coterie.buyinggroup.definition.Trace;
import io.coterie.buyinggroup.people.People;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.Locale;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The scores of all persons of a sandbox (§11.2), a fixed number of statements for any number of persons. Sums of capped
 * activities and whole weights are whole numbers, so they are exact, and a night without news finds no row to change.
 */
@ApplicationScoped
class PersonStatements {

    private static final String CREATE_PARTS = """
            create temporary table engagement_part (
              person_key text not null, weighted bigint not null, counted bigint not null, heaviest int not null,
              lightest int not null) on commit drop""";

    /** Steps 1, 2 and 4: what each person did of what weighs, at most 20 of a kind a day (ENG-04, ENG-06, ENG-08). */
    private static final String FILL_PARTS = """
            insert into engagement_part (person_key, weighted, counted, heaviest, lightest)
            select activity.person_key, activity.weighted, activity.counted, activity.heaviest, activity.lightest
              from (select done.person_key, sum(least(done.count, 20) * weight.value) as weighted,
                           %s as counted, max(weight.value) as heaviest, %s as lightest
                      from (%s) as done
                      join unnest($4::text[], $5::int[]) as weight (activity_type, value)
                        on weight.activity_type = done.activity_type
                     group by done.person_key) as activity
              join (%s) as scored on scored.person_key = activity.person_key""";

    /** What is divided by the heaviest needs neither the lightest nor a plain count, and every sum takes its time. */
    private static final String FILL_ANCHORED =
            String.format(Locale.ROOT, FILL_PARTS, "0", "0", Activities.OF_WINDOW, People.SCORED);

    private static final String FILL_MINMAX = String.format(
            Locale.ROOT,
            FILL_PARTS,
            "sum(least(done.count, 20))",
            "min(weight.value)",
            Activities.OF_WINDOW,
            People.SCORED);

    private static final String EXTENT = """
            select count(*)::int as persons, max(heaviest) as heaviest, min(lightest) as lightest
              from engagement_part""";

    /** Steps 5 and 6. */
    private static final String ROOTS = """
            select person_key, raw, sqrt(raw) as root
              from (select person_key, (weighted - %1$s * counted)::float8 / %2$s as raw from engagement_part) as part""";

    private static final String MAXIMUM = "select coalesce(max(root), 0) as maximum from ("
            + String.format(Locale.ROOT, ROOTS, "$1::int", "$2::int") + ") as part";

    /** Step 7: the highest root is 100 (D-40). */
    private static final String SCORES =
            String.format(Locale.ROOT, """
            select person_key, raw, root, case when $4::float8 > 0 then 100 * (root / $4::float8) else 0 end as score
              from (%s) as part""", String.format(Locale.ROOT, ROOTS, "$2::int", "$3::int"));

    /** One pass over both sides. Whoever has done nothing for 30 days is at zero (ENG-03). */
    private static final String STORE = String.format(Locale.ROOT, """
            merge into person_engagement as known
            using (select $1::int as sandbox_id, person_key, raw, root, score from (%s) as score) as now
               on known.sandbox_id = now.sandbox_id and known.person_key = now.person_key
             when matched and (known.raw <> now.raw or known.root <> now.root or known.score <> now.score
                               or known.model_id <> $5) then
                  update set raw = now.raw, root = now.root, score = now.score, model_id = $5, window_from = $6,
                             window_to = $7, run_id = $8, updated_at = $9
             when not matched by target then
                  insert (sandbox_id, person_key, raw, root, score, model_id, window_from, window_to, run_id, updated_at)
                  values ($1, now.person_key, now.raw, now.root, now.score, $5, $6, $7, $8, $9)
             when not matched by source and known.sandbox_id = $1 and known.raw <> 0 then
                  update set raw = 0, root = 0, score = 0, model_id = $5, window_from = $6, window_to = $7, run_id = $8,
                             updated_at = $9""", SCORES);

    private static final String FORGET_DELETED = """
            delete from person_engagement
             where sandbox_id = $1
               and person_key in (select person_key from person where sandbox_id = $1 and deleted)""";

    /** What there was to measure; no weights when nothing was. */
    record Extent(
            int persons,
            @Nullable Integer heaviest,
            @Nullable Integer lightest) {}

    /** What a run stamps on what it writes. */
    record Stamp(EngagementRun run, UUID modelId, Instant now) {

        /** As five parameters. */
        Tuple addTo(Tuple parameters) {
            return parameters
                    .addUUID(modelId)
                    .addLocalDate(run.windowFrom())
                    .addLocalDate(run.windowTo())
                    .addUUID(run.id())
                    .addOffsetDateTime(Trace.column(now));
        }
    }

    /** Adds up what everybody did, for the other statements of this transaction. */
    Uni<Extent> addUp(
            SqlConnection connection,
            int sandboxId,
            EngagementRun run,
            Weights weights,
            WeightNormalisation normalisation) {
        String fill = switch (normalisation) {
            case ZERO_ANCHORED -> FILL_ANCHORED;
            case PURE_MINMAX -> FILL_MINMAX;
        };
        return connection
                .query(CREATE_PARTS)
                .execute()
                .chain(() -> connection
                        .preparedQuery(fill)
                        .execute(weights.addTo(Tuple.of(sandboxId, run.windowFrom(), run.windowTo()))))
                .chain(() -> connection.query("analyze engagement_part").execute())
                .chain(() -> connection.query(EXTENT).execute())
                .map(rows -> {
                    Row row = rows.iterator().next();
                    return new Extent(
                            row.getInteger("persons"), row.getInteger("heaviest"), row.getInteger("lightest"));
                });
    }

    /** The highest root there is. */
    Uni<Double> maximum(SqlConnection connection, WeightScale scale) {
        return connection
                .preparedQuery(MAXIMUM)
                .execute(Tuple.of(scale.subtrahend(), scale.divisor()))
                .map(rows -> rows.iterator().next().getDouble("maximum"));
    }

    /** Stores every score that is another one than before; answers how many are. */
    Uni<Integer> store(SqlConnection connection, int sandboxId, WeightScale scale, double maximum, Stamp stamp) {
        return connection
                .preparedQuery(STORE)
                .execute(stamp.addTo(Tuple.of(sandboxId, scale.subtrahend(), scale.divisor(), maximum)))
                .map(stored -> stored.rowCount())
                .call(() -> forgetDeleted(connection, sandboxId));
    }

    /** Takes away the scores of whoever is deleted. */
    Uni<Void> forgetDeleted(SqlConnection connection, int sandboxId) {
        return connection
                .preparedQuery(FORGET_DELETED)
                .execute(Tuple.of(sandboxId))
                .replaceWithVoid();
    }
}
