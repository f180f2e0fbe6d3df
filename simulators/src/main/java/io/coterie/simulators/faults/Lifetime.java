package io.coterie.simulators.faults;

import io.coterie.simulators.restli.StrictObject;
import java.util.Optional;

/** How long a fault lasts: so many uses, so many seconds, or whichever ends first; one use if nothing is said. */
public record Lifetime(long uses, Optional<Long> seconds, long until) {

    public static Lifetime read(StrictObject request) {
        Optional<Long> times = request.optionalNumber("times");
        Optional<Long> seconds = request.optionalNumber("seconds");
        return new Lifetime(times.orElse(seconds.isPresent() ? Long.MAX_VALUE : 1), seconds, Long.MAX_VALUE);
    }

    /** @param now epoch milliseconds from which the seconds count */
    public Lifetime startingAt(long now) {
        return new Lifetime(
                uses, seconds, seconds.map(length -> now + length * 1_000).orElse(Long.MAX_VALUE));
    }

    public Lifetime usedOnce() {
        return new Lifetime(uses - 1, seconds, until);
    }

    public boolean isOver(long now) {
        return uses <= 0 || now >= until;
    }

    /** How often the fault can still happen, where that is bounded. */
    public Optional<Long> remaining() {
        return uses == Long.MAX_VALUE ? Optional.empty() : Optional.of(uses);
    }
}
