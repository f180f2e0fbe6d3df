package io.coterie.buyinggroup.history;

import io.coterie.buyinggroup.group.GroupFact;
import io.coterie.buyinggroup.membership.Cause;
import io.coterie.buyinggroup.membership.Source;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * One thing that happened to a group, as its history keeps it.
 *
 * @param place among the things that happened in the same revision
 * @param source of an entry about a member, as its role and cause
 * @param by who did it, where somebody did
 * @param completeness the group's, when everything of the revision had happened
 */
public record HistoryEntry(
        long revision,
        int place,
        Instant at,
        GroupFact.Kind kind,
        @Nullable String personKey,
        @Nullable String role,
        @Nullable Source source,
        @Nullable Cause cause,
        @Nullable String by,
        @Nullable String newValue,
        BigDecimal completeness) {

    /** What happens to one person; entries of these kinds name the person. */
    static final Set<GroupFact.Kind> OF_MEMBERS = Set.of(
            GroupFact.Kind.MEMBER_ASSIGNED,
            GroupFact.Kind.MEMBER_REMOVED,
            GroupFact.Kind.MEMBER_ROLE_CHANGED,
            GroupFact.Kind.MEMBER_CONFIRMED);

    /** The person of an entry about a member. */
    String person() {
        return Objects.requireNonNull(personKey, "An entry about a member names the person");
    }
}
