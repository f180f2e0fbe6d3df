package io.coterie.journey.facts;

import io.coterie.journey.group.KnownGroup;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** One account with everything that decisions may ask about it. */
record KnownAccount(
        String key,
        Map<String, Object> document,
        List<KnownPerson> people,
        List<KnownGroup> groups,
        Set<String> audiences) {

    record KnownPerson(String key, Map<String, Object> document, List<String> roles) {}
}
