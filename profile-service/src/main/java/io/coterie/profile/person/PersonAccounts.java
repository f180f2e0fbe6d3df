package io.coterie.profile.person;

import com.fasterxml.jackson.databind.JsonNode;
import io.coterie.contracts.AccountRelation;
import io.coterie.profile.relation.Related;
import io.coterie.profile.source.SourceKey;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The accounts of a person, as its components and the relations kept beside it name them (D-01). */
final class PersonAccounts {

    private PersonAccounts() {}

    /** The accounts in the order of the components; two components may name the same one, and their roles are put together. */
    static List<AccountRelation> of(JsonNode components) {
        Map<String, Set<String>> rolesByAccount = LinkedHashMap.newLinkedHashMap(components.size());
        for (JsonNode component : components) {
            String account =
                    component.path("sourceAccountKey").path(SourceKey.WRITTEN).textValue();
            if (account != null) {
                Set<String> roles = rolesByAccount.computeIfAbsent(account, _ -> new LinkedHashSet<>());
                component.path("personRoles").forEach(role -> roles.add(role.textValue()));
            }
        }
        return listed(rolesByAccount);
    }

    /** The accounts of the components, then those that only relations name; the roles of both are put together. */
    static List<AccountRelation> combined(List<AccountRelation> ofComponents, List<Related> related) {
        if (related.isEmpty()) {
            return ofComponents;
        }
        Map<String, Set<String>> rolesByAccount = new LinkedHashMap<>();
        ofComponents.forEach(
                relation -> rolesByAccount.put(relation.accountKey(), new LinkedHashSet<>(relation.roles())));
        related.forEach(relation -> rolesByAccount
                .computeIfAbsent(relation.otherKey(), _ -> new LinkedHashSet<>())
                .addAll(relation.roles()));
        return listed(rolesByAccount);
    }

    /** The relations that are new or have other roles than before. */
    static List<AccountRelation> changed(List<AccountRelation> before, List<AccountRelation> now) {
        return before.isEmpty()
                ? now
                : now.stream().filter(relation -> !before.contains(relation)).toList();
    }

    /** The accounts that were left. */
    static List<String> left(List<AccountRelation> before, List<AccountRelation> now) {
        Set<String> kept = new HashSet<>();
        now.forEach(relation -> kept.add(relation.accountKey()));
        return before.stream()
                .map(AccountRelation::accountKey)
                .filter(account -> !kept.contains(account))
                .toList();
    }

    private static List<AccountRelation> listed(Map<String, Set<String>> rolesByAccount) {
        List<AccountRelation> relations = new ArrayList<>(rolesByAccount.size());
        rolesByAccount.forEach((account, roles) -> relations.add(new AccountRelation(account, List.copyOf(roles))));
        return relations;
    }
}
