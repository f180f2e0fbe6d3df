package io.coterie.platform.conditions;

import java.time.Instant;
import java.util.Map;

/**
 * One opportunity of an account.
 *
 * @param key XDM source key
 * @param document the XDM opportunity
 */
public record OpportunityFacts(String key, Map<String, Object> document, Instant now) implements Facts {}
