package io.coterie.platform.conditions;

import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * Everything that can change a condition's answer (BEY-14).
 *
 * @param fields the fields of accounts, people, groups and events
 * @param audiences ids of the audiences asked for membership
 * @param people whether people are counted, so that one who joins or leaves the account matters too
 * @param groups whether buying groups are looked at
 * @param solutionInterests the interests, by id or name as written, that looked-at groups must have
 * @param anySolutionInterest whether groups of any interest are looked at
 * @param events the experience events counted
 * @param opportunities whether opportunities are looked at, so that one that comes or goes matters too
 * @param time whether the answer changes by time alone: relative dates and look-back windows
 */
public record ConditionReads(
        Set<FieldRead> fields,
        Set<String> audiences,
        boolean people,
        boolean groups,
        Set<String> solutionInterests,
        boolean anySolutionInterest,
        Set<EventRead> events,
        boolean opportunities,
        boolean time) {

    public ConditionReads {
        fields = frozen(fields);
        audiences = frozen(audiences);
        solutionInterests = frozen(solutionInterests);
        events = frozen(events);
    }

    /** The types of the events counted. */
    public Set<String> eventTypes() {
        return events.stream().map(EventRead::type).collect(Collectors.toCollection(TreeSet::new));
    }

    private static <T> Set<T> frozen(Set<T> set) {
        return Collections.unmodifiableSet(new LinkedHashSet<>(set));
    }
}
