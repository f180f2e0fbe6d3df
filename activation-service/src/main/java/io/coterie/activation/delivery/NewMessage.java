package io.coterie.activation.delivery;

import com.fasterxml.jackson.databind.JsonNode;
import io.coterie.contracts.JourneyAction;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A message as an action asks for it; what it says is decided when it is handed over.
 *
 * @param messageId the action's id: one action, one message
 */
public record NewMessage(
        UUID messageId,
        String kind,
        UUID journeyId,
        UUID runId,
        String nodeId,
        int visit,
        String accountKey,
        @Nullable String personKey,
        JsonNode parameters) {

    public static NewMessage of(JourneyAction action, String kind) {
        return new NewMessage(
                action.actionId(),
                kind,
                action.journeyId(),
                action.runId(),
                action.nodeId(),
                action.visit(),
                action.accountKey(),
                action.personKey(),
                action.parameters());
    }
}
