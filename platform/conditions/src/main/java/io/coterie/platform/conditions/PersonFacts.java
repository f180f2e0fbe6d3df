package io.coterie.platform.conditions;

import java.time.Instant;
import java.util.List;
import java.util.Map;

/**
 * A person.
 *
 * @param key XDM source key
 * @param document the XDM person
 * @param roles the person's roles in the account at hand (PER-03)
 */
public record PersonFacts(
        String key, Map<String, Object> document, List<String> roles, List<Map<String, Object>> events, Instant now)
        implements Facts {

    public PersonFacts(String key, Map<String, Object> document, List<String> roles, Instant now) {
        this(key, document, roles, List.of(), now);
    }
}
