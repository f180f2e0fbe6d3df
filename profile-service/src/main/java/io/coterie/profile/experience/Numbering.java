package io.coterie.profile.experience;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The numbers that events get, one sequence for each person. */
final class Numbering {

    private Numbering() {}

    /** How many numbers each person needs. */
    static Map<String, Long> needed(List<RecordedEvent> events) {
        Map<String, Long> needed = new LinkedHashMap<>();
        events.forEach(event -> needed.merge(event.personKey(), 1L, Long::sum));
        return needed;
    }

    /**
     * Numbers the events in their order.
     *
     * @param last the last number that each person's events may use
     */
    static List<NumberedEvent> number(List<RecordedEvent> events, Map<String, Long> last) {
        Map<String, Long> left = needed(events);
        Map<String, Long> next = new HashMap<>();
        left.forEach((person, count) -> next.put(person, last.getOrDefault(person, count) - count + 1));
        List<NumberedEvent> numbered = new ArrayList<>(events.size());
        for (RecordedEvent event : events) {
            numbered.add(new NumberedEvent(event, next.merge(event.personKey(), 1L, Long::sum) - 1));
        }
        return numbered;
    }

    /** An event and its number in what is recorded of its person. */
    record NumberedEvent(RecordedEvent event, long revision) {}
}
