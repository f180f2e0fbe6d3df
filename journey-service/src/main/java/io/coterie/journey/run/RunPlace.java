package io.coterie.journey.run;

import io.coterie.platform.paging.Cursor;
import io.coterie.platform.problem.GenericError;
import io.coterie.platform.problem.ProblemException;
import io.vertx.mutiny.sqlclient.Tuple;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A place in a list of runs, which shows the last entered first. */
record RunPlace(Instant enteredAt, UUID id) {

    /** Before everything. */
    private static final RunPlace START = new RunPlace(Instant.parse("9999-01-01T00:00:00Z"), Cursor.LAST_ID);

    static RunPlace of(RunView run) {
        return new RunPlace(run.enteredAt(), run.id());
    }

    /** Where a page begins: after the cursor's place, or at the start. */
    static RunPlace after(@Nullable String cursor) {
        String text = Cursor.decode(cursor);
        if (text.isEmpty()) {
            return START;
        }
        try {
            int separator = text.indexOf('|');
            RunPlace place = new RunPlace(
                    Instant.parse(text.substring(0, Math.max(0, separator))),
                    UUID.fromString(text.substring(separator + 1)));
            // A cursor made up by somebody must not fail in the database, which keeps no instant of that year.
            if (place.enteredAt().isBefore(Instant.EPOCH) || place.enteredAt().isAfter(START.enteredAt())) {
                throw noCursor();
            }
            return place;
        } catch (DateTimeException | IllegalArgumentException e) {
            throw noCursor();
        }
    }

    private static ProblemException noCursor() {
        return ProblemException.ofField(
                GenericError.INVALID_PARAMETER, "cursor", "Expected the cursor of an earlier page.");
    }

    String sortKey() {
        return enteredAt + "|" + id;
    }

    /** As the next two parameters of a statement that says {@code (entered_at, id) < (…, …)}. */
    Tuple addTo(Tuple parameters) {
        return parameters.addOffsetDateTime(enteredAt.atOffset(ZoneOffset.UTC)).addUUID(id);
    }
}
