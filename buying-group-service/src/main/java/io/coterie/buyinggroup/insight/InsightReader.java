package io.coterie.buyinggroup.insight;

import io.coterie.buyinggroup.browse.GroupFinder;
import io.coterie.buyinggroup.parameter.Days;
import io.coterie.platform.tenancy.Sandbox;
import io.coterie.platform.tenancy.SandboxTransactions;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.util.List;
import java.util.function.Function;

/** Answers what happens in roles (§13.4). */
@ApplicationScoped
class InsightReader {

    private final SandboxTransactions transactions;
    private final InsightStatements statements;
    private final EngagementActivities activities;
    private final GroupFinder finder;
    private final Clock clock;

    InsightReader(
            SandboxTransactions transactions,
            InsightStatements statements,
            EngagementActivities activities,
            GroupFinder finder,
            Clock clock) {
        this.transactions = transactions;
        this.statements = statements;
        this.activities = activities;
        this.finder = finder;
        this.clock = clock;
    }

    Uni<List<RoleMonth>> acquisition(Sandbox sandbox, InsightFilter filter) {
        Days days = filter.days(clock.instant());
        return asking(
                sandbox,
                filter,
                connection ->
                        statements.acquisition(connection, sandbox.id(), days, filter.roles(), filter.interests()));
    }

    Uni<List<RoleEngagement>> engagement(Sandbox sandbox, InsightFilter filter, boolean byInterest) {
        Days days = filter.days(clock.instant(), activities.keptSince());
        return asking(
                sandbox,
                filter,
                connection -> activities
                        .kinds(connection, sandbox.id(), List.of())
                        .chain(kinds -> statements.engagement(
                                connection,
                                sandbox.id(),
                                days,
                                filter.roles(),
                                filter.interests(),
                                kinds,
                                byInterest)));
    }

    Uni<List<RoleMonth>> engagementByMonth(Sandbox sandbox, InsightFilter filter) {
        Days days = filter.days(clock.instant(), activities.keptSince());
        return asking(
                sandbox,
                filter,
                connection -> activities
                        .kinds(connection, sandbox.id(), List.of())
                        .chain(kinds -> statements.engagementByMonth(
                                connection, sandbox.id(), days, filter.roles(), filter.interests(), kinds)));
    }

    private <T> Uni<T> asking(Sandbox sandbox, InsightFilter filter, Function<SqlConnection, Uni<T>> question) {
        return transactions.inSandbox(
                sandbox,
                connection -> finder.requireKnown(connection, sandbox.id(), filter.search())
                        .chain(() -> question.apply(connection)));
    }
}
