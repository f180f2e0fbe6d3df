package io.coterie.journey.run;

import io.coterie.platform.problem.GenericError;
import io.coterie.platform.problem.ProblemException;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Which runs to list; null means any. */
record RunFilter(
        @Nullable UUID journey,
        @Nullable String status,
        @Nullable String node,
        @Nullable String account) {

    private static final Set<String> STATUSES = Set.of("waiting", "listening", "awaiting-group", "ended", "aborted");

    /** Refuses what no run could match because of its form. */
    static RunFilter of(
            @Nullable String journey, @Nullable String status, @Nullable String node, @Nullable String account) {
        if (status != null && !STATUSES.contains(status)) {
            throw ProblemException.ofField(
                    GenericError.INVALID_PARAMETER,
                    "status",
                    "Expected one of " + STATUSES.stream().sorted().toList());
        }
        return new RunFilter(uuid(journey), status, text("node", node), text("account", account));
    }

    private static @Nullable UUID uuid(@Nullable String text) {
        try {
            return text == null ? null : UUID.fromString(text);
        } catch (IllegalArgumentException e) {
            throw ProblemException.ofField(GenericError.INVALID_PARAMETER, "journey", "Expected the id of a journey");
        }
    }

    private static @Nullable String text(String parameter, @Nullable String text) {
        if (text != null && text.indexOf('\0') >= 0) {
            throw ProblemException.ofField(
                    GenericError.INVALID_PARAMETER, parameter, "Expected a text without the character U+0000");
        }
        return text;
    }
}
