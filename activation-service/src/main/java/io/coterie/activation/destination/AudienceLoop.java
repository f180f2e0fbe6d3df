package io.coterie.activation.destination;

import io.coterie.activation.instance.ServiceInstance;
import io.coterie.platform.messaging.PendingWork;
import io.coterie.platform.messaging.WorkLoops;
import io.coterie.platform.tenancy.SandboxTransactions;
import io.quarkus.runtime.StartupEvent;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;

/** Synchronises destinations, the longest due first, one at a time in each process. */
@ApplicationScoped
class AudienceLoop implements PendingWork {

    private final SandboxTransactions transactions;
    private final DestinationWork work;
    private final AudienceSynchronisation synchronisation;
    private final ServiceInstance instance;
    private final WorkLoops loops;

    AudienceLoop(
            SandboxTransactions transactions,
            DestinationWork work,
            AudienceSynchronisation synchronisation,
            ServiceInstance instance,
            WorkLoops loops) {
        this.transactions = transactions;
        this.work = work;
        this.synchronisation = synchronisation;
        this.instance = instance;
        this.loops = loops;
    }

    void start(@Observes StartupEvent event) {
        loops.start(DestinationWork.SYNCHRONISATION, this::step);
    }

    @Override
    public String name() {
        return "audience-synchronisation";
    }

    @Override
    public Uni<Long> depth() {
        return transactions.acrossSandboxes(work::depth);
    }

    private Uni<Boolean> step() {
        return instance.ready()
                .chain(() -> transactions.acrossSandboxes(work::claim))
                .chain(claimed -> claimed.map(
                                claim -> synchronisation.run(claim).replaceWith(true))
                        .orElseGet(() -> Uni.createFrom().item(false)));
    }
}
