package io.coterie.profile.audience;

import io.coterie.platform.messaging.EachSandbox;
import io.coterie.platform.tenancy.Sandbox;
import io.coterie.platform.tenancy.SandboxTransactions;
import io.quarkus.scheduler.Scheduled;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;

/**
 * Evaluates every audience once a day over all accounts (D-79): conditions on relative dates change their answer without
 * any event, and for the others it is a safety net that must find nothing to change. It comes first in the night (D-80):
 * groups are looked at half an hour later, and scores after those.
 */
@ApplicationScoped
class NightlyEvaluationJob {

    private final SandboxTransactions transactions;
    private final EachSandbox each;
    private final EvaluationWork work;

    NightlyEvaluationJob(SandboxTransactions transactions, EachSandbox each, EvaluationWork work) {
        this.transactions = transactions;
        this.each = each;
        this.work = work;
    }

    @Scheduled(
            cron = "${coterie.profile.audience.nightly:0 0 0 * * ?}",
            timeZone = "UTC",
            skipExecutionIf = Scheduled.ApplicationNotRunning.class)
    Uni<Void> evaluateAgain() {
        return each.inTurn("nightly-evaluation", this::evaluateAgain);
    }

    private Uni<Void> evaluateAgain(Sandbox sandbox) {
        return transactions.inSandbox(sandbox, connection -> work.again(connection, sandbox));
    }
}
