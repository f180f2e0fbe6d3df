package io.coterie.buyinggroup.history;

import io.coterie.buyinggroup.parameter.CursorPlace;
import io.coterie.buyinggroup.parameter.Parameter;
import io.coterie.platform.paging.Cursor;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A place in a list of groups by the instant they reached something. */
record ReachedPlace(Instant at, UUID id) {

    private static final ReachedPlace START = new ReachedPlace(Instant.EPOCH, Cursor.FIRST_ID);

    static ReachedPlace after(@Nullable String cursor) {
        return CursorPlace.after(cursor, START, ReachedPlace::read);
    }

    private static ReachedPlace read(String text) {
        List<String> parts = CursorPlace.parts(text, 2);
        return new ReachedPlace(Parameter.placeInstant(parts.getFirst()), UUID.fromString(parts.getLast()));
    }

    String text() {
        return at + "|" + id;
    }
}
