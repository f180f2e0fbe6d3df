package io.coterie.activation.delivery;

import io.coterie.platform.tenancy.SandboxTransactions;
import io.quarkus.scheduler.Scheduled;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;

/** Takes over what processes held that died. */
@ApplicationScoped
class TakeOverJob {

    private final SandboxTransactions transactions;
    private final DeliverySteps steps;

    TakeOverJob(SandboxTransactions transactions, DeliverySteps steps) {
        this.transactions = transactions;
        this.steps = steps;
    }

    @Scheduled(every = "1s", skipExecutionIf = Scheduled.ApplicationNotRunning.class)
    Uni<Void> takeOver() {
        return transactions.acrossSandboxes(steps::takeOver);
    }
}
