package io.coterie.activation.linkedin;

import io.coterie.platform.tenancy.SandboxTransactions;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.UUID;

/**
 * A token bucket for each connection, in the database because every replica draws from it. The bucket's size and what
 * flows in within a minute make up the limit together, so no window of a minute sees more than the limit.
 */
@ApplicationScoped
public class RequestBudget {

    private static final int BURST_SHARE = 10;

    private static final String DRAW = """
            insert into request_budget as b (sandbox_id, connection_id, tokens, counted_at)
            values ($1, $2, $3::float8 - 1, clock_timestamp())
            on conflict (sandbox_id, connection_id) do update
               set tokens = least($3::float8,
                                  b.tokens + extract(epoch from clock_timestamp() - b.counted_at)::float8 * $4::float8) - 1,
                   counted_at = clock_timestamp()
             where least($3::float8,
                         b.tokens + extract(epoch from clock_timestamp() - b.counted_at)::float8 * $4::float8) >= 1
            returning tokens""";

    private final SandboxTransactions transactions;
    private final double burst;
    private final double perSecond;

    RequestBudget(SandboxTransactions transactions, LinkedInConfig config) {
        this.transactions = transactions;
        this.burst = Math.max(1, config.companyRequestsPerMinute() / BURST_SHARE);
        this.perSecond = Math.max(1, config.companyRequestsPerMinute() - burst) / 60.0;
    }

    /** Draws one request; false when the budget is used up for the moment. */
    public Uni<Boolean> draw(int sandboxId, UUID connectionId) {
        return transactions.acrossSandboxes(connection -> connection
                .preparedQuery(DRAW)
                .execute(Tuple.of(sandboxId, connectionId, burst, perSecond))
                .map(rows -> rows.size() > 0));
    }
}
