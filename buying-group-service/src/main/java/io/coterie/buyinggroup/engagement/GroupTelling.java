package io.coterie.buyinggroup.engagement;

import io.coterie.buyinggroup.groupstore.ScoredGroups;
import io.coterie.platform.messaging.SubjectLocks;
import io.coterie.platform.tenancy.Sandbox;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import jakarta.enterprise.context.ApplicationScoped;
import java.math.BigDecimal;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.UUID;

/**
 * Brings scores to the groups: locks their accounts first, reads afterwards (one subject, one lock), then keeps the live
 * values and tells others what has changed for them.
 */
@ApplicationScoped
class GroupTelling {

    private final GroupScoreStatements statements;
    private final ScoredGroups groups;
    private final SubjectLocks locks;
    private final RoleWeights roleWeights;
    private final EngagementConfig config;

    GroupTelling(
            GroupScoreStatements statements,
            ScoredGroups groups,
            SubjectLocks locks,
            RoleWeights roleWeights,
            EngagementConfig config) {
        this.statements = statements;
        this.groups = groups;
        this.locks = locks;
        this.roleWeights = roleWeights;
        this.config = config;
    }

    /**
     * Tells of up to a batch of groups with a new nightly score; answers of how many, and with none everything is told.
     */
    Uni<Integer> tellNightly(SqlConnection connection, Sandbox sandbox, Scale scale) {
        return statements
                .unpublished(connection, sandbox.id(), config.batchSize())
                .chain(accounts -> accounts.isEmpty()
                        ? Uni.createFrom().item(0)
                        : tellNightly(connection, sandbox, scale, accounts).replaceWith(accounts.size()));
    }

    private Uni<Void> tellNightly(
            SqlConnection connection, Sandbox sandbox, Scale scale, SortedMap<UUID, String> accounts) {
        return keepLive(connection, sandbox, scale, accounts)
                .chain(live -> statements
                        .scoresOf(connection, sandbox.id(), accounts.keySet())
                        .map(nightly -> used(nightly, live)))
                .chain(scores -> groups.publish(connection, sandbox, scores))
                .chain(() -> statements.markPublished(connection, sandbox.id(), accounts.keySet()));
    }

    /** Keeps the live values of these groups; where those are used, others hear of them too. */
    Uni<Void> tellLive(SqlConnection connection, Sandbox sandbox, Scale scale, SortedMap<UUID, String> accounts) {
        if (accounts.isEmpty()) {
            return Uni.createFrom().voidItem();
        }
        return keepLive(connection, sandbox, scale, accounts)
                .chain(live -> config.usedScore() == UsedScore.LIVE
                        ? groups.publish(connection, sandbox, live).replaceWithVoid()
                        : Uni.createFrom().voidItem());
    }

    private Uni<SortedMap<UUID, BigDecimal>> keepLive(
            SqlConnection connection, Sandbox sandbox, Scale scale, SortedMap<UUID, String> accounts) {
        List<String> there =
                accounts.values().stream().filter(account -> !account.isEmpty()).toList();
        return locks.lock(connection, sandbox, there)
                .chain(() -> roleWeights.of(connection, sandbox.id()))
                .chain(weights ->
                        statements.live(connection, sandbox.id(), accounts.keySet(), weights, scale.groupMaximum()))
                .call(live -> groups.keepLive(connection, sandbox, live));
    }

    private Map<UUID, BigDecimal> used(SortedMap<UUID, BigDecimal> nightly, SortedMap<UUID, BigDecimal> live) {
        Map<UUID, BigDecimal> used = new HashMap<>(nightly);
        if (config.usedScore() == UsedScore.LIVE) {
            used.replaceAll((group, score) -> live.getOrDefault(group, score));
        }
        return used;
    }
}
