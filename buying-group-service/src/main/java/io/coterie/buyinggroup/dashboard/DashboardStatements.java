package io.coterie.buyinggroup.dashboard;

import io.coterie.buyinggroup.browse.GroupSearch;
import io.coterie.buyinggroup.browse.ScoreBand;
import io.coterie.buyinggroup.browse.SearchSql;
import io.coterie.buyinggroup.definition.Trace;
import io.coterie.buyinggroup.parameter.Days;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.SqlConnection;
import jakarta.enterprise.context.ApplicationScoped;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Counts groups. Every connection has entered its sandbox. */
@ApplicationScoped
class DashboardStatements {

    private static final String REACHED = """
            , reached as (
              select asked.id, asked.created_at,
                     min(entry.at) filter (where entry.kind = 'QUALIFIED') as qualified_at,
                     min(entry.at) filter (
                       where case when entry.kind in ('CREATED', 'COMPLETENESS_CHANGED')
                                  then entry.new_value::numeric >= 100 end) as complete_at
                from asked
                join buying_group_history as entry
                  on entry.sandbox_id = $1 and entry.group_id = asked.id and entry.at >= asked.created_at
                 and entry.kind in ('CREATED', 'COMPLETENESS_CHANGED', 'QUALIFIED')
               group by asked.id, asked.created_at)
            select (select count(*) from asked) as groups,
                   (select count(*) from asked where completeness >= 100) as complete,
                   count(complete_at) as completed, count(qualified_at) as qualified,
                   percentile_cont(0.5) within group (order by extract(epoch from complete_at - created_at)::float8)
                     as to_complete,
                   percentile_cont(0.5) within group (order by extract(epoch from qualified_at - created_at)::float8)
                     as to_qualified
              from reached""";

    Uni<OverviewView> overview(SqlConnection connection, int sandboxId, GroupSearch search) {
        SearchSql counts = SearchSql.of(sandboxId, search);
        SearchSql interests = SearchSql.of(sandboxId, search);
        return connection
                .preparedQuery("select count(*) as total, " + bands("completeness", "grp.completeness") + ", "
                        + bands("engagement", "coalesce(grp.engagement, 0)") + SearchSql.FROM + counts.where())
                .execute(counts.parameters())
                .map(rows -> rows.iterator().next())
                .chain(row -> connection
                        .preparedQuery("select interest.id, interest.name, count(*) as groups" + SearchSql.FROM
                                + interests.where()
                                + " group by interest.id, interest.name order by groups desc, lower(interest.name)")
                        .execute(interests.parameters())
                        .map(rows -> new OverviewView(
                                row.getLong("total"),
                                counts(row, "completeness"),
                                counts(row, "engagement"),
                                rows.stream()
                                        .map(one -> new OverviewView.InterestCount(
                                                one.getUUID("id"), one.getString("name"), one.getLong("groups")))
                                        .toList())));
    }

    Uni<KpiView> kpis(SqlConnection connection, int sandboxId, GroupSearch search, Days created) {
        SearchSql sql = SearchSql.of(sandboxId, search);
        sql.and("grp.created_at >= " + sql.bind(Trace.column(created.start())));
        sql.and("grp.created_at < " + sql.bind(Trace.column(created.end())));
        return connection
                .preparedQuery("with asked as (select grp.id, grp.created_at, grp.completeness" + SearchSql.FROM
                        + sql.where() + ")" + REACHED)
                .execute(sql.parameters())
                .map(rows -> kpis(rows.iterator().next()));
    }

    private static KpiView kpis(Row row) {
        long groups = row.getLong("groups");
        long complete = row.getLong("complete");
        return new KpiView(
                groups,
                complete,
                share(complete, groups),
                row.getLong("completed"),
                duration(row.getDouble("to_complete")),
                row.getLong("qualified"),
                duration(row.getDouble("to_qualified")));
    }

    private static @Nullable Duration duration(@Nullable Double seconds) {
        return seconds == null ? null : Duration.ofSeconds(Math.round(seconds));
    }

    private static String bands(String name, String score) {
        List<String> counts = new ArrayList<>();
        for (ScoreBand band : ScoreBand.values()) {
            counts.add("count(*) filter (where round(" + score + ") between " + band.least() + " and " + band.most()
                    + ") as " + name + band.least());
        }
        return String.join(", ", counts);
    }

    private static List<BandCount> counts(Row row, String name) {
        List<BandCount> counts = new ArrayList<>();
        for (ScoreBand band : ScoreBand.values()) {
            counts.add(new BandCount(band, row.getLong(name + band.least())));
        }
        return counts;
    }

    /** Two digits after the point, half up; null of nothing, which has no share (D-73). */
    private static @Nullable BigDecimal share(long part, long whole) {
        return whole == 0
                ? null
                : BigDecimal.valueOf(part * 100).divide(BigDecimal.valueOf(whole), 2, RoundingMode.HALF_UP);
    }
}
