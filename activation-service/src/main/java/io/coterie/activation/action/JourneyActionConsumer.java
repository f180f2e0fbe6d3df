package io.coterie.activation.action;

import io.coterie.contracts.EventTypes;
import io.coterie.contracts.JourneyAction;
import io.coterie.platform.messaging.EventConsumption;
import io.coterie.platform.messaging.ReceivedEvent;
import io.coterie.platform.tenancy.Sandbox;
import io.quarkus.arc.All;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.eclipse.microprofile.reactive.messaging.Incoming;

/**
 * Takes in what journeys ask for. An action is known by its own id, not by its event's: a journey that crashed may ask
 * again in another event. Kinds that other services perform are left to them.
 */
@ApplicationScoped
class JourneyActionConsumer {

    private final EventConsumption.Channel actions;
    private final ActionStatements statements;
    private final ActionOutcomes outcomes;
    private final Map<String, ActionHandler> handlers = new HashMap<>();

    JourneyActionConsumer(
            EventConsumption consumption,
            ActionStatements statements,
            ActionOutcomes outcomes,
            @All List<ActionHandler> handlers) {
        this.actions = consumption.channel("journey-actions", this::apply);
        this.statements = statements;
        this.outcomes = outcomes;
        handlers.forEach(handler -> handler.kinds().forEach(kind -> this.handlers.put(kind, handler)));
    }

    @Incoming("journey-actions")
    Uni<Void> journeyActions(ConsumerRecords<String, byte[]> batch) {
        return actions.consume(batch);
    }

    private Uni<Void> apply(SqlConnection connection, Sandbox sandbox, List<ReceivedEvent> events) {
        Map<UUID, JourneyAction> ours = new LinkedHashMap<>();
        for (ReceivedEvent event : events) {
            if (event.type().equals(EventTypes.JOURNEY_ACTION_REQUESTED)) {
                JourneyAction action = event.payload(JourneyAction.class);
                if (handlers.containsKey(action.kind())) {
                    var _ = ours.putIfAbsent(action.actionId(), action);
                }
            }
        }
        if (ours.isEmpty()) {
            return Uni.createFrom().voidItem();
        }
        return statements
                .remember(connection, sandbox, List.copyOf(ours.values()))
                .chain(fresh -> accept(connection, sandbox, ours, fresh));
    }

    private Uni<Void> accept(
            SqlConnection connection, Sandbox sandbox, Map<UUID, JourneyAction> ours, Set<UUID> fresh) {
        Map<ActionHandler, List<JourneyAction>> byHandler = new LinkedHashMap<>();
        ours.values().stream()
                .filter(action -> fresh.contains(action.actionId()))
                .forEach(action -> byHandler
                        .computeIfAbsent(Objects.requireNonNull(handlers.get(action.kind())), _ -> new ArrayList<>())
                        .add(action));
        Uni<Void> accepted = Uni.createFrom().voidItem();
        for (Map.Entry<ActionHandler, List<JourneyAction>> share : byHandler.entrySet()) {
            accepted = accepted.chain(() -> share.getKey().accept(connection, sandbox, share.getValue()))
                    .chain(settlements -> outcomes.settle(connection, sandbox, settlements));
        }
        return accepted;
    }
}
