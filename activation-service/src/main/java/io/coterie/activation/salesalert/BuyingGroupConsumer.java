package io.coterie.activation.salesalert;

import io.coterie.platform.messaging.EventConsumption;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.eclipse.microprofile.reactive.messaging.Incoming;

/** Keeps the copy of buying groups. */
@ApplicationScoped
class BuyingGroupConsumer {

    private final EventConsumption.Channel states;

    BuyingGroupConsumer(EventConsumption consumption, BuyingGroups groups) {
        this.states = consumption.channel("buying-group-states", groups::apply);
    }

    @Incoming("buying-group-states")
    Uni<Void> buyingGroupStates(ConsumerRecords<String, byte[]> batch) {
        return states.consume(batch);
    }
}
