package io.coterie.profile.audience;

import io.coterie.platform.conditions.CompiledCondition;
import io.coterie.platform.conditions.EventRead;
import io.coterie.platform.conditions.FieldRead;
import java.util.Collection;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;

/** What decides about an audience's members. */
record AudienceRule(UUID audience, CompiledCondition condition) {

    /** Whether people have to be loaded for some of the rules. */
    static boolean readPeople(Collection<AudienceRule> rules) {
        return rules.stream()
                .anyMatch(rule -> AudienceReads.of(rule.condition().reads()).people());
    }

    static boolean readOpportunities(Collection<AudienceRule> rules) {
        return rules.stream().anyMatch(rule -> rule.condition().reads().opportunities());
    }

    static Set<EventRead> events(Collection<AudienceRule> rules) {
        return rules.stream()
                .flatMap(rule -> rule.condition().reads().events().stream())
                .collect(Collectors.toSet());
    }

    static Set<FieldRead> fields(Collection<AudienceRule> rules) {
        return rules.stream()
                .flatMap(rule -> rule.condition().fieldsRead().stream())
                .collect(Collectors.toSet());
    }
}
