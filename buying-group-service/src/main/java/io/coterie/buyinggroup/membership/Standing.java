package io.coterie.buyinggroup.membership;

import java.time.Instant;

/**
 * What was last decided about one person in one group. Removed persons keep theirs (MEM-07): it is what makes a removal
 * by hand stick against journeys and the system.
 *
 * @param active member, or removed
 * @param role held, or held when removed
 * @param source whose decision stands
 * @param decidedBy user, journey action, or {@code system}
 * @param assignedAt when the person last became a member
 */
public record Standing(
        String personKey,
        boolean active,
        String role,
        Source source,
        Cause cause,
        String decidedBy,
        Instant decidedAt,
        Instant assignedAt) {

    Standing removed(Source bySource, Cause because, String by, Instant at) {
        return new Standing(personKey, false, role, bySource, because, by, at, assignedAt);
    }

    /** Out of the group, while what was decided waits for the person this one turned out to be. */
    Standing waiting() {
        return new Standing(personKey, false, role, source, Cause.MERGED, decidedBy, decidedAt, assignedAt);
    }

    /** Whether it waits, as a member's, for the person this one turned out to be. */
    public boolean isWaiting() {
        return cause == Cause.MERGED && source != Source.SYSTEM;
    }

    /** Of higher rank, or of the same and later. */
    boolean prevailsOver(Standing other) {
        return source == other.source ? decidedAt.isAfter(other.decidedAt) : source.mayOverride(other.source);
    }

    /** The same decision, whoever repeated it and when. */
    boolean decidesLike(Standing other) {
        return active == other.active && role.equals(other.role) && source == other.source;
    }
}
