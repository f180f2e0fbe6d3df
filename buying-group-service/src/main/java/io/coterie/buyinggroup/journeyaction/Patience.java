package io.coterie.buyinggroup.journeyaction;

import java.time.Duration;
import java.time.Instant;

/**
 * How an action waits for what it has overtaken, or for what makes it fail to pass: tried again soon, then each time after
 * as long as it has waited.
 *
 * @param hold how long at most
 */
record Patience(Duration hold) {

    private static final Duration SHORTEST = Duration.ofMillis(250);
    private static final Duration LONGEST = Duration.ofSeconds(30);

    boolean lasts(Instant since, Instant now) {
        return now.isBefore(since.plus(hold));
    }

    /** When to try again; at the end of the wait at the latest. */
    Instant retryAt(Instant since, Instant now) {
        Instant end = since.plus(hold);
        Instant next = now.plus(pause(Duration.between(since, now)));
        return next.isBefore(end) ? next : end;
    }

    private static Duration pause(Duration waited) {
        if (waited.compareTo(SHORTEST) < 0) {
            return SHORTEST;
        }
        return waited.compareTo(LONGEST) > 0 ? LONGEST : waited;
    }
}
