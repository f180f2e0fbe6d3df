package io.coterie.buyinggroup.journeyaction;

import io.coterie.contracts.ActionOutcome;
import io.coterie.contracts.JourneyAction;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * An action a journey asked for.
 *
 * @param eventId of the event that carried it
 * @param heldSince when it was first held; null when it was not yet
 */
record PendingAction(
        JourneyAction action,
        UUID eventId,
        @Nullable UUID correlationId,
        @Nullable Instant heldSince) {

    static UUID[] ids(List<PendingAction> actions) {
        return actions.stream().map(pending -> pending.action().actionId()).toArray(UUID[]::new);
    }

    String actor() {
        return "journey " + action.journeyId();
    }

    /** A parameter's text; empty when it is missing. */
    String parameter(String name) {
        return action.parameters().path(name).asText("").strip();
    }

    /** What the action calls the interest it is about: by id or name. */
    String interest() {
        return parameter("solutionInterest");
    }

    ActionOutcome outcome(String status, @Nullable String reason, Instant at) {
        return new ActionOutcome(
                action.actionId(),
                action.runId(),
                action.nodeId(),
                action.kind(),
                action.accountKey(),
                action.personKey(),
                status,
                reason,
                at);
    }
}
