package io.coterie.platform.messaging;

/** What one round of a loop found to do, and so when the next one is worthwhile. */
public enum Found {

    /** Nothing: the loop rests until somebody wakes it, or as long as the poll interval. */
    NOTHING,

    /** Less than a round can take: what comes within a moment is better done together. */
    SOME,

    /** As much as a round can take, or others wait too: the next round begins at once. */
    MORE;

    /** Of a loop that never waits for company. */
    public static Found moreIf(boolean mayBeMore) {
        return mayBeMore ? MORE : NOTHING;
    }

    /** Of a round that took on this many. */
    public static Found of(int taken, int most) {
        if (taken == 0) {
            return NOTHING;
        }
        return taken < most ? SOME : MORE;
    }
}
