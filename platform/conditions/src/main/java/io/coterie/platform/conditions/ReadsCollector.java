package io.coterie.platform.conditions;

import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** Gathers what a condition reads. */
final class ReadsCollector {

    private final Set<FieldRead> fields = new TreeSet<>(FieldRead.ORDER);
    private final Set<String> audiences = new TreeSet<>();
    private final Set<String> interests = new TreeSet<>();
    private final Set<EventRead> events = new LinkedHashSet<>();
    private boolean anyInterest;
    private boolean people;
    private boolean groups;
    private boolean opportunities;
    private boolean time;

    void field(FieldDefinition field) {
        fields.add(field.read());
    }

    void people() {
        people = true;
    }

    /** @param of a group's possible interests; empty for any */
    void groups(Optional<Set<String>> of) {
        groups = true;
        of.ifPresentOrElse(interests::addAll, () -> anyInterest = true);
    }

    void audience(String id) {
        audiences.add(id);
    }

    void events(EventRead read) {
        events.add(read);
    }

    void opportunities() {
        opportunities = true;
    }

    void time() {
        time = true;
    }

    ConditionReads done() {
        return new ConditionReads(
                fields, audiences, people, groups, interests, anyInterest, events, opportunities, time);
    }
}
