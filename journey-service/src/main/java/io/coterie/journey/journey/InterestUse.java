package io.coterie.journey.journey;

import io.coterie.journey.catalogue.KnownInterest;
import io.coterie.journey.definition.CompiledJourney;
import io.coterie.journey.definition.Effect;
import io.coterie.journey.definition.Finding;
import io.coterie.journey.definition.Finding.Code;
import io.coterie.journey.definition.Node;
import io.coterie.journey.definition.Node.ActionNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * Checks what actions want of buying groups: the role is in the template of the interest, the stage in its stage model.
 * What is not known here yet is not held against a journey; the action then says in its outcome what was wrong.
 */
final class InterestUse {

    private InterestUse() {}

    static List<Finding> misfits(CompiledJourney journey, List<KnownInterest> interests) {
        Map<String, KnownInterest> byId =
                interests.stream().collect(Collectors.toMap(KnownInterest::id, Function.identity()));
        List<Node> nodes = List.copyOf(journey.definition().nodes());
        List<Finding> findings = new ArrayList<>();
        for (int index = 0; index < nodes.size(); index++) {
            if (nodes.get(index) instanceof ActionNode action) {
                String pointer = "/nodes/" + index + "/action";
                misfit(action, byId, pointer).ifPresent(findings::add);
            }
        }
        return findings;
    }

    private static Optional<Finding> misfit(ActionNode action, Map<String, KnownInterest> interests, String pointer) {
        return switch (action.effect()) {
            case Effect.AssignToBuyingGroup assign ->
                Optional.ofNullable(interests.get(assign.solutionInterest()))
                        .flatMap(KnownInterest::roles)
                        .filter(roles -> isNoneOf(roles, assign.role()))
                        .map(roles -> finding(action, pointer + "/role", "a role of the interest's template", roles));
            case Effect.UpdateBuyingGroupStage update ->
                Optional.ofNullable(interests.get(update.solutionInterest()))
                        .flatMap(KnownInterest::stages)
                        .filter(stages -> isNoneOf(stages, update.stage()))
                        .map(stages ->
                                finding(action, pointer + "/stage", "a stage of the interest's stage model", stages));
            case Effect.UpdateBuyingGroupStatus _,
                    Effect.RemoveFromBuyingGroup _,
                    Effect.SendEmail _,
                    Effect.SendSalesAlert _,
                    Effect.ActivateToDestination _,
                    Effect.DeactivateFromDestination _ -> Optional.empty();
        };
    }

    private static boolean isNoneOf(List<String> names, String name) {
        return names.stream().noneMatch(name.strip()::equalsIgnoreCase);
    }

    private static Finding finding(ActionNode action, String pointer, String what, List<String> names) {
        return new Finding(
                Code.UNKNOWN_REFERENCE,
                pointer,
                action.id(),
                "Expected " + what + ": " + String.join(", ", names),
                null);
    }
}
