package io.coterie.journey.catalogue;

import java.util.Collection;
import java.util.Collections;
import java.util.Set;

/**
 * A solution interest for which jobs create buying groups. A condition may name the interest by id or name.
 *
 * @param audiences ids of those whose accounts get the groups
 */
public record ExpectedGroup(String interestId, String interestName, Set<String> audiences) {
    public ExpectedGroup {
        audiences = Set.copyOf(audiences);
    }

    /** Whether an account in these audiences gets a group. */
    public boolean isForAnyOf(Collection<String> accountAudiences) {
        return !Collections.disjoint(audiences, accountAudiences);
    }

    /** Whether a condition that names an interest so means this one. */
    public boolean isNamed(String idOrName) {
        return interestId.equals(idOrName) || interestName.equalsIgnoreCase(idOrName.strip());
    }
}
