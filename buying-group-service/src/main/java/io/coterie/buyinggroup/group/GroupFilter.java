package io.coterie.buyinggroup.group;

import io.coterie.platform.problem.GenericError;
import io.coterie.platform.problem.ProblemException;
import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/**
 * Which groups a list shows.
 *
 * @param solutionInterest id or name
 * @param minCompleteness inclusive, as {@code maxCompleteness}
 */
record GroupFilter(
        @Nullable String solutionInterest,
        @Nullable String account,
        @Nullable BigDecimal minCompleteness,
        @Nullable BigDecimal maxCompleteness,
        @Nullable String missingRole,
        @Nullable String stage) {

    private static final BigDecimal HUNDRED = BigDecimal.valueOf(100);

    GroupFilter {
        requirePercent("minCompleteness", minCompleteness);
        requirePercent("maxCompleteness", maxCompleteness);
        if (minCompleteness != null && maxCompleteness != null && minCompleteness.compareTo(maxCompleteness) > 0) {
            throw ProblemException.ofField(
                    GenericError.INVALID_PARAMETER, "minCompleteness", "Expected at most maxCompleteness.");
        }
    }

    private static void requirePercent(String parameter, @Nullable BigDecimal percent) {
        if (percent != null && (percent.signum() < 0 || percent.compareTo(HUNDRED) > 0)) {
            throw ProblemException.ofField(
                    GenericError.INVALID_PARAMETER, parameter, "Expected a percentage of 0 to 100.");
        }
    }
}
