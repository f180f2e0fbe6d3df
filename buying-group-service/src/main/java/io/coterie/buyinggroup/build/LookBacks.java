package io.coterie.buyinggroup.build;

import io.coterie.buyinggroup.eventhistory.EventHistory;
import io.coterie.platform.conditions.EventRead;
import io.coterie.platform.conditions.LookBack;
import io.coterie.platform.conditions.PersonFacts;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** When an answer changes because time passes: an event becomes too old for a condition, or stops being ahead of the clock. */
final class LookBacks {

    private LookBacks() {}

    /** The first such instant after now. */
    static Optional<Instant> nextEdge(Collection<EventRead> reads, List<PersonFacts> people, Instant now) {
        if (reads.isEmpty()) {
            return Optional.empty();
        }
        return people.stream()
                .flatMap(person -> person.events().stream())
                .flatMap(event -> edges(reads, event))
                .filter(edge -> edge.isAfter(now))
                .min(Instant::compareTo);
    }

    private static Stream<Instant> edges(Collection<EventRead> reads, Map<String, Object> event) {
        Object type = event.get("eventType");
        return at(event).stream()
                .flatMap(at -> reads.stream()
                        .filter(read -> read.type().equals(type))
                        // An event counts from its own instant on, and still at the window's last one.
                        .flatMap(read -> Stream.of(at, at.plus(span(read)).plusNanos(1_000))));
    }

    private static Optional<Instant> at(Map<String, Object> event) {
        try {
            return event.get("timestamp") instanceof String text
                    ? Optional.of(OffsetDateTime.parse(text).toInstant())
                    : Optional.empty();
        } catch (DateTimeException notATime) {
            // No condition counts it either.
            return Optional.empty();
        }
    }

    /** What looks back without end sees as much as is kept. */
    private static Duration span(EventRead read) {
        LookBack within = read.within();
        return within == null ? EventHistory.WINDOW : Duration.between(within.before(Instant.EPOCH), Instant.EPOCH);
    }
}
