package io.coterie.journey.run;

import io.coterie.platform.problem.GenericError;
import io.coterie.platform.problem.ProblemException;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Which runs to list; null means any.
 *
 * @param status that of the run, or {@link #ACTIVE} for every one that is not over
 * @param latestFirst the last entered first, of one account; otherwise by id
 */
record RunFilter(
        @Nullable UUID journey,
        @Nullable String status,
        @Nullable String node,
        @Nullable String account,
        boolean latestFirst) {

    private static final String ACTIVE = "active";
    private static final String LATEST_FIRST = "-enteredAt";
    private static final Set<String> STATUSES =
            Set.of(ACTIVE, "waiting", "listening", "awaiting-group", "ended", "aborted");

    /** Refuses what no run could match because of its form. */
    static RunFilter of(
            @Nullable String journey,
            @Nullable String status,
            @Nullable String node,
            @Nullable String account,
            @Nullable String sort) {
        if (status != null && !STATUSES.contains(status)) {
            throw ProblemException.ofField(
                    GenericError.INVALID_PARAMETER,
                    "status",
                    "Expected one of " + STATUSES.stream().sorted().toList());
        }
        return new RunFilter(uuid(journey), status, node, account, latestFirst(sort, account));
    }

    /** Only an account has so few runs that they are put in order without an index. */
    private static boolean latestFirst(@Nullable String sort, @Nullable String account) {
        if (sort == null) {
            return false;
        }
        if (!sort.equals(LATEST_FIRST) || account == null) {
            throw ProblemException.ofField(
                    GenericError.INVALID_PARAMETER,
                    "sort",
                    "Expected " + LATEST_FIRST + " together with an account, or none.");
        }
        return true;
    }

    private static @Nullable UUID uuid(@Nullable String text) {
        try {
            return text == null ? null : UUID.fromString(text);
        } catch (IllegalArgumentException e) {
            throw ProblemException.ofField(GenericError.INVALID_PARAMETER, "journey", "Expected the id of a journey");
        }
    }
}
