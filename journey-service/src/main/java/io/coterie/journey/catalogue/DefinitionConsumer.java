package io.coterie.journey.catalogue;

import io.coterie.platform.messaging.EventConsumption;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.eclipse.microprofile.reactive.messaging.Incoming;

/** {@code coterie.definitions}. */
@ApplicationScoped
class DefinitionConsumer {

    private final EventConsumption.Channel definitions;

    DefinitionConsumer(EventConsumption consumption, Catalogue catalogue) {
        this.definitions = consumption.channel("definitions", catalogue::keep);
    }

    @Incoming("definitions")
    Uni<Void> definitions(ConsumerRecords<String, byte[]> batch) {
        return definitions.consume(batch);
    }
}
