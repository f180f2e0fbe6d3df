package io.coterie.buyinggroup.conversion;

import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.Comparator;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The opportunity a group became (MQL to SQL).
 *
 * @param at when the opportunity was opened
 * @param outcomeAt when it was closed; null while it is open
 */
public record Conversion(
        String opportunityKey,
        Instant at,
        Opportunity.Outcome outcome,
        @Nullable Instant outcomeAt) {

    /**
     * The first opportunity of the account that was opened while a qualification of the group counted. It looks at all
     * there is, in no order: what arrives late, twice or the other way round leads to the same answer.
     *
     * @param qualifiedAt when the group became ready for sales, each time
     * @param windowDays how long a qualification counts
     */
    public static Optional<Conversion> decide(
            Collection<Instant> qualifiedAt, Collection<Opportunity> opportunities, int windowDays) {
        return opportunities.stream()
                .filter(opportunity ->
                        qualifiedAt.stream().anyMatch(since -> counts(since, opportunity.openedAt(), windowDays)))
                .min(Comparator.comparing(Opportunity::openedAt).thenComparing(Opportunity::key))
                .map(first -> new Conversion(first.key(), first.openedAt(), first.outcome(), first.closedAt()));
    }

    private static boolean counts(Instant since, Instant openedAt, int windowDays) {
        return !openedAt.isBefore(since) && !openedAt.isAfter(since.plus(Duration.ofDays(windowDays)));
    }
}
