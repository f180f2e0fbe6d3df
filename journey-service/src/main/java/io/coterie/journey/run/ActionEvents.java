package io.coterie.journey.run;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.coterie.contracts.ContractJson;
import io.coterie.contracts.EventTypes;
import io.coterie.contracts.JourneyAction;
import io.coterie.contracts.Topics;
import io.coterie.journey.definition.Effect;
import io.coterie.journey.definition.Node.ActionNode;
import io.coterie.journey.execution.JourneyEvent.ActionRequested;
import io.coterie.journey.execution.Run;
import io.coterie.platform.messaging.OutgoingEvent;

/** From an effect a run asked for to the event that asks for it. */
final class ActionEvents {

    private ActionEvents() {}

    static OutgoingEvent of(Decision decision, ActionRequested requested) {
        Run run = decision.after();
        ActionNode node = (ActionNode) decision.journey().graph().node(requested.node());
        JourneyAction action = new JourneyAction(
                requested.actionId(),
                requested.kind(),
                run.journeyId(),
                run.id(),
                requested.node(),
                requested.visit(),
                run.accountKey(),
                requested.personKey(),
                parameters(node.effect()));
        return new OutgoingEvent(
                Topics.JOURNEY_ACTIONS,
                run.accountKey(),
                EventTypes.JOURNEY_ACTION_REQUESTED,
                "journey-actions/" + requested.actionId(),
                0,
                ContractJson.write(action),
                run.id(),
                null);
    }

    /** Named as at the constants of {@link JourneyAction}. */
    static ObjectNode parameters(Effect effect) {
        ObjectNode parameters = JsonNodeFactory.instance.objectNode();
        return switch (effect) {
            case Effect.SendEmail mail -> parameters.put("email", mail.email());
            case Effect.SendSalesAlert alert -> {
                parameters.put("solutionInterest", alert.solutionInterest());
                alert.recipients().forEach(parameters.putArray("recipients")::add);
                yield parameters;
            }
            case Effect.ActivateToDestination activate -> parameters.put("destination", activate.destination());
            case Effect.DeactivateFromDestination deactivate -> parameters.put("destination", deactivate.destination());
            case Effect.UpdateBuyingGroupStage update ->
                parameters.put("solutionInterest", update.solutionInterest()).put("stage", update.stage());
            case Effect.UpdateBuyingGroupStatus update ->
                parameters.put("solutionInterest", update.solutionInterest()).put("status", update.status());
            case Effect.AssignToBuyingGroup assign ->
                parameters.put("solutionInterest", assign.solutionInterest()).put("role", assign.role());
            case Effect.RemoveFromBuyingGroup remove -> parameters.put("solutionInterest", remove.solutionInterest());
        };
    }
}
