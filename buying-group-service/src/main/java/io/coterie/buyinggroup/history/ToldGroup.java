package io.coterie.buyinggroup.history;

import io.coterie.buyinggroup.membership.Cause;
import io.coterie.buyinggroup.membership.Source;
import io.coterie.buyinggroup.membership.Standing;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** A group while its history is told, entry by entry; before the first one it is nothing. Used once. */
final class ToldGroup {

    private final SortedMap<String, Standing> standings = new TreeMap<>();
    private boolean there;
    private Instant createdAt = Instant.EPOCH;
    private Instant changedAt = Instant.EPOCH;
    private long revision;
    private BigDecimal completeness = BigDecimal.ZERO;
    private @Nullable BigDecimal engagement;
    private @Nullable String stage;
    private @Nullable String status;
    private @Nullable Instant qualifiedSince;
    private boolean outOfAudience;

    /** The next entry, in the order of revision and place. */
    void add(HistoryEntry entry) {
        changedAt = entry.at();
        revision = entry.revision();
        completeness = entry.completeness();
        switch (entry.kind()) {
            case CREATED -> begin(entry.at());
            case DELETED -> there = false;
            case LEFT_AUDIENCE -> outOfAudience = true;
            case ENTERED_AUDIENCE -> outOfAudience = false;
            case MEMBER_ASSIGNED -> decide(entry, true, entry.at());
            case MEMBER_REMOVED -> decide(entry, false, known(entry).assignedAt());
            case MEMBER_ROLE_CHANGED -> decide(entry, true, known(entry).assignedAt());
            case MEMBER_CONFIRMED -> confirm(entry);
            case STAGE_CHANGED -> stage = entry.newValue();
            case STATUS_CHANGED -> status = entry.newValue();
            case ENGAGEMENT_CHANGED -> engagement = number(entry.newValue());
            case QUALIFIED -> qualifiedSince = entry.at();
            case DISQUALIFIED -> qualifiedSince = null;
            // A past group tells neither its name nor its opportunity, and every entry says its completeness.
            case RENAMED, COMPLETENESS_CHANGED, STAGE_MODEL_CHANGED -> {}
            case CONVERTED, CONVERSION_WITHDRAWN, OUTCOME_CHANGED -> {}
        }
    }

    PastGroup past() {
        return new PastGroup(
                there,
                createdAt,
                changedAt,
                revision,
                completeness,
                engagement,
                stage,
                status,
                qualifiedSince,
                outOfAudience,
                standings);
    }

    /** A group that comes back begins anew, but what was decided about people stands (MEM-07). */
    private void begin(Instant at) {
        there = true;
        createdAt = at;
        engagement = null;
        stage = null;
        status = null;
        qualifiedSince = null;
        outOfAudience = false;
    }

    /** A removal that was taken over may be the first that is heard of a person (§9.6). */
    private void confirm(HistoryEntry entry) {
        Standing known = standings.get(entry.person());
        if (known == null) {
            decide(entry, false, entry.at());
        } else {
            decide(entry, known.active(), known.assignedAt());
        }
    }

    private void decide(HistoryEntry entry, boolean active, Instant assignedAt) {
        standings.put(
                entry.person(),
                new Standing(
                        entry.person(),
                        active,
                        Objects.requireNonNull(entry.role(), "An entry about a member names the role"),
                        Objects.requireNonNull(entry.source(), "An entry about a member names the source"),
                        Objects.requireNonNull(entry.cause(), "An entry about a member names the cause"),
                        Objects.requireNonNull(entry.by(), "An entry about a member names who decided"),
                        decidedAt(entry),
                        assignedAt));
    }

    /** A decision that waits for the person this one turned out to be keeps its time. */
    private Instant decidedAt(HistoryEntry entry) {
        return entry.cause() == Cause.MERGED && entry.source() != Source.SYSTEM
                ? known(entry).decidedAt()
                : entry.at();
    }

    private Standing known(HistoryEntry entry) {
        return Objects.requireNonNull(
                standings.get(entry.person()), "A person is assigned before anything else happens to them");
    }

    private static @Nullable BigDecimal number(@Nullable String value) {
        return value == null ? null : new BigDecimal(value);
    }
}
