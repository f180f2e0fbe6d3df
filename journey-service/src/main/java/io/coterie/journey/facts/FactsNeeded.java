package io.coterie.journey.facts;

import io.coterie.journey.definition.Awaited;
import io.coterie.journey.definition.CompiledJourney;
import io.coterie.journey.definition.Effect;
import io.coterie.journey.definition.Node.ActionNode;
import io.coterie.journey.definition.Node.ListenNode;
import io.coterie.platform.conditions.ConditionReads;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * What journeys can ask about an account; nothing else is read.
 *
 * @param onceNodes actions that must know what they have asked for on earlier visits
 */
record FactsNeeded(
        boolean people,
        boolean groups,
        boolean opportunities,
        Set<String> audiences,
        Set<String> eventTypes,
        Set<String> onceNodes) {

    static FactsNeeded by(Collection<CompiledJourney> journeys) {
        boolean people = false;
        boolean groups = false;
        boolean opportunities = false;
        Set<String> audiences = new HashSet<>();
        Set<String> eventTypes = new HashSet<>();
        Set<String> onceNodes = new HashSet<>();
        for (CompiledJourney journey : journeys) {
            List<ConditionReads> reads =
                    journey.factConditions().map(condition -> condition.reads()).toList();
            people |= reads.stream().anyMatch(ConditionReads::people)
                    || journey.actions().anyMatch(action -> needsPeople(action, journey));
            groups |= reads.stream().anyMatch(ConditionReads::groups)
                    || journey.listens().map(ListenNode::event).anyMatch(Awaited.GroupEvent.class::isInstance)
                    || journey.actions()
                            .anyMatch(action -> action.effect().interest().isPresent());
            opportunities |= reads.stream().anyMatch(ConditionReads::opportunities);
            reads.forEach(read -> audiences.addAll(read.audiences()));
            eventTypes.addAll(journey.countedEventTypes());
            journey.actions().filter(ActionNode::oncePerRunAndPerson).forEach(action -> onceNodes.add(action.id()));
        }
        // Events are read through the people who did something.
        return new FactsNeeded(
                people || !eventTypes.isEmpty(),
                groups,
                opportunities,
                Set.copyOf(audiences),
                Set.copyOf(eventTypes),
                Set.copyOf(onceNodes));
    }

    /** Whether an effect on people means the members of the account's group, not the account's people. */
    static boolean addressesGroup(Effect effect) {
        return switch (effect) {
            case Effect.SendEmail mail -> mail.solutionInterest() != null;
            case Effect.RemoveFromBuyingGroup _ -> true;
            case Effect.AssignToBuyingGroup _,
                    Effect.SendSalesAlert _,
                    Effect.ActivateToDestination _,
                    Effect.DeactivateFromDestination _,
                    Effect.UpdateBuyingGroupStage _,
                    Effect.UpdateBuyingGroupStatus _ -> false;
        };
    }

    private static boolean needsPeople(ActionNode action, CompiledJourney journey) {
        return action.effect().concernsPeople()
                && (!addressesGroup(action.effect())
                        || journey.people(action.id()).isPresent());
    }
}
