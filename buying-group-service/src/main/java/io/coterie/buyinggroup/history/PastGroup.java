package io.coterie.buyinggroup.history;

import io.coterie.buyinggroup.membership.Standing;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * A group as its history tells it. Folding all entries gives what is stored of the group and its members now; folding
 * those up to an instant gives what was stored then (BEY-04). Pure.
 *
 * @param there created, and not deleted since
 * @param createdAt when it was created last
 * @param qualifiedSince null while it is not ready for sales
 * @param standings everyone about whom something was decided, members or not, by person key
 */
public record PastGroup(
        boolean there,
        Instant createdAt,
        Instant changedAt,
        long revision,
        BigDecimal completeness,
        @Nullable BigDecimal engagement,
        @Nullable String stage,
        @Nullable String status,
        @Nullable Instant qualifiedSince,
        boolean outOfAudience,
        SortedMap<String, Standing> standings) {

    public PastGroup {
        standings = Collections.unmodifiableSortedMap(new TreeMap<>(standings));
    }

    /** The group after these entries, which are in the order of revision and place. */
    public static PastGroup fold(List<HistoryEntry> entries) {
        ToldGroup group = new ToldGroup();
        entries.forEach(group::add);
        return group.past();
    }

    /** Active members, in key order. */
    public List<Standing> members() {
        return standings.values().stream().filter(Standing::active).toList();
    }
}
