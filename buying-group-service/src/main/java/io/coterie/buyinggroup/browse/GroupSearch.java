package io.coterie.buyinggroup.browse;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.coterie.buyinggroup.parameter.Parameter;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Which groups are meant. Everything given must hold for the same group (D-62); of several values of one filter any
 * (§15.2). What is left out restricts nothing. Texts are compared without regard to case.
 *
 * @param name part of a group's name
 * @param solutionInterest ids or names
 * @param rolesTemplate ids or names
 * @param status exact (D-65)
 * @param unassignedRole roles of the template without any active member; one of them is enough (D-64)
 * @param missingRole a role that counts for completeness and has no active member
 * @param minCompleteness inclusive, as all bounds of scores; compared with the stored decimal (CMP-07)
 * @param completenessBand a band of the distribution (§17.1), as {@code engagementBand}
 * @param qualified ready for sales now, or not
 * @param outOfAudience no standing job's audience contains the account any more (D-26), or one does
 * @param industry as {@code region} and {@code country}, of the account
 * @param createdFrom inclusive
 * @param createdTo exclusive
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record GroupSearch(
        @Nullable String name,
        List<String> solutionInterest,
        List<String> rolesTemplate,
        List<String> account,
        @Nullable String status,
        List<String> stage,
        List<String> unassignedRole,
        @Nullable String missingRole,
        @Nullable BigDecimal minCompleteness,
        @Nullable BigDecimal maxCompleteness,
        @Nullable BigDecimal minEngagement,
        @Nullable BigDecimal maxEngagement,
        @Nullable ScoreBand completenessBand,
        @Nullable ScoreBand engagementBand,
        @Nullable Boolean qualified,
        @Nullable Boolean outOfAudience,
        List<String> industry,
        List<String> region,
        List<String> country,
        @Nullable Instant createdFrom,
        @Nullable Instant createdTo) {

    /** Groups of some interests and accounts. */
    public static GroupSearch of(
            List<String> solutionInterest,
            List<String> account,
            List<String> industry,
            List<String> region,
            List<String> country) {
        return new GroupSearch(
                null,
                solutionInterest,
                List.of(),
                account,
                null,
                List.of(),
                List.of(),
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                industry,
                region,
                country,
                null,
                null);
    }

    public GroupSearch {
        solutionInterest = list(solutionInterest);
        rolesTemplate = list(rolesTemplate);
        account = list(account);
        stage = list(stage);
        unassignedRole = list(unassignedRole);
        industry = list(industry);
        region = list(region);
        country = list(country);
        requireOrder("minCompleteness", minCompleteness, "maxCompleteness", maxCompleteness);
        requireOrder("minEngagement", minEngagement, "maxEngagement", maxEngagement);
        if (createdFrom != null && createdTo != null && createdFrom.isAfter(createdTo)) {
            throw Parameter.refused("createdFrom", "Expected an instant that is not after 'createdTo'.");
        }
    }

    /** A search that was stored before there was such a filter does not have it. */
    private static List<String> list(@Nullable List<String> values) {
        return values == null ? List.of() : List.copyOf(values);
    }

    /** Whether it asks nothing of groups, so that an account that has none may be meant, too. */
    boolean asksOfAccountsOnly() {
        return equals(of(List.of(), account, industry, region, country));
    }

    /** The same in whichever stage. */
    public GroupSearch inAnyStage() {
        return new GroupSearch(
                name,
                solutionInterest,
                rolesTemplate,
                account,
                status,
                List.of(),
                unassignedRole,
                missingRole,
                minCompleteness,
                maxCompleteness,
                minEngagement,
                maxEngagement,
                completenessBand,
                engagementBand,
                qualified,
                outOfAudience,
                industry,
                region,
                country,
                createdFrom,
                createdTo);
    }

    private static void requireOrder(String least, @Nullable BigDecimal min, String most, @Nullable BigDecimal max) {
        if (min != null && max != null && min.compareTo(max) > 0) {
            throw Parameter.refused(least, "Expected at most '" + most + "'.");
        }
    }
}
