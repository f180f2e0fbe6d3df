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

/** The scores of the same counts and members in one statement that knows nothing of earlier scores. */
final class BareAggregation {

    static final String[] TABLES = {"person_engagement", "group_engagement"};

    /** As the service's runs have. */
    private static final String PLANNING = "set work_mem = '256MB'; set enable_nestloop = off";

    private static final UUID ANY = new UUID(0, 1);

    private static final String PERSONS = """
            with part as materialized (
                   select done.person_key, sum(least(done.count, 20) * weight.value)::float8 / 60 as raw
                     from daily_activity as done
                     join (select unnest(activity_types) as activity_type, unnest(weights) as value
                             from engagement_scale where sandbox_id = %1$d) as weight
                       on weight.activity_type = done.activity_type
                    where done.sandbox_id = %1$d and done.day between '%2$s' and '%3$s'
                    group by done.person_key),
                 top as (select max(sqrt(raw)) as root from part)""";

    private static final String SCORE = """
            select part.person_key, 100 * (sqrt(part.raw) / top.root) as score from part cross join top""";

    private static final String STORED_SCORE = """
            insert into bare.person_engagement (sandbox_id, person_key, raw, root, score, model_id, window_from,
                                                window_to, run_id, updated_at)
            select %1$d, part.person_key, part.raw, sqrt(part.raw), 100 * (sqrt(part.raw) / top.root),
                   '%4$s', '%2$s', '%3$s', '%4$s', now()
              from part cross join top
            returning person_key, score""";

    /** Every role weighs the same. */
    private static final String GROUPS = """
            group_part as materialized (
                   select group_id, avg(total) as raw
                     from (select member.group_id, member.role, sum(score.score) as total
                             from buying_group_member as member
                             join score using (person_key)
                            where member.sandbox_id = %1$d and member.active
                            group by member.group_id, member.role) as by_role
                    group by group_id),
                 group_top as (select max(sqrt(raw)) as root from group_part)""";

    private static final String STORED_GROUP_SCORE = """
            insert into bare.group_engagement (sandbox_id, group_id, raw, root, score, model_id, window_from, window_to,
                                               run_id, published, updated_at)
            select %1$d, part.group_id, part.raw, sqrt(part.raw), 100 * (sqrt(part.raw) / top.root),
                   '%4$s', '%2$s', '%3$s', '%4$s', true, now()
              from group_part as part cross join group_top as top""";

    private static final String WRITE =
            PERSONS + ",\n score as (" + STORED_SCORE + "),\n " + GROUPS + "\n" + STORED_GROUP_SCORE;

    private static final String READ =
            PERSONS + ",\n score as (" + SCORE + "),\n " + GROUPS + "\nselect root from group_top";

    private BareAggregation() {}

    /** Until every score of persons and groups is written. */
    static Usage write(Suite suite, Activity activity) throws SQLException {
        return run(suite, activity, WRITE);
    }

    /** Until the highest scores are known; nothing is written. */
    static Usage read(Suite suite, Activity activity) throws SQLException {
        return run(suite, activity, READ);
    }

    /** Scores that the service has stored otherwise than the bare statement did. */
    static long differences(Suite suite, Activity activity) throws SQLException {
        try (Connection connection = suite.connect(Part.BUYING_GROUP_SERVICE, activity.sandboxId())) {
            return differences(connection, "person_engagement", "person_key")
                    + differences(connection, "group_engagement", "group_id");
        }
    }

    private static long differences(Connection connection, String table, String key) throws SQLException {
        String comparison = String.format(Locale.ROOT, """
                select count(*) from %1$s as own
                  full join bare.%1$s as bare using (sandbox_id, %2$s)
                 where own.score is null or bare.score is null or abs(own.score - bare.score) > 1e-9""", table, key);
        try (PreparedStatement compare = connection.prepareStatement(comparison);
                ResultSet rows = compare.executeQuery()) {
            rows.next();
            return rows.getLong(1);
        }
    }

    private static Usage run(Suite suite, Activity activity, String sql) throws SQLException {
        String filled = String.format(
                Locale.ROOT,
                sql,
                activity.sandboxId(),
                Date.valueOf(activity.from()),
                Date.valueOf(activity.to()),
                ANY);
        try (Connection connection = suite.connect(Part.BUYING_GROUP_SERVICE, activity.sandboxId());
                Statement statement = connection.createStatement()) {
            statement.execute(PLANNING);
            return suite.<SQLException>until(() -> statement.execute(filled));
        }
    }
}
