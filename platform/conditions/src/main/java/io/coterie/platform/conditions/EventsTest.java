package io.coterie.platform.conditions;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Event history (§16.2): events of a type inside the look-back window, at least so many of them, or none (inactivity).
 *
 * @param within the window, counted back from {@link Facts#lookBackFrom} and open until now; null for all that is known
 * @param atLeast 0 means absence
 */
record EventsTest(
        String pointer,
        String type,
        @Nullable LookBack within,
        int atLeast,
        @Nullable Node where) implements Node {

    @Override
    public String kind() {
        return ConditionScope.EVENTS.key();
    }

    @Override
    public boolean matches(Facts facts, Instant now) {
        return holds(counted(facts, now).size());
    }

    @Override
    public Explanation explain(Facts facts, Instant now) {
        List<String> counted = counted(facts, now);
        var counts = new Explanation.Counts(
                counted.size(),
                facts.events().size(),
                counted.stream().limit(ConditionLimits.NAMED).toList());
        return Explanation.counted(this, holds(counted.size()), counts, List.of());
    }

    @Override
    public String words() {
        LookBack window = within;
        Node nested = where;
        String what = atLeast == 0 ? "no " + type : "at least " + atLeast + " × " + type;
        return what
                + (nested == null ? "" : " with " + nested.words())
                + (window == null ? "" : " in the past " + window.words());
    }

    @Override
    public void collect(ReadsCollector reads) {
        Node nested = where;
        reads.events(new EventRead(pointer, type, within));
        if (within != null) {
            reads.time();
        }
        if (nested != null) {
            nested.collect(reads);
        }
    }

    @Override
    public Optional<String> expression() {
        return Optional.empty();
    }

    private boolean holds(int count) {
        return atLeast == 0 ? count == 0 : count >= atLeast;
    }

    private List<String> counted(Facts facts, Instant now) {
        LookBack window = within;
        Instant from = window == null ? Instant.MIN : window.before(facts.lookBackFrom());
        List<String> ids = new ArrayList<>();
        for (Map<String, Object> event : facts.events()) {
            if (type.equals(event.get("eventType")) && isInside(event, from, now) && satisfies(event, now)) {
                ids.add(String.valueOf(event.get("_id")));
            }
        }
        return ids;
    }

    private static boolean isInside(Map<String, Object> event, Instant from, Instant now) {
        Object timestamp = event.get("timestamp");
        Instant at = timestamp instanceof String text ? FieldValues.instant(text) : null;
        return at != null && !at.isBefore(from) && !at.isAfter(now);
    }

    private boolean satisfies(Map<String, Object> event, Instant now) {
        return where == null || where.matches(new EventFacts(event, now), now);
    }
}
