package io.coterie.journey.timeline;

import io.coterie.contracts.ActionOutcome;
import io.coterie.platform.messaging.EventConsumption;
import io.coterie.platform.messaging.ReceivedEvent;
import io.coterie.platform.tenancy.Sandbox;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.eclipse.microprofile.reactive.messaging.Incoming;

/** {@code coterie.action-outcomes}: shown in the run's timeline. Actions do not hold the run, so nobody is woken. */
@ApplicationScoped
class ActionOutcomeConsumer {

    private final EventConsumption.Channel outcomes;
    private final Timeline timeline;

    ActionOutcomeConsumer(EventConsumption consumption, Timeline timeline) {
        this.outcomes = consumption.channel("action-outcomes", this::apply);
        this.timeline = timeline;
    }

    @Incoming("action-outcomes")
    Uni<Void> outcomes(ConsumerRecords<String, byte[]> batch) {
        return outcomes.consume(batch);
    }

    private Uni<Void> apply(SqlConnection connection, Sandbox sandbox, List<ReceivedEvent> events) {
        List<ReceivedOutcome> received = events.stream()
                .map(event -> new ReceivedOutcome(event.id(), event.payload(ActionOutcome.class)))
                .toList();
        return timeline.settle(connection, sandbox, received);
    }
}
