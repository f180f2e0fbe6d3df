package io.coterie.buyinggroup.group;

import io.coterie.buyinggroup.conversion.Conversion;
import io.coterie.buyinggroup.membership.Candidate;
import io.coterie.buyinggroup.people.GonePeople;
import io.coterie.buyinggroup.solutioninterest.SolutionInterest;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Everything a decision about one group looks at.
 *
 * @param accountName null while the account has not arrived here
 * @param candidates everyone who belongs to the account now
 * @param gone why persons are missing; those of whom nothing is said have left the account
 * @param conversion the opportunity the group became, if any
 * @param wantedBy a standing job whose audience contains the account; null for none
 */
public record GroupFacts(
        int sandboxId,
        String accountKey,
        @Nullable String accountName,
        boolean accountDeleted,
        SolutionInterest interest,
        GroupRules rules,
        List<Candidate> candidates,
        GonePeople gone,
        @Nullable Conversion conversion,
        @Nullable UUID wantedBy) {}
