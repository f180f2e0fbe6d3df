package io.coterie.buyinggroup.dashboard;

import io.coterie.buyinggroup.browse.GroupFinder;
import io.coterie.buyinggroup.browse.GroupSearch;
import io.coterie.buyinggroup.parameter.Days;
import io.coterie.platform.tenancy.Sandbox;
import io.coterie.platform.tenancy.SandboxTransactions;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import org.jspecify.annotations.Nullable;

/** Answers how groups stand. */
@ApplicationScoped
class DashboardReader {

    private final SandboxTransactions transactions;
    private final DashboardStatements statements;
    private final GroupFinder finder;
    private final Clock clock;

    DashboardReader(SandboxTransactions transactions, DashboardStatements statements, GroupFinder finder, Clock clock) {
        this.transactions = transactions;
        this.statements = statements;
        this.finder = finder;
        this.clock = clock;
    }

    Uni<OverviewView> overview(Sandbox sandbox, GroupSearch search) {
        return transactions.inSandbox(
                sandbox,
                connection -> finder.requireKnown(connection, sandbox.id(), search)
                        .chain(() -> statements.overview(connection, sandbox.id(), search)));
    }

    Uni<KpiView> kpis(Sandbox sandbox, GroupSearch search, @Nullable String from, @Nullable String to) {
        Days created = Days.of(from, to, clock.instant());
        return transactions.inSandbox(
                sandbox,
                connection -> finder.requireKnown(connection, sandbox.id(), search)
                        .chain(() -> statements.kpis(connection, sandbox.id(), search, created)));
    }
}
