package io.coterie.buyinggroup.build;

import io.coterie.buyinggroup.group.BuyingGroup;
import io.coterie.buyinggroup.groupstore.InterestRules;
import io.coterie.buyinggroup.people.GonePeople;
import io.coterie.buyinggroup.people.KnownAccount;
import io.coterie.platform.conditions.PersonFacts;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/**
 * Everything about some accounts, read with one query each while their subjects were locked.
 *
 * @param wanted by account and interest the standing job that wants a group
 * @param groups by account and interest
 * @param people by account
 * @param gone of those about whom something was decided
 */
record BuildFacts(
        Map<String, Map<UUID, UUID>> wanted,
        Map<String, Map<UUID, BuyingGroup>> groups,
        Map<UUID, InterestRules> interests,
        ConversionFacts conversions,
        Map<String, KnownAccount> accounts,
        Map<String, List<PersonFacts>> people,
        GonePeople gone) {

    /** Of accounts that have no group and want none. */
    static final BuildFacts NONE =
            new BuildFacts(Map.of(), Map.of(), Map.of(), ConversionFacts.NONE, Map.of(), Map.of(), GonePeople.NOBODY);

    Map<UUID, UUID> wantedOf(String accountKey) {
        return wanted.getOrDefault(accountKey, Map.of());
    }

    Map<UUID, BuyingGroup> groupsOf(String accountKey) {
        return groups.getOrDefault(accountKey, Map.of());
    }

    /** How many people have to be looked at. */
    int size() {
        return people.values().stream().mapToInt(List::size).sum();
    }

    List<PersonFacts> peopleOf(String accountKey) {
        return people.getOrDefault(accountKey, List.of());
    }
}
