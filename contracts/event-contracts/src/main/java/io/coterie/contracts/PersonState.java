package io.coterie.contracts;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A person's whole present state, with the accounts the person belongs to.
 *
 * @param personKey XDM source key
 * @param person the XDM person; null when deleted
 * @param accounts empty when deleted or when no account is known for the person
 */
public record PersonState(
        String personKey, boolean deleted, @Nullable JsonNode person, List<AccountRelation> accounts) {}
