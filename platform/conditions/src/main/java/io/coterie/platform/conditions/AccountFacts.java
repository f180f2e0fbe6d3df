package io.coterie.platform.conditions;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * An account with what belongs to it.
 *
 * @param key XDM source key
 * @param document the XDM account
 * @param people everybody with a relation to the account (D-01)
 * @param groups the account's buying groups
 * @param audiences ids of the audiences the account is a member of
 * @param events events of the account's people
 * @param opportunities the account's opportunities, open and closed
 */
public record AccountFacts(
        String key,
        Map<String, Object> document,
        List<PersonFacts> people,
        List<GroupFacts> groups,
        Set<String> audiences,
        List<Map<String, Object>> events,
        List<OpportunityFacts> opportunities,
        Instant lookBackFrom,
        Instant now)
        implements Facts {

    public AccountFacts(
            String key,
            Map<String, Object> document,
            List<PersonFacts> people,
            List<GroupFacts> groups,
            Set<String> audiences,
            List<Map<String, Object>> events,
            Instant lookBackFrom,
            Instant now) {
        this(key, document, people, groups, audiences, events, List.of(), lookBackFrom, now);
    }

    public AccountFacts(
            String key,
            Map<String, Object> document,
            List<PersonFacts> people,
            List<GroupFacts> groups,
            Set<String> audiences,
            List<Map<String, Object>> events,
            Instant now) {
        this(key, document, people, groups, audiences, events, now, now);
    }

    public AccountFacts(
            String key,
            Map<String, Object> document,
            List<PersonFacts> people,
            List<GroupFacts> groups,
            Set<String> audiences,
            Instant now) {
        this(key, document, people, groups, audiences, List.of(), now);
    }

    public AccountFacts(String key, Map<String, Object> document, List<PersonFacts> people, Instant now) {
        this(key, document, people, List.of(), Set.of(), List.of(), now);
    }
}
