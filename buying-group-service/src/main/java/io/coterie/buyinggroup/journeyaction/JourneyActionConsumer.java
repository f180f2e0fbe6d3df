package io.coterie.buyinggroup.journeyaction;

import io.coterie.contracts.JourneyAction;
import io.coterie.platform.messaging.EventConsumption;
import io.coterie.platform.messaging.ReceivedEvent;
import io.coterie.platform.tenancy.Sandbox;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.eclipse.microprofile.reactive.messaging.Incoming;

/** Takes in what journeys ask of buying groups; what they ask of others passes by. */
@ApplicationScoped
class JourneyActionConsumer {

    private static final Set<String> KINDS = Set.of(
            JourneyAction.UPDATE_BUYING_GROUP_STAGE,
            JourneyAction.UPDATE_BUYING_GROUP_STATUS,
            JourneyAction.ASSIGN_TO_BUYING_GROUP,
            JourneyAction.REMOVE_FROM_BUYING_GROUP);

    private final EventConsumption.Channel actions;
    private final ActionWork work;

    JourneyActionConsumer(EventConsumption consumption, ActionWork work) {
        this.actions = consumption.channel("journey-actions", this::apply);
        this.work = work;
    }

    @Incoming("journey-actions")
    Uni<Void> actions(ConsumerRecords<String, byte[]> batch) {
        return actions.consume(batch);
    }

    private Uni<Void> apply(SqlConnection connection, Sandbox sandbox, List<ReceivedEvent> events) {
        List<PendingAction> pending = new ArrayList<>();
        for (ReceivedEvent event : events) {
            JourneyAction action = event.payload(JourneyAction.class);
            if (KINDS.contains(action.kind())) {
                pending.add(new PendingAction(
                        action, event.id(), event.correlationId() == null ? event.id() : event.correlationId()));
            }
        }
        return work.enqueue(connection, sandbox, pending);
    }
}
