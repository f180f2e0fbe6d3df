package io.coterie.platform.conditions;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A person.
 *
 * @param key XDM source key
 * @param document the XDM person
 * @param roles the person's roles in the account at hand (PER-03)
 * @param engagement the person's engagement score, 0 to 100; null where it is not computed
 * @param memberships the person's places in buying groups of the account at hand, present and past
 */
public record PersonFacts(
        String key,
        Map<String, Object> document,
        List<String> roles,
        List<Map<String, Object>> events,
        @Nullable Double engagement,
        List<MembershipFacts> memberships,
        Instant lookBackFrom,
        Instant now)
        implements Facts {

    /** The engagement score's path, for catalogues of services that know it: it is kept beside the document, not in it. */
    public static final String ENGAGEMENT = "engagementScore";

    public PersonFacts(
            String key,
            Map<String, Object> document,
            List<String> roles,
            List<Map<String, Object>> events,
            @Nullable Double engagement,
            Instant now) {
        this(key, document, roles, events, engagement, List.of(), now, now);
    }

    public PersonFacts(
            String key,
            Map<String, Object> document,
            List<String> roles,
            List<Map<String, Object>> events,
            Instant now) {
        this(key, document, roles, events, null, now);
    }

    public PersonFacts(String key, Map<String, Object> document, List<String> roles, Instant now) {
        this(key, document, roles, List.of(), now);
    }

    /** The same person with what the person did. */
    public PersonFacts withEvents(List<Map<String, Object>> did) {
        return new PersonFacts(key, document, roles, did, engagement, now);
    }
}
