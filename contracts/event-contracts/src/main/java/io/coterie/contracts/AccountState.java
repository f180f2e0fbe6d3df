package io.coterie.contracts;

import com.fasterxml.jackson.databind.JsonNode;
import org.jspecify.annotations.Nullable;

/**
 * An account's whole present state.
 *
 * @param accountKey XDM source key, {@code sourceID@sourceInstanceID.sourceType} (KEY-02)
 * @param account the XDM account; null when deleted
 */
public record AccountState(
        String accountKey, boolean deleted, @Nullable JsonNode account) {}
