package io.coterie.buyinggroup.journeyaction;

import io.coterie.buyinggroup.group.BuyingGroup;
import io.coterie.buyinggroup.groupstore.InterestRules;
import io.coterie.buyinggroup.people.GonePeople;
import io.coterie.buyinggroup.stage.StageGraph;
import io.coterie.buyinggroup.stage.StageSet;
import io.coterie.buyinggroup.stage.StageVersion;
import io.coterie.contracts.JourneyAction;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/**
 * Everything some actions are decided with, read while their accounts' subjects were locked.
 *
 * @param settled ids of actions carried out before
 * @param interests by what the actions call them: id or name
 * @param people keys of each account's people
 * @param gone of the people whom the actions name those that no account has, and why
 * @param toCome groups that the actions may have overtaken
 */
record ActionFacts(
        Set<UUID> settled,
        Map<String, InterestRules> interests,
        Map<StageVersion, StageGraph> stages,
        List<BuyingGroup> groups,
        Map<String, Set<String>> people,
        GonePeople gone,
        ToCome toCome) {

    /** These facts, and which groups are to come. */
    ActionFacts with(ToCome known) {
        return new ActionFacts(settled, interests, stages, groups, people, gone, known);
    }

    /** Whether the action's interest is known, and the account has no group for it. */
    boolean lackGroup(PendingAction pending) {
        InterestRules known = interests.get(pending.interest());
        return known != null
                && group(pending.action().accountKey(), known.interest().id()).isEmpty();
    }

    /** Whether what the action is about is still to come. What is about an interest nobody knows is never too early. */
    boolean isTooEarly(PendingAction pending) {
        InterestRules known = interests.get(pending.interest());
        if (known == null) {
            return false;
        }
        String account = pending.action().accountKey();
        UUID interestId = known.interest().id();
        return group(account, interestId)
                .map(group -> isPersonToCome(group, pending.action()))
                .orElseGet(() -> toCome.hasGroup(account, interestId));
    }

    /**
     * Journeys assign an account's people: whoever is none here may be one already where the journey looked. Removed are
     * members, of whom journeys hear from here.
     */
    private boolean isPersonToCome(BuyingGroup group, JourneyAction action) {
        String personKey = action.personKey();
        return personKey != null
                && action.kind().equals(JourneyAction.ASSIGN_TO_BUYING_GROUP)
                && !isPersonOf(group.accountKey(), personKey)
                && !gone.isGoneFrom(group.accountKey(), personKey);
    }

    Optional<BuyingGroup> group(String accountKey, UUID interestId) {
        return groups.stream()
                .filter(group -> group.accountKey().equals(accountKey)
                        && group.interestId().equals(interestId)
                        && !group.deleted())
                .findFirst();
    }

    /** The moves a group has in its stages, which are its interest's or none (STG-10). */
    StageGraph moves(StageSet groupStages) {
        StageVersion version = groupStages.version();
        return version == null ? StageGraph.EMPTY : stages.getOrDefault(version, StageGraph.EMPTY);
    }

    boolean isPersonOf(String accountKey, String personKey) {
        return people.getOrDefault(accountKey, Set.of()).contains(personKey);
    }
}
