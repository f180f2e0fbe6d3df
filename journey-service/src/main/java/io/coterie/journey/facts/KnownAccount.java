package io.coterie.journey.facts;

import io.coterie.journey.group.KnownGroup;
import io.coterie.journey.opportunity.KnownOpportunity;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** One account with everything that decisions may ask about it. */
record KnownAccount(
        String key,
        Map<String, Object> document,
        List<KnownPerson> people,
        List<KnownGroup> groups,
        List<KnownOpportunity> opportunities,
        Set<String> audiences) {

    /** @param events what the person did, of the types that conditions count */
    record KnownPerson(
            String key, Map<String, Object> document, List<String> roles, List<Map<String, Object>> events) {}
}
