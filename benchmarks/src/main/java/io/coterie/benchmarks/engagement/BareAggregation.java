package io.coterie.benchmarks.engagement;

import io.coterie.benchmarks.suite.Suite;
import io.coterie.benchmarks.suite.Usage;
import io.coterie.localstack.stack.Part;
import java.sql.Connection;
import java.sql.Date;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Locale;
import java.util.UUID;

/** The scores of the same counts in one statement that knows nothing of earlier scores. */
final class BareAggregation {

    static final String TABLE = "person_engagement";

    /** As the service's runs have. */
    private static final String PLANNING = "set work_mem = '256MB'; set enable_nestloop = off";

    private static final UUID ANY = new UUID(0, 1);

    private static final String PARTS = """
            select done.person_key, sum(least(done.count, 20) * weight.value)::float8 / 60 as raw
              from daily_activity as done
              join (select unnest(activity_types) as activity_type, unnest(weights) as value
                      from engagement_scale where sandbox_id = %1$d) as weight
                on weight.activity_type = done.activity_type
             where done.sandbox_id = %1$d and done.day between '%2$s' and '%3$s'
             group by done.person_key""";

    private static final String SCORES = """
            insert into bare.person_engagement (sandbox_id, person_key, raw, root, score, model_id, window_from, window_to,
                                                run_id, updated_at)
            with part as materialized (%4$s), top as (select max(sqrt(raw)) as root from part)
            select %1$d, part.person_key, part.raw, sqrt(part.raw), 100 * (sqrt(part.raw) / top.root),
                   '%5$s', '%2$s', '%3$s', '%5$s', now()
              from part cross join top""";

    private BareAggregation() {}

    /** Until every score is written. */
    static Usage write(Suite suite, Activity activity) throws SQLException {
        return run(suite, activity, of(activity, SCORES));
    }

    /** Until the highest score is known; nothing is written. */
    static Usage read(Suite suite, Activity activity) throws SQLException {
        return run(suite, activity, "select count(*), max(sqrt(raw)) from (" + of(activity, PARTS) + ") as part");
    }

    /** Scores that the service has stored otherwise than the bare statement did. */
    static long differences(Suite suite, Activity activity) throws SQLException {
        try (Connection connection = suite.connect(Part.BUYING_GROUP_SERVICE, activity.sandboxId());
                PreparedStatement compare = connection.prepareStatement("""
                        select count(*) from person_engagement as own
                          full join bare.person_engagement as bare using (sandbox_id, person_key)
                         where own.score is null or bare.score is null or abs(own.score - bare.score) > 1e-9""");
                ResultSet rows = compare.executeQuery()) {
            rows.next();
            return rows.getLong(1);
        }
    }

    private static String of(Activity activity, String sql) {
        String parts = String.format(
                Locale.ROOT, PARTS, activity.sandboxId(), Date.valueOf(activity.from()), Date.valueOf(activity.to()));
        return String.format(
                Locale.ROOT,
                sql,
                activity.sandboxId(),
                Date.valueOf(activity.from()),
                Date.valueOf(activity.to()),
                parts,
                ANY);
    }

    private static Usage run(Suite suite, Activity activity, String sql) throws SQLException {
        try (Connection connection = suite.connect(Part.BUYING_GROUP_SERVICE, activity.sandboxId());
                Statement statement = connection.createStatement()) {
            statement.execute(PLANNING);
            return suite.<SQLException>until(() -> statement.execute(sql));
        }
    }
}
