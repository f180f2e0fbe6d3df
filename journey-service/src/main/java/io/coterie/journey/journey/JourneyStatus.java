package io.coterie.journey.journey;

import java.util.Locale;

/**
 * Where a journey is in its life (§2.2).
 *
 * <pre>
 *   {@link #DRAFT} --publish--> {@link #LIVE} --close--> {@link #CLOSED}
 *                                 |                       |
 *                                 +-------- abort --------+--> {@link #ABORTED}
 * </pre>
 */
public enum JourneyStatus {
    DRAFT,
    /** Members of the audience enter, and runs move. */
    LIVE,
    /** Nobody enters any more; who is inside goes on. */
    CLOSED,
    /** Everybody inside was stopped; there is no way back. */
    ABORTED;

    /** As stored and shown. */
    public String text() {
        return name().toLowerCase(Locale.ROOT);
    }

    static JourneyStatus of(String text) {
        return valueOf(text.toUpperCase(Locale.ROOT));
    }
}
