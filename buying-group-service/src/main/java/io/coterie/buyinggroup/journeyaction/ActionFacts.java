package io.coterie.buyinggroup.journeyaction;

import io.coterie.buyinggroup.group.BuyingGroup;
import io.coterie.buyinggroup.group.GroupRules;
import io.coterie.buyinggroup.rolestemplate.CompiledTemplate;
import io.coterie.buyinggroup.solutioninterest.SolutionInterest;
import io.coterie.buyinggroup.stage.StageGraph;
import io.coterie.buyinggroup.stage.StageSet;
import io.coterie.buyinggroup.stage.StageVersion;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Everything some actions are decided with, read while their accounts' subjects were locked.
 *
 * @param settled ids of actions carried out before
 * @param interests by what the actions call them: id or name
 * @param rules by interest
 * @param people keys of each account's people
 * @param toCome what the actions may have overtaken
 */
record ActionFacts(
        Set<UUID> settled,
        Map<String, SolutionInterest> interests,
        Map<UUID, CompiledTemplate> templates,
        Map<UUID, GroupRules> rules,
        Map<StageVersion, StageGraph> stages,
        List<BuyingGroup> groups,
        Map<String, Set<String>> people,
        ToCome toCome) {

    /** These facts, and what is to come. */
    ActionFacts with(ToCome known) {
        return new ActionFacts(settled, interests, templates, rules, stages, groups, people, known);
    }

    /** Whether the action's interest is known, and the account has no group for it. */
    boolean lackGroup(PendingAction pending) {
        SolutionInterest interest = interests.get(pending.interest());
        return interest != null
                && group(pending.action().accountKey(), interest.id()).isEmpty();
    }

    /** Whether what the action is about is still to come. What is about an interest nobody knows is never too early. */
    boolean isTooEarly(PendingAction pending) {
        SolutionInterest interest = interests.get(pending.interest());
        if (interest == null) {
            return false;
        }
        String account = pending.action().accountKey();
        return lackGroup(pending)
                ? toCome.hasGroup(account, interest.id())
                : isToCome(account, pending.action().personKey());
    }

    private boolean isToCome(String accountKey, @Nullable String personKey) {
        return personKey != null
                && !isPersonOf(accountKey, personKey)
                && toCome.people().contains(personKey);
    }

    Optional<BuyingGroup> group(String accountKey, UUID interestId) {
        return groups.stream()
                .filter(group -> group.accountKey().equals(accountKey)
                        && group.interestId().equals(interestId)
                        && !group.deleted())
                .findFirst();
    }

    CompiledTemplate template(SolutionInterest interest) {
        return Objects.requireNonNull(templates.get(interest.templateId()), "an interest's template is live");
    }

    GroupRules rules(SolutionInterest interest) {
        return Objects.requireNonNull(rules.get(interest.id()), "the rules of every interest are read");
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
