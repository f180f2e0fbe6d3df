package io.coterie.journey.journey;

import java.util.Locale;

/**
 * Where a journey is in its life (§2.2).
 *
 * <pre>
 *   {@link #DRAFT} --publish--> {@link #LIVE} --close--> {@link #CLOSED}
 *                                 |                       |
 *                                 +-------- abort --------+--> {@link #ABORTED} --delete--> {@link #DELETED}
 * </pre>
 */
public enum JourneyStatus {
    DRAFT,
    /** Members of the audience enter, and runs move. */
    LIVE,
    /** Nobody enters any more; who is inside goes on. */
    CLOSED,
    /** Everybody inside was stopped; there is no way back. */
    ABORTED,
    /** Gone for everybody who asks, and its name is free; only its runs still tell of it. A deleted draft leaves nothing. */
    DELETED;

    /** As stored and shown. */
    public String text() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** Whether every run is to stop; a deletion may overtake the last of them. */
    boolean stopsRuns() {
        return switch (this) {
            case ABORTED, DELETED -> true;
            case DRAFT, LIVE, CLOSED -> false;
        };
    }

    static JourneyStatus of(String text) {
        return valueOf(text.toUpperCase(Locale.ROOT));
    }
}
