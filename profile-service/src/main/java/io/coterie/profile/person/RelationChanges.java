package io.coterie.profile.person;

import com.google.errorprone.annotations.CanIgnoreReturnValue;
import io.coterie.contracts.AccountRelation;
import io.coterie.profile.person.AccountPeopleRepository.Relation;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** What changed persons mean for the people of accounts. */
final class RelationChanges {

    private final List<Relation> removed = new ArrayList<>();
    private final List<Relation> written = new ArrayList<>();
    private final Set<String> accountKeys = new HashSet<>();

    /** Notes one changed person, the accounts it belonged to and those it belongs to from now on. */
    @CanIgnoreReturnValue
    RelationChanges add(String person, List<AccountRelation> before, List<AccountRelation> now) {
        for (String account : PersonAccounts.left(before, now)) {
            removed.add(new Relation(person, new AccountRelation(account, List.of())));
            accountKeys.add(account);
        }
        for (AccountRelation relation : PersonAccounts.changed(before, now)) {
            written.add(new Relation(person, relation));
        }
        now.forEach(relation -> accountKeys.add(relation.accountKey()));
        return this;
    }

    List<Relation> removed() {
        return removed;
    }

    List<Relation> written() {
        return written;
    }

    /** The accounts that a person belonged to before or belongs to now. */
    Set<String> accountKeys() {
        return accountKeys;
    }
}
