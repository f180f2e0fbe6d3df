package io.coterie.journey.opportunity;

import java.util.Map;

/**
 * An opportunity of an account.
 *
 * @param key XDM source key
 * @param document the XDM opportunity
 */
public record KnownOpportunity(String accountKey, String key, Map<String, Object> document) {}
