package io.coterie.buyinggroup.group;

import io.coterie.buyinggroup.completeness.Completeness;
import io.coterie.buyinggroup.conversion.Conversion;
import io.coterie.buyinggroup.membership.Cause;
import io.coterie.buyinggroup.membership.Standing;
import io.coterie.buyinggroup.qualification.Measures;
import io.coterie.buyinggroup.solutioninterest.SolutionInterest;
import io.coterie.buyinggroup.stage.StageSet;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The people of one account who decide about one solution interest (BG-01).
 *
 * @param jobId the creation job that made it
 * @param name derived from interest and account (BG-03)
 * @param stage null until the group enters one (STG-11)
 * @param stages the stages it has followed its interest to
 * @param engagement 0 to 100, unrounded (ENG-05); null before the first run that knows the group
 * @param qualifiedSince null while it is not ready for sales
 * @param conversion the opportunity it became, after it was ready for sales
 * @param standings everyone about whom something was decided, members or not, by person key
 * @param outOfAudience no standing job's audience contains the account any more (D-26)
 * @param deleted the account or the interest is gone; the row stays for its revision (D-14)
 */
public record BuyingGroup(
        UUID id,
        String accountKey,
        UUID interestId,
        @Nullable UUID jobId,
        String name,
        @Nullable String stage,
        StageSet stages,
        @Nullable String status,
        Completeness completeness,
        @Nullable BigDecimal engagement,
        @Nullable Instant qualifiedSince,
        @Nullable Conversion conversion,
        SortedMap<String, Standing> standings,
        boolean outOfAudience,
        boolean deleted,
        long revision,
        Instant createdAt,
        Instant updatedAt) {

    /** While it is new, whatever its interest's toggle says: long enough for a whole nightly run to look at it. */
    private static final Duration SETTLING = Duration.ofHours(36);

    public BuyingGroup {
        standings = Collections.unmodifiableSortedMap(new TreeMap<>(standings));
    }

    /**
     * Whether the group becomes what its interest's template implies for people, again and again (D-22, decision 0021).
     */
    public boolean follows(SolutionInterest interest, Instant now) {
        return interest.updateExisting() || now.isBefore(createdAt.plus(SETTLING));
    }

    /** What a qualification rule looks at; a stage that was kept of a model that went is none of its interest's. */
    public Measures measures() {
        return new Measures(
                completeness.percent(),
                engagement,
                members().stream().map(Standing::role).collect(Collectors.toSet()),
                stages.version() == null ? null : stage);
    }

    /** Active members, in key order. */
    public List<Standing> members() {
        return standings.values().stream().filter(Standing::active).toList();
    }

    /** Who was a member and was removed, in key order (MEM-07); without persons who are no more. */
    public List<Standing> removedMembers() {
        return standings.values().stream()
                .filter(standing -> !standing.active())
                .filter(standing -> standing.cause() != Cause.PERSON_DELETED && standing.cause() != Cause.MERGED)
                .toList();
    }
}
