package io.coterie.buyinggroup.history;

import io.coterie.buyinggroup.membership.Standing;
import io.coterie.buyinggroup.parameter.Parameter;
import io.coterie.buyinggroup.people.People;
import io.coterie.buyinggroup.people.PersonSummary;
import io.coterie.buyinggroup.solutioninterest.SolutionInterests;
import io.coterie.platform.paging.Cursor;
import io.coterie.platform.paging.Page;
import io.coterie.platform.problem.ProblemException;
import io.coterie.platform.tenancy.Sandbox;
import io.coterie.platform.tenancy.SandboxTransactions;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import jakarta.enterprise.context.ApplicationScoped;
import java.math.BigDecimal;
import java.time.Clock;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Answers questions about the past of groups (BEY-04). */
@ApplicationScoped
class HistoryReader {

    private static final int MOST_CROSSINGS = 1_000;

    private final SandboxTransactions transactions;
    private final HistoryStatements statements;
    private final SolutionInterests interests;
    private final People people;
    private final Clock clock;

    HistoryReader(
            SandboxTransactions transactions,
            HistoryStatements statements,
            SolutionInterests interests,
            People people,
            Clock clock) {
        this.transactions = transactions;
        this.statements = statements;
        this.interests = interests;
        this.people = people;
        this.clock = clock;
    }

    /** One group as of an instant, also one that has been deleted since. */
    Uni<PastGroupView> at(Sandbox sandbox, UUID id, @Nullable String instant) {
        Instant at = atOrNow(instant);
        return transactions.inSandbox(
                sandbox,
                connection -> require(connection, sandbox, id)
                        .chain(group -> past(connection, sandbox, group, at)
                                .chain(past -> names(connection, sandbox, group, past)
                                        .map(names -> PastGroupView.of(group, at, past, names)))));
    }

    Uni<Page<PastGroupLine>> listAt(
            Sandbox sandbox,
            @Nullable String instant,
            @Nullable String solutionInterest,
            @Nullable String cursor,
            int limit) {
        Instant at = atOrNow(instant);
        UUID after = Cursor.decodeId(cursor).orElse(null);
        return transactions.inSandbox(
                sandbox,
                connection -> interests
                        .parameter(connection, sandbox.id(), solutionInterest)
                        .chain(interest -> statements.listAt(
                                connection, sandbox.id(), at, after, interest.orElse(null), limit + 1))
                        .map(groups -> Page.of(
                                groups.stream().map(PastGroupLine::of).toList(),
                                limit,
                                line -> line.id().toString())));
    }

    Uni<Page<SeriesPoint>> series(
            Sandbox sandbox,
            UUID id,
            @Nullable String metric,
            @Nullable String from,
            @Nullable String to,
            @Nullable String cursor,
            int limit) {
        SeriesMetric drawn = Parameter.word("metric", metric, SeriesMetric.COMPLETENESS);
        Range range = range(from, to);
        HistoryPlace after = HistoryPlace.after(cursor);
        return transactions.inSandbox(
                sandbox,
                connection -> require(connection, sandbox, id)
                        .chain(() -> statements.series(
                                connection, sandbox.id(), id, drawn, range.from(), range.to(), after, limit + 1))
                        .map(points -> Page.of(points, limit, SeriesPoint::sortKey)));
    }

    /** When a group reached a value: "when did it reach 80 %?". */
    Uni<CrossingsView> reached(Sandbox sandbox, UUID id, @Nullable String metric, @Nullable String value) {
        SeriesMetric asked = Parameter.word("metric", metric, SeriesMetric.COMPLETENESS);
        BigDecimal least = value(asked, value);
        return transactions.inSandbox(
                sandbox,
                connection -> require(connection, sandbox, id)
                        .chain(() -> statements.crossings(connection, sandbox.id(), id, asked, least, MOST_CROSSINGS))
                        .map(crossings ->
                                CrossingsView.of(Parameter.spelled(asked), least, crossings, MOST_CROSSINGS)));
    }

    /** Which groups reached a value for the first time in a period, in that order. */
    Uni<Page<ReachedView>> reachedByAll(
            Sandbox sandbox,
            @Nullable String metric,
            @Nullable String value,
            @Nullable String solutionInterest,
            @Nullable String from,
            @Nullable String to,
            @Nullable String cursor,
            int limit) {
        SeriesMetric asked = Parameter.word("metric", metric, SeriesMetric.COMPLETENESS);
        if (asked == SeriesMetric.MEMBERS) {
            throw Parameter.refused("metric", "Expected completeness or engagement.");
        }
        BigDecimal least = value(asked, value);
        Range range = range(from, to);
        ReachedPlace after = ReachedPlace.after(cursor);
        return transactions.inSandbox(
                sandbox,
                connection -> interests
                        .parameter(connection, sandbox.id(), solutionInterest)
                        .chain(interest -> statements.reachedByAll(
                                connection,
                                sandbox.id(),
                                asked,
                                least,
                                interest.orElse(null),
                                range.from(),
                                range.to(),
                                after,
                                limit + 1))
                        .map(groups -> Page.of(groups, limit, ReachedView::sortKey)));
    }

    Uni<GroupTimesView> times(Sandbox sandbox, UUID id) {
        Instant now = clock.instant();
        return transactions.inSandbox(
                sandbox,
                connection -> require(connection, sandbox, id)
                        .chain(() -> statements.life(connection, sandbox.id(), id))
                        .map(entries -> GroupTimesView.of(id, GroupTimes.of(entries, now))));
    }

    private Uni<HistoryStatements.Known> require(SqlConnection connection, Sandbox sandbox, UUID id) {
        return statements
                .find(connection, sandbox.id(), id)
                .map(found -> found.orElseThrow(() -> ProblemException.notFound("a buying group", id)));
    }

    private Uni<PastGroup> past(SqlConnection connection, Sandbox sandbox, HistoryStatements.Known group, Instant at) {
        return statements
                .upTo(connection, sandbox.id(), group.id(), at)
                .map(PastGroup::fold)
                .invoke(past -> {
                    if (!past.there()) {
                        throw ProblemException.notFound("a buying group as of " + at, group.id());
                    }
                });
    }

    private Uni<Map<String, String>> names(
            SqlConnection connection, Sandbox sandbox, HistoryStatements.Known group, PastGroup past) {
        List<String> keys =
                past.standings().values().stream().map(Standing::personKey).toList();
        return people.ofAccount(connection, sandbox.id(), group.accountKey(), keys, clock.instant())
                .map(known -> {
                    Map<String, String> names = new HashMap<>();
                    known.forEach((key, person) -> {
                        String name = PersonSummary.of(person).name();
                        if (name != null) {
                            names.put(key, name);
                        }
                    });
                    return names;
                });
    }

    private Instant atOrNow(@Nullable String instant) {
        Instant now = clock.instant();
        Instant at = Parameter.past("at", instant, now);
        return at == null ? now : at;
    }

    private record Range(Instant from, Instant to) {}

    private Range range(@Nullable String from, @Nullable String to) {
        Instant now = clock.instant();
        Instant begin = Parameter.past("from", from, now);
        Instant end = Parameter.past("to", to, now);
        Range range = new Range(begin == null ? Instant.EPOCH : begin, end == null ? now : end);
        if (range.from().isAfter(range.to())) {
            throw Parameter.refused("from", "Expected an instant that is not after 'to'.");
        }
        return range;
    }

    /** What is to be reached: members are counted, everything else is a percentage. */
    private static BigDecimal value(SeriesMetric metric, @Nullable String value) {
        boolean counted = metric == SeriesMetric.MEMBERS;
        BigDecimal least = counted ? Parameter.count("value", value) : Parameter.percent("value", value);
        if (least == null || least.signum() == 0) {
            throw Parameter.refused(
                    "value", counted ? "Expected a whole number above 0." : "Expected a value above 0 and up to 100.");
        }
        return least;
    }
}
