package io.coterie.buyinggroup.history;

import io.coterie.buyinggroup.membership.Cause;
import io.coterie.buyinggroup.membership.Source;
import io.coterie.buyinggroup.membership.Standing;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
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

    /** Before its first entry a group is nothing. */
    private static final PastGroup NOTHING = new PastGroup(
            false, Instant.EPOCH, Instant.EPOCH, 0, BigDecimal.ZERO, null, null, null, null, false, new TreeMap<>());

    /** The group after these entries, which are in the order of revision and place. */
    public static PastGroup fold(List<HistoryEntry> entries) {
        PastGroup group = NOTHING;
        for (HistoryEntry entry : entries) {
            group = group.after(entry);
        }
        return group;
    }

    /** Active members, in key order. */
    public List<Standing> members() {
        return standings.values().stream().filter(Standing::active).toList();
    }

    private PastGroup after(HistoryEntry entry) {
        PastGroup next = new PastGroup(
                there,
                createdAt,
                entry.at(),
                entry.revision(),
                entry.completeness(),
                engagement,
                stage,
                status,
                qualifiedSince,
                outOfAudience,
                standings);
        return switch (entry.kind()) {
            // A group that comes back begins anew, but what was decided about people stands (MEM-07).
            case CREATED ->
                new PastGroup(
                        true,
                        entry.at(),
                        entry.at(),
                        entry.revision(),
                        entry.completeness(),
                        null,
                        null,
                        null,
                        null,
                        false,
                        standings);
            case DELETED -> next.there(false);
            case LEFT_AUDIENCE -> next.outOfAudience(true);
            case ENTERED_AUDIENCE -> next.outOfAudience(false);
            case MEMBER_ASSIGNED -> next.standing(entry, true, entry.at());
            case MEMBER_REMOVED -> next.standing(entry, false, known(entry).assignedAt());
            case MEMBER_ROLE_CHANGED -> next.standing(entry, true, known(entry).assignedAt());
            case MEMBER_CONFIRMED -> next.confirmed(entry);
            case STAGE_CHANGED -> next.stage(entry.newValue());
            case STATUS_CHANGED -> next.status(entry.newValue());
            case ENGAGEMENT_CHANGED -> next.engagement(entry.newValue());
            case QUALIFIED -> next.qualifiedSince(entry.at());
            case DISQUALIFIED -> next.qualifiedSince(null);
            case RENAMED, COMPLETENESS_CHANGED, STAGE_MODEL_CHANGED, CONVERTED, CONVERSION_WITHDRAWN, OUTCOME_CHANGED ->
                next;
        };
    }

    /** A removal that was taken over may be the first that is heard of a person (§9.6). */
    private PastGroup confirmed(HistoryEntry entry) {
        Standing known = standings.get(entry.person());
        return known == null ? standing(entry, false, entry.at()) : standing(entry, known.active(), known.assignedAt());
    }

    private Standing known(HistoryEntry entry) {
        return Objects.requireNonNull(
                standings.get(entry.person()), "A person is assigned before anything else happens to them");
    }

    private PastGroup there(boolean now) {
        return new PastGroup(
                now,
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

    private PastGroup outOfAudience(boolean now) {
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
                now,
                standings);
    }

    private PastGroup engagement(@Nullable String now) {
        return new PastGroup(
                there,
                createdAt,
                changedAt,
                revision,
                completeness,
                now == null ? null : new BigDecimal(now),
                stage,
                status,
                qualifiedSince,
                outOfAudience,
                standings);
    }

    private PastGroup stage(@Nullable String now) {
        return new PastGroup(
                there,
                createdAt,
                changedAt,
                revision,
                completeness,
                engagement,
                now,
                status,
                qualifiedSince,
                outOfAudience,
                standings);
    }

    private PastGroup status(@Nullable String now) {
        return new PastGroup(
                there,
                createdAt,
                changedAt,
                revision,
                completeness,
                engagement,
                stage,
                now,
                qualifiedSince,
                outOfAudience,
                standings);
    }

    private PastGroup qualifiedSince(@Nullable Instant since) {
        return new PastGroup(
                there,
                createdAt,
                changedAt,
                revision,
                completeness,
                engagement,
                stage,
                status,
                since,
                outOfAudience,
                standings);
    }

    /** A decision that waits for the person this one turned out to be keeps its time. */
    private Instant decidedAt(HistoryEntry entry) {
        return entry.cause() == Cause.MERGED && entry.source() != Source.SYSTEM
                ? known(entry).decidedAt()
                : entry.at();
    }

    private PastGroup standing(HistoryEntry entry, boolean active, Instant assignedAt) {
        SortedMap<String, Standing> people = new TreeMap<>(standings);
        people.put(
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
                people);
    }
}
