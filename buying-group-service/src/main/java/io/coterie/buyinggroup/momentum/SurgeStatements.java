package io.coterie.buyinggroup.momentum;

import io.coterie.buyinggroup.browse.GroupSearch;
import io.coterie.buyinggroup.browse.SearchSql;
import io.coterie.buyinggroup.insight.EngagementActivities;
import io.coterie.buyinggroup.parameter.Days;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.SqlConnection;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** Compares what accounts do with what they did. Every connection has entered its sandbox. */
@ApplicationScoped
class SurgeStatements {

    /** D-71: from nothing to anything is a hundred percent, from nothing to nothing none. Never test profiles. */
    private static final String RATED = """
            , counted as (
              select known.account_key, account.document ->> 'accountName' as name,
                     coalesce(sum(least(activity.count, CAP)) filter (where activity.day >= FROM_DAY), 0) as now,
                     coalesce(sum(least(activity.count, CAP)) filter (where activity.day < FROM_DAY), 0) as before
                from (select distinct account_key from asked) as known
                left join account on account.sandbox_id = $1 and account.account_key = known.account_key
                left join (person_account as relation
                           join person on person.sandbox_id = relation.sandbox_id
                                      and person.person_key = relation.person_key and not person.deleted
                                      and (person.document ->> 'testProfile') is distinct from 'true')
                  on relation.sandbox_id = $1 and relation.account_key = known.account_key
                left join daily_activity as activity
                  on activity.sandbox_id = $1 and activity.person_key = relation.person_key
                 and activity.day between BEFORE_DAY and TO_DAY and activity.activity_type = any(KINDS)
               group by known.account_key, account.document ->> 'accountName'),
            rated as (
              select *, case when before = 0 and now > 0 then 100
                             when before = 0 then 0
                             else round((now - before) * 100.0 / before) end::bigint as change
                from counted)
            """;

    Uni<List<MomentumView.SurgeCount>> counts(
            SqlConnection connection, int sandboxId, GroupSearch search, Days days, String[] kinds) {
        SearchSql sql = SearchSql.of(sandboxId, search);
        String counts = Arrays.stream(SurgeBand.values())
                .map(band -> "count(*) filter (where " + band.condition("change") + ") as " + band.name())
                .collect(Collectors.joining(", "));
        return connection
                .preparedQuery(statement(sql, days, kinds, "select " + counts + " from rated"))
                .execute(sql.parameters())
                .map(rows -> counts(rows.iterator().next()));
    }

    Uni<List<MomentumView.AccountCard>> surging(
            SqlConnection connection, int sandboxId, GroupSearch search, Days days, String[] kinds, int limit) {
        return cards(
                connection,
                SearchSql.of(sandboxId, search),
                days,
                kinds,
                "change >= 51 order by change desc, now desc, account_key",
                limit);
    }

    Uni<List<MomentumView.AccountCard>> atRisk(
            SqlConnection connection, int sandboxId, GroupSearch search, Days days, String[] kinds, int limit) {
        return cards(
                connection,
                SearchSql.of(sandboxId, search),
                days,
                kinds,
                SurgeBand.NEGATIVE.condition("change") + " order by change, before desc, account_key",
                limit);
    }

    private static Uni<List<MomentumView.AccountCard>> cards(
            SqlConnection connection, SearchSql sql, Days days, String[] kinds, String which, int limit) {
        return connection
                .preparedQuery(statement(sql, days, kinds, "select * from rated where " + which + " limit " + limit))
                .execute(sql.parameters())
                .map(SurgeStatements::cards);
    }

    private static String statement(SearchSql sql, Days days, String[] kinds, String select) {
        return ("with asked as (select grp.account_key" + SearchSql.FROM + sql.where() + ")" + RATED + select)
                .replace("KINDS", sql.bind(kinds))
                .replace("BEFORE_DAY", sql.bind(days.before().from()) + "::date")
                .replace("FROM_DAY", sql.bind(days.from()) + "::date")
                .replace("TO_DAY", sql.bind(days.to()) + "::date")
                .replace("CAP", Integer.toString(EngagementActivities.DAILY_CAP));
    }

    private static List<MomentumView.SurgeCount> counts(Row row) {
        List<MomentumView.SurgeCount> counts = new ArrayList<>();
        for (SurgeBand band : SurgeBand.values()) {
            counts.add(new MomentumView.SurgeCount(band, row.getLong(band.name().toLowerCase(Locale.ROOT))));
        }
        return counts;
    }

    private static List<MomentumView.AccountCard> cards(RowSet<Row> rows) {
        return rows.stream()
                .map(row -> new MomentumView.AccountCard(
                        row.getString("account_key"),
                        row.getString("name"),
                        row.getLong("change"),
                        row.getLong("now"),
                        row.getLong("before")))
                .toList();
    }
}
