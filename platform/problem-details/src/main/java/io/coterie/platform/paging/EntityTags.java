package io.coterie.platform.paging;

import io.coterie.platform.problem.GenericError;
import io.coterie.platform.problem.ProblemException;
import org.jspecify.annotations.Nullable;

/** Strong entity tags made of a record's revision (RFC 9110 §8.8.3). */
public final class EntityTags {

    private EntityTags() {}

    public static String of(long revision) {
        return "\"" + revision + "\"";
    }

    /** The revision an {@code If-Match} header names; null when the header is absent or {@code *}. */
    public static @Nullable Long expected(@Nullable String ifMatch) {
        if (ifMatch == null || ifMatch.equals("*")) {
            return null;
        }
        try {
            return Long.valueOf(ifMatch.replace("\"", ""));
        } catch (NumberFormatException e) {
            throw ProblemException.ofField(
                    GenericError.INVALID_PARAMETER, "If-Match", "Expected the entity tag of an earlier answer.");
        }
    }

    /** Refuses a change of a record that has moved on. */
    public static void requireMatch(@Nullable String ifMatch, long revision) {
        Long expected = expected(ifMatch);
        if (expected != null && expected != revision) {
            throw new ProblemException(
                    GenericError.PRECONDITION_FAILED,
                    "Expected revision " + expected + ", but the record is at revision " + revision + ".");
        }
    }
}
