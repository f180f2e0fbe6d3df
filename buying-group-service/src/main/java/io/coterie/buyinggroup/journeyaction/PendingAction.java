package io.coterie.buyinggroup.journeyaction;

import io.coterie.contracts.JourneyAction;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * An action a journey asked for.
 *
 * @param eventId of the event that carried it
 */
record PendingAction(
        JourneyAction action, UUID eventId, @Nullable UUID correlationId) {

    String actor() {
        return "journey " + action.journeyId();
    }

    /** A parameter's text; empty when it is missing. */
    String parameter(String name) {
        return action.parameters().path(name).asText("").strip();
    }
}
