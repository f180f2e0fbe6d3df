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
import java.util.Arrays;
import java.util.List;
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
                from known_account as known
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

    private static final String SURGING = """
            select account_key, name, change, now, before from rated
             where change >= 51 order by change desc, now desc, account_key limit 5""";

    private static final String AT_RISK = "select account_key, name, change, now, before from rated where "
            + SurgeBand.NEGATIVE.condition("change") + " order by change, before desc, account_key limit 5";

    /** A line for each band, and then the accounts that stand out. */
    private static final String LISTS = Arrays.stream(SurgeBand.values())
                    .map(band -> "select '" + band.name() + "' as list, null::bigint as rank, count(*) as accounts,"
                            + " null as account_key, null as name, null::bigint as change, null::bigint as now,"
                            + " null::bigint as before from rated where " + band.condition("change"))
                    .collect(Collectors.joining(" union all "))
            + " union all select 'surging', row_number() over (), null, card.* from (" + SURGING
            + ") as card union all select 'atRisk', row_number() over (), null, card.* from (" + AT_RISK
            + ") as card order by list, rank";

    /**
     * What the comparison shows.
     *
     * @param counts accounts by band
     * @param surging up to five accounts, as {@code atRisk}
     */
    record Compared(
            List<MomentumView.SurgeCount> counts,
            List<MomentumView.AccountCard> surging,
            List<MomentumView.AccountCard> atRisk) {}

    /** One statement for all of it: what the accounts did takes longest to find out. */
    Uni<Compared> compare(SqlConnection connection, int sandboxId, GroupSearch search, Days days, String[] kinds) {
        SearchSql sql = SearchSql.of(sandboxId, search);
        return connection
                .preparedQuery(statement(sql, search, days, kinds))
                .execute(sql.parameters())
                .map(rows -> new Compared(counts(rows), cards(rows, "surging"), cards(rows, "atRisk")));
    }

    private static String statement(SearchSql sql, GroupSearch search, Days days, String[] kinds) {
        return ("with asked as (select grp.account_key" + SearchSql.FROM + sql.where() + "), known_account as ("
                        + sql.knownAccounts("asked", search) + ")" + RATED + LISTS)
                .replace("KINDS", sql.bind(kinds))
                .replace("BEFORE_DAY", sql.bind(days.before().from()) + "::date")
                .replace("FROM_DAY", sql.bind(days.from()) + "::date")
                .replace("TO_DAY", sql.bind(days.to()) + "::date")
                .replace("CAP", Integer.toString(EngagementActivities.DAILY_CAP));
    }

    private static List<MomentumView.SurgeCount> counts(RowSet<Row> rows) {
        return Arrays.stream(SurgeBand.values())
                .map(band -> new MomentumView.SurgeCount(band, accounts(rows, band)))
                .toList();
    }

    private static long accounts(RowSet<Row> rows, SurgeBand band) {
        return rows.stream()
                .filter(row -> row.getString("list").equals(band.name()))
                .mapToLong(row -> row.getLong("accounts"))
                .sum();
    }

    private static List<MomentumView.AccountCard> cards(RowSet<Row> rows, String list) {
        return rows.stream()
                .filter(row -> row.getString("list").equals(list))
                .map(row -> new MomentumView.AccountCard(
                        row.getString("account_key"),
                        row.getString("name"),
                        row.getLong("change"),
                        row.getLong("now"),
                        row.getLong("before")))
                .toList();
    }
}
