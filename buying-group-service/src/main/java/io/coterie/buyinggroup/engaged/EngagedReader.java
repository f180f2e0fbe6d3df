package io.coterie.buyinggroup.engaged;

import io.coterie.buyinggroup.browse.GroupFinder;
import io.coterie.buyinggroup.browse.GroupSearch;
import io.coterie.buyinggroup.insight.EngagementActivities;
import io.coterie.buyinggroup.parameter.Days;
import io.coterie.buyinggroup.weightingmodel.EngagementType;
import io.coterie.platform.paging.Page;
import io.coterie.platform.tenancy.Sandbox;
import io.coterie.platform.tenancy.SandboxTransactions;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.util.List;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;

/** Answers who engages (§17.2). */
@ApplicationScoped
class EngagedReader {

    private final SandboxTransactions transactions;
    private final EngagedStatements statements;
    private final EngagementActivities activities;
    private final GroupFinder finder;
    private final Clock clock;

    EngagedReader(
            SandboxTransactions transactions,
            EngagedStatements statements,
            EngagementActivities activities,
            GroupFinder finder,
            Clock clock) {
        this.transactions = transactions;
        this.statements = statements;
        this.activities = activities;
        this.finder = finder;
        this.clock = clock;
    }

    Uni<EngagedView> view(Sandbox sandbox, GroupSearch search, EngagedFilter filter) {
        return asking(
                sandbox, search, filter, (connection, question) -> statements.view(connection, sandbox.id(), question));
    }

    Uni<Page<EngagedLine>> lines(
            Sandbox sandbox,
            GroupSearch search,
            EngagedFilter filter,
            Population population,
            @Nullable String cursor,
            int limit) {
        EngagedPlace after = EngagedPlace.after(cursor);
        return asking(
                        sandbox,
                        search,
                        filter,
                        (connection, question) ->
                                statements.lines(connection, sandbox.id(), question, population, after, limit + 1))
                .map(lines -> Page.of(lines, limit, EngagedLine::sortKey));
    }

    private <T> Uni<T> asking(
            Sandbox sandbox,
            GroupSearch search,
            EngagedFilter filter,
            BiFunction<SqlConnection, EngagedStatements.Question, Uni<T>> ask) {
        Days days = filter.days(clock.instant(), activities.keptSince());
        List<String> roles = filter.roles();
        List<EngagementType> types = filter.types();
        return transactions.inSandbox(
                sandbox,
                connection -> finder.requireKnown(connection, sandbox.id(), search)
                        .chain(() -> activities.kinds(connection, sandbox.id(), types))
                        .chain(kinds -> ask.apply(
                                connection, new EngagedStatements.Question(search, days, roles, List.of(kinds)))));
    }
}
