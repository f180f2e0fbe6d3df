package io.coterie.simulators.linkedin;

import com.fasterxml.jackson.databind.JsonNode;
import io.coterie.simulators.faults.Lifetime;
import java.time.Clock;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;

/** The faults asked for and not yet used up. They are not kept over a restart. */
final class Faults {

    private final Clock clock;
    private final List<Fault> faults = new ArrayList<>();
    private final Map<Long, Lifetime> hiddenSegments = new HashMap<>();
    private long nextId = 1;

    Faults(Clock clock) {
        this.clock = clock;
    }

    Fault add(JsonNode body) {
        Fault fault = Fault.read(nextId, body, clock.millis());
        nextId++;
        faults.add(fault);
        return fault;
    }

    void clear() {
        faults.clear();
        hiddenSegments.clear();
    }

    List<Fault> active() {
        long now = clock.millis();
        faults.removeIf(fault -> fault.lifetime().isOver(now));
        return List.copyOf(faults);
    }

    /** Uses up one fault of this kind for a call, if there is one. */
    Optional<Fault> take(Fault.Kind kind, String method, String path) {
        return take(fault -> fault.kind() == kind && fault.covers(method, path));
    }

    /** Uses up one {@link Fault.Kind#REJECT_ELEMENT} if there is one for this company. */
    boolean rejects(CompanyUpdate update) {
        return take(fault -> fault.kind() == Fault.Kind.REJECT_ELEMENT && fault.covers(update))
                .isPresent();
    }

    /** Every new segment is hidden as long as the first such fault says, counted for itself. */
    void segmentCreated(long id) {
        active().stream()
                .filter(fault -> fault.kind() == Fault.Kind.NOT_FOUND_AFTER_CREATE)
                .findFirst()
                .ifPresent(fault -> hiddenSegments.put(id, fault.lifetime().startingAt(clock.millis())));
    }

    /** Counts one call that looked for the segment. */
    boolean hides(long segmentId) {
        Lifetime hiding = hiddenSegments.get(segmentId);
        if (hiding == null) {
            return false;
        }
        if (hiding.isOver(clock.millis())) {
            hiddenSegments.remove(segmentId);
            return false;
        }
        hiddenSegments.put(segmentId, hiding.usedOnce());
        return true;
    }

    private Optional<Fault> take(Predicate<Fault> wanted) {
        for (Fault fault : active()) {
            if (wanted.test(fault)) {
                faults.replaceAll(candidate -> candidate.id() == fault.id()
                        ? fault.with(fault.lifetime().usedOnce())
                        : candidate);
                return Optional.of(fault);
            }
        }
        return Optional.empty();
    }
}
