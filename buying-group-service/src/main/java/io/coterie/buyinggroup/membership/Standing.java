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

    /** The same decision, whoever repeated it and when. */
    boolean decidesLike(Standing other) {
        return active == other.active && role.equals(other.role) && source == other.source;
    }
}
