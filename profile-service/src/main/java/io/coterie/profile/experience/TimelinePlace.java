package io.coterie.profile.experience;

import io.coterie.platform.problem.GenericError;
import io.coterie.platform.problem.ProblemException;
import java.time.Instant;
import java.time.format.DateTimeParseException;

/** A place between a person's events, as a cursor carries it. */
record TimelinePlace(Instant at, String id) {

    /** After everything: PostgreSQL has no later year that Java reads back. */
    private static final TimelinePlace END = new TimelinePlace(Instant.parse("9999-12-31T23:59:59Z"), "");

    static TimelinePlace of(String sortKey) {
        if (sortKey.isEmpty()) {
            return END;
        }
        int blank = sortKey.indexOf(' ');
        try {
            return new TimelinePlace(
                    Instant.parse(sortKey.substring(0, Math.max(0, blank))), sortKey.substring(blank + 1));
        } catch (DateTimeParseException _) {
            throw ProblemException.ofField(
                    GenericError.INVALID_PARAMETER, "cursor", "Expected the cursor of an earlier page.");
        }
    }

    static String sortKey(ExperienceEventView event) {
        return event.timestamp() + " " + event.id();
    }
}
