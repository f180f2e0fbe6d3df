package io.coterie.buyinggroup.membership;

/** Whose decision it was, the highest first: a lower one never overrides a higher one (§9.6). */
public enum Source {
    MANUAL,
    JOURNEY,
    SYSTEM;

    /** Of equal rank, the last one wins. */
    boolean mayOverride(Source standing) {
        return compareTo(standing) <= 0;
    }
}
