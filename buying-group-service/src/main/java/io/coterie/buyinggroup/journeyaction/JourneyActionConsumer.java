package io.coterie.buyinggroup.journeyaction;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.coterie.contracts.JourneyAction;
import io.coterie.platform.messaging.EventConsumption;
import io.coterie.platform.messaging.ReceivedEvent;
import io.coterie.platform.tenancy.Sandbox;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;
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
            if (Objects.isNull(action.kind()) || KINDS.contains(action.kind())) {
                requireWhole(action);
                pending.add(new PendingAction(
                        action, event.id(), event.correlationId() == null ? event.id() : event.correlationId(), null));
            }
        }
        return work.enqueue(connection, sandbox, pending);
    }

    /** JSON can lack what the contract does not: such an action could not be carried out, nor its outcome be told. */
    private static void requireWhole(JourneyAction action) {
        boolean isWhole = Stream.<Object>of(
                                action.kind(),
                                action.actionId(),
                                action.journeyId(),
                                action.runId(),
                                action.nodeId(),
                                action.accountKey())
                        .allMatch(Objects::nonNull)
                && action.parameters() instanceof ObjectNode;
        if (!isWhole) {
            throw new IllegalArgumentException(
                    "Expected an action with kind, actionId, journeyId, runId, nodeId, accountKey"
                            + " and parameters, an object");
        }
    }
}
