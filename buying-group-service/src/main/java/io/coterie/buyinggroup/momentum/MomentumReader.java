package io.coterie.buyinggroup.momentum;

import io.coterie.buyinggroup.browse.GroupFinder;
import io.coterie.buyinggroup.browse.GroupSearch;
import io.coterie.buyinggroup.insight.EngagementActivities;
import io.coterie.buyinggroup.parameter.Days;
import io.coterie.platform.tenancy.Sandbox;
import io.coterie.platform.tenancy.SandboxTransactions;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Answers what moves and what stands still (§17.3). */
@ApplicationScoped
class MomentumReader {

    private final SandboxTransactions transactions;
    private final ProgressStatements progress;
    private final SurgeStatements surge;
    private final EngagementActivities activities;
    private final GroupFinder finder;
    private final Clock clock;

    MomentumReader(
            SandboxTransactions transactions,
            ProgressStatements progress,
            SurgeStatements surge,
            EngagementActivities activities,
            GroupFinder finder,
            Clock clock) {
        this.transactions = transactions;
        this.progress = progress;
        this.surge = surge;
        this.activities = activities;
        this.finder = finder;
        this.clock = clock;
    }

    /** The parts one after the other: they share a connection, which does one thing at a time. */
    Uni<MomentumView> view(Sandbox sandbox, GroupSearch search, @Nullable String from, @Nullable String to) {
        Instant now = clock.instant();
        Period period = Period.of(Days.compared(from, to, now, activities.keptSince()), now);
        int id = sandbox.id();
        return transactions.inSandbox(
                sandbox,
                connection -> finder.requireKnown(connection, id, search)
                        .chain(() -> activities.kinds(connection, id, List.of()))
                        .chain(kinds -> groups(connection, id, search, period)
                                .chain(view -> accounts(connection, id, search, period.days(), kinds, view))));
    }

    private Uni<MomentumView> groups(SqlConnection connection, int sandboxId, GroupSearch search, Period period) {
        return stages(connection, sandboxId, search, period)
                .chain(stages -> progress.cards(connection, sandboxId, search, period)
                        .map(cards -> new MomentumView(
                                stages,
                                cards.mostEngaged(),
                                cards.fastest(),
                                cards.stagnant(),
                                List.of(),
                                List.of(),
                                List.of())));
    }

    private Uni<MomentumView> accounts(
            SqlConnection connection,
            int sandboxId,
            GroupSearch search,
            Days days,
            String[] kinds,
            MomentumView groups) {
        return surge.compare(connection, sandboxId, search, days, kinds)
                .map(compared -> new MomentumView(
                        groups.stages(),
                        groups.mostEngaged(),
                        groups.fastest(),
                        groups.stagnant(),
                        compared.counts(),
                        compared.surging(),
                        compared.atRisk()));
    }

    private Uni<List<MomentumView.StageCount>> stages(
            SqlConnection connection, int sandboxId, GroupSearch search, Period period) {
        return progress.latestModel(connection, sandboxId)
                .chain(model -> model.isEmpty()
                        ? Uni.createFrom().item(List.of())
                        : stages(connection, sandboxId, search, period, model.get()));
    }

    private Uni<List<MomentumView.StageCount>> stages(
            SqlConnection connection,
            int sandboxId,
            GroupSearch search,
            Period period,
            ProgressStatements.Model model) {
        return progress.inStages(connection, sandboxId, search, model, period.endOfFirstDay())
                .chain(first -> progress.inStages(connection, sandboxId, search, model, period.end())
                        .map(last -> model.stages().stream()
                                .filter(stage -> isAsked(search, stage))
                                .map(stage ->
                                        new MomentumView.StageCount(stage, count(first, stage), count(last, stage)))
                                .toList()));
    }

    private static boolean isAsked(GroupSearch search, String stage) {
        return search.stage().isEmpty() || search.stage().stream().anyMatch(stage.strip()::equalsIgnoreCase);
    }

    private static long count(Map<String, Long> counts, String stage) {
        return counts.getOrDefault(stage.strip().toLowerCase(Locale.ROOT), 0L);
    }
}
