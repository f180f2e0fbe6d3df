package io.coterie.buyinggroup.conversion;

import io.coterie.buyinggroup.solutioninterest.SolutionInterests;
import io.coterie.platform.tenancy.Sandbox;
import io.coterie.platform.tenancy.SandboxTransactions;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.ZoneOffset;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Counts what became of groups, from the groups and their history. */
@ApplicationScoped
class ConversionReports {

    private static final String REPORT = """
            with ready as (
              select grp.interest_id, grp.created_at, grp.converted_at, grp.outcome, grp.outcome_at,
                     min(history.at) as qualified_at
                from buying_group as grp
                join buying_group_history as history
                  on history.sandbox_id = grp.sandbox_id and history.group_id = grp.id
                 and history.kind = 'QUALIFIED' and history.at >= grp.created_at
               where grp.sandbox_id = $1 and not grp.deleted and ($2::uuid is null or grp.interest_id = $2)
               group by grp.id, grp.interest_id, grp.created_at, grp.converted_at, grp.outcome, grp.outcome_at)
            select ready.interest_id, interest.name,
                   (date_trunc($5, ready.qualified_at at time zone 'UTC'))::date as period_start,
                   count(*) as qualified, count(ready.converted_at) as converted,
                   count(*) filter (where ready.outcome = 'WON') as won,
                   count(*) filter (where ready.outcome = 'LOST') as lost,
                   percentile_cont(0.5) within group (
                     order by extract(epoch from ready.qualified_at - ready.created_at)::float8) as to_qualify,
                   percentile_cont(0.5) within group (
                     order by extract(epoch from ready.converted_at - ready.qualified_at)::float8) as to_convert,
                   percentile_cont(0.5) within group (
                     order by extract(epoch from ready.outcome_at - ready.converted_at)::float8)
                     filter (where ready.outcome = 'WON') as to_win
              from ready
              join solution_interest as interest on interest.sandbox_id = $1 and interest.id = ready.interest_id
             where ready.qualified_at >= $3::date::timestamp at time zone 'UTC'
               and ready.qualified_at < $4::date::timestamp at time zone 'UTC'
             group by ready.interest_id, interest.name, period_start
             order by period_start, interest.name""";

    private static final double SECONDS_OF_A_DAY = 86_400;

    private final SandboxTransactions transactions;
    private final SolutionInterests interests;
    private final Clock clock;

    ConversionReports(SandboxTransactions transactions, SolutionInterests interests, Clock clock) {
        this.transactions = transactions;
        this.interests = interests;
        this.clock = clock;
    }

    /** @param solutionInterest id or name; null for all */
    Uni<ConversionReport> report(
            Sandbox sandbox,
            @Nullable String solutionInterest,
            @Nullable String from,
            @Nullable String to,
            @Nullable String step) {
        ConversionPeriod period = ConversionPeriod.of(
                from, to, step, clock.instant().atZone(ZoneOffset.UTC).toLocalDate());
        return transactions
                .inSandbox(
                        sandbox,
                        connection -> interests
                                .parameter(connection, sandbox.id(), solutionInterest)
                                .chain(interest -> lines(connection, sandbox, interest.orElse(null), period)))
                .map(lines -> new ConversionReport(
                        period.from(), period.to(), period.step().field(), lines));
    }

    private static Uni<List<ConversionReport.Line>> lines(
            SqlConnection connection, Sandbox sandbox, @Nullable UUID interest, ConversionPeriod period) {
        return connection
                .preparedQuery(REPORT)
                .execute(Tuple.of(sandbox.id())
                        .addUUID(interest)
                        .addLocalDate(period.from())
                        .addLocalDate(period.to())
                        .addString(period.step().field()))
                .map(rows -> rows.stream().map(ConversionReports::line).toList());
    }

    private static ConversionReport.Line line(Row row) {
        return new ConversionReport.Line(
                row.getUUID("interest_id"),
                row.getString("name"),
                row.getLocalDate("period_start"),
                row.getLong("qualified"),
                row.getLong("converted"),
                row.getLong("won"),
                row.getLong("lost"),
                row.getDouble("to_qualify") / SECONDS_OF_A_DAY,
                days(row.getDouble("to_convert")),
                days(row.getDouble("to_win")));
    }

    private static @Nullable Double days(@Nullable Double seconds) {
        return seconds == null ? null : seconds / SECONDS_OF_A_DAY;
    }
}
