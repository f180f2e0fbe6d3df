package io.coterie.activation.delivery;

import java.time.Duration;

/** How long a message waits for its next attempt: doubling, with a ceiling. */
final class RetryDelay {

    /** RFC 5321 §4.5.4.1 asks senders to go on for days; after this a message that was only ever deferred has failed. */
    static final Duration GIVE_UP_AFTER = Duration.ofDays(2);

    private static final Duration FIRST = Duration.ofSeconds(1);
    private static final int LARGEST_SHIFT = 20;

    private RetryDelay() {}

    /** The server wants to be left alone for a while. */
    static Duration whenDeferred(int attempts) {
        return doubling(attempts, Duration.ofMinutes(15));
    }

    /** Nobody was there: when the server is back, its queue should not have to wait long. */
    static Duration whenNotReached(int attempts) {
        return doubling(attempts, Duration.ofSeconds(15));
    }

    private static Duration doubling(int attempts, Duration longest) {
        Duration doubled = FIRST.multipliedBy(1L << Math.clamp(attempts, 0, LARGEST_SHIFT));
        return doubled.compareTo(longest) < 0 ? doubled : longest;
    }
}
