package io.coterie.profile.interaction;

import io.coterie.platform.messaging.EventConsumption;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.eclipse.microprofile.reactive.messaging.Incoming;

/** What activation-service reports. */
@ApplicationScoped
class InteractionConsumer {

    private final EventConsumption.Channel interactions;

    InteractionConsumer(EventConsumption consumption, InteractionService service) {
        this.interactions = consumption.channel("interactions", service::apply);
    }

    @Incoming("interactions")
    Uni<Void> interactions(ConsumerRecords<String, byte[]> batch) {
        return interactions.consume(batch);
    }
}
