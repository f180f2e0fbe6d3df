package io.coterie.profile.audience;

import io.coterie.platform.conditions.EventRead;
import io.coterie.platform.conditions.LookBack;
import io.coterie.profile.experience.PastEvent;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.Optional;
import java.util.stream.Stream;

/** Look-back windows: how long they are, and when an event passes their edge. */
final class Windows {

    private Windows() {}

    /** Whether the condition says how far it looks back, and not too far. Months are no fixed span and are too far. */
    static boolean isWithin(EventRead read, Duration longest) {
        LookBack within = read.within();
        return within != null
                && within.period().toTotalMonths() == 0
                && span(within).compareTo(longest) <= 0;
    }

    /**
     * The first instant after now at which an answer can change because time passes: an event becomes too old for a window,
     * or stops being ahead of the clock.
     */
    static Optional<Instant> nextEdge(Collection<EventRead> reads, Collection<PastEvent> events, Instant now) {
        return reads.stream()
                .flatMap(read -> events.stream()
                        .filter(event -> event.eventType().equals(read.type()))
                        .flatMap(event -> edges(read, event)))
                .filter(edge -> edge.isAfter(now))
                .min(Instant::compareTo);
    }

    /** An event counts from its own instant on, and still at the window's last one. */
    private static Stream<Instant> edges(EventRead read, PastEvent event) {
        LookBack within = read.within();
        return within == null
                ? Stream.of(event.at())
                : Stream.of(event.at(), event.at().plus(span(within)).plusNanos(1_000));
    }

    private static Duration span(LookBack within) {
        return Duration.between(within.before(Instant.EPOCH), Instant.EPOCH);
    }
}
