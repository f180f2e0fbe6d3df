package io.coterie.buyinggroup.activity;

import io.coterie.platform.messaging.EventConsumption;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.eclipse.microprofile.reactive.messaging.Incoming;

/** Counts what people do. The topic keeps longer than the score looks back, so an empty service counts itself full. */
@ApplicationScoped
class ActivityConsumer {

    private final EventConsumption.Channel events;

    ActivityConsumer(EventConsumption consumption, Activities activities) {
        this.events = consumption.channel("experience-events", activities::count);
    }

    @Incoming("experience-events")
    Uni<Void> events(ConsumerRecords<String, byte[]> batch) {
        return events.consume(batch);
    }
}
