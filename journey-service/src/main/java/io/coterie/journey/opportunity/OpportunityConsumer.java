package io.coterie.journey.opportunity;

import io.coterie.platform.messaging.EventConsumption;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.eclipse.microprofile.reactive.messaging.Incoming;

/** {@code coterie.opportunities}. */
@ApplicationScoped
class OpportunityConsumer {

    private final EventConsumption.Channel opportunities;

    OpportunityConsumer(EventConsumption consumption, Opportunities opportunities) {
        this.opportunities = consumption.channel("opportunities", opportunities::keep);
    }

    @Incoming("opportunities")
    Uni<Void> opportunities(ConsumerRecords<String, byte[]> batch) {
        return opportunities.consume(batch);
    }
}
