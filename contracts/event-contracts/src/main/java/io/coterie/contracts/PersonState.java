package io.coterie.contracts;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A person's whole present state, with the accounts the person belongs to.
 *
 * @param personKey XDM source key
 * @param person the XDM person; null when deleted
 * @param accounts the primary account first (D-01); empty when deleted or when no account is known for the person
 * @param mergedInto the person this one turned out to be; only when deleted, and null when the person is simply gone
 */
public record PersonState(
        String personKey,
        boolean deleted,
        @Nullable JsonNode person,
        List<AccountRelation> accounts,
        @Nullable String mergedInto) {

    /** A person that was not merged into another one. */
    public PersonState(String personKey, boolean deleted, @Nullable JsonNode person, List<AccountRelation> accounts) {
        this(personKey, deleted, person, accounts, null);
    }
}
