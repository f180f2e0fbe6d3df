package io.coterie.profile.sandbox;

import io.coterie.platform.messaging.Found;
import io.coterie.platform.messaging.PendingWork;
import io.coterie.platform.messaging.WorkLoops;
import io.coterie.platform.tenancy.SandboxTransactions;
import io.quarkus.runtime.StartupEvent;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Clock;
import java.util.List;

/**
 * Sees to the partner topics of every organisation that has a sandbox without them; a sandbox is ready only then. What
 * stands in the way of one organisation holds up no other one, is logged, and is tried again.
 */
@ApplicationScoped
class PartnerTopicsLoop implements PendingWork {

    private final SandboxTransactions transactions;
    private final RegistrationRepository registrations;
    private final PartnerTopics topics;
    private final WorkLoops loops;
    private final Clock clock;

    PartnerTopicsLoop(
            SandboxTransactions transactions,
            RegistrationRepository registrations,
            PartnerTopics topics,
            WorkLoops loops,
            Clock clock) {
        this.transactions = transactions;
        this.registrations = registrations;
        this.topics = topics;
        this.loops = loops;
        this.clock = clock;
    }

    void start(@Observes StartupEvent started) {
        loops.startBeforeCaughtUp("partner-topics", this::provide);
    }

    @Override
    public String name() {
        return "partner-topics";
    }

    @Override
    public Uni<Long> depth() {
        return waiting().map(organisations -> (long) organisations.size());
    }

    private Uni<Found> provide() {
        return waiting()
                .chain(organisations -> Multi.createFrom()
                        .iterable(organisations)
                        .onItem()
                        .transformToUni(this::provide)
                        .collectFailures()
                        .concatenate()
                        .collect()
                        .asList()
                        .replaceWith(Found.NOTHING));
    }

    private Uni<Void> provide(String organisation) {
        return topics.provide(organisation)
                .chain(() -> transactions.acrossSandboxes(
                        connection -> registrations.acknowledgeTopics(connection, organisation, clock.instant())));
    }

    private Uni<List<String>> waiting() {
        return transactions.acrossSandboxes(registrations::withoutTopics);
    }
}
