package io.coterie.simulators.linkedin;

import java.time.Clock;
import java.util.ArrayDeque;
import java.util.Deque;

/** At most so many calls in any minute. A refused call does not count. */
final class RateLimit {

    private static final long MINUTE = 60_000;

    private final int perMinute;
    private final Clock clock;
    private final Deque<Long> accepted = new ArrayDeque<>();

    RateLimit(int perMinute, Clock clock) {
        this.perMinute = perMinute;
        this.clock = clock;
    }

    boolean admit() {
        long now = clock.millis();
        while (!accepted.isEmpty() && accepted.getFirst() <= now - MINUTE) {
            accepted.removeFirst();
        }
        if (accepted.size() >= perMinute) {
            return false;
        }
        accepted.addLast(now);
        return true;
    }
}
