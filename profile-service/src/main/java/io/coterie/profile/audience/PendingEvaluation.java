package io.coterie.profile.audience;

import io.coterie.platform.messaging.PendingWork;
import io.coterie.platform.tenancy.SandboxTransactions;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;

/** Shows what is still to be evaluated. */
@ApplicationScoped
class PendingEvaluation implements PendingWork {

    private static final String DEPTH = """
            select (select count(*) from audience_streaming_work) + (select count(*) from audience_evaluation_work) as depth""";

    private final SandboxTransactions transactions;

    PendingEvaluation(SandboxTransactions transactions) {
        this.transactions = transactions;
    }

    @Override
    public String name() {
        return "audience-evaluation";
    }

    @Override
    public Uni<Long> depth() {
        return transactions.acrossSandboxes(connection -> connection
                .preparedQuery(DEPTH)
                .execute()
                .map(rows -> rows.iterator().next().getLong("depth")));
    }
}
