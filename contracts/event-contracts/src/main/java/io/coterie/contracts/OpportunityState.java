package io.coterie.contracts;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An opportunity's whole present state, with the persons who take part in it.
 *
 * @param opportunityKey XDM source key
 * @param accountKey the account may not be known yet: an opportunity may arrive first; null when deleted
 * @param opportunity the XDM opportunity (§3.3); open unless {@code isClosed} is true (D-04); null when deleted
 * @param persons empty when deleted
 */
public record OpportunityState(
        String opportunityKey,
        @Nullable String accountKey,
        boolean deleted,
        @Nullable JsonNode opportunity,
        List<Person> persons) {

    /**
     * A person of the opportunity, from the opportunity-person relation.
     *
     * @param personKey the person may not be known yet
     * @param role {@code personRole} of the relation
     */
    public record Person(String personKey, @Nullable String role) {}
}
