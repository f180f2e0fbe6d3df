package io.coterie.buyinggroup.journeyaction;

import java.util.Map;
import java.util.Set;
import java.util.UUID;

/**
 * Groups that actions may have overtaken: accounts and audiences come on topics of their own, and groups are made of them.
 *
 * @param accounts keys of those that have not arrived
 * @param groups by account the interests whose group a standing job wants, or will when a membership arrives
 */
record ToCome(Set<String> accounts, Map<String, Set<UUID>> groups) {

    static final ToCome NOTHING = new ToCome(Set.of(), Map.of());

    boolean hasGroup(String accountKey, UUID interestId) {
        return accounts.contains(accountKey)
                || groups.getOrDefault(accountKey, Set.of()).contains(interestId);
    }
}
