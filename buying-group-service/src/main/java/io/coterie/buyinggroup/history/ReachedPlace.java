package io.coterie.buyinggroup.history;

import io.coterie.buyinggroup.parameter.Parameter;
import io.coterie.platform.paging.Cursor;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A place in a list of groups by the instant they reached something. */
record ReachedPlace(Instant at, UUID id) {

    static ReachedPlace after(@Nullable String cursor) {
        String text = Cursor.decode(cursor);
        if (text.isEmpty()) {
            return new ReachedPlace(Instant.EPOCH, Cursor.FIRST_ID);
        }
        try {
            int separator = Math.max(0, text.indexOf('|'));
            return new ReachedPlace(
                    Parameter.placeInstant(text.substring(0, separator)),
                    UUID.fromString(text.substring(separator + 1)));
        } catch (DateTimeException | IllegalArgumentException e) {
            throw Parameter.refused("cursor", "Expected the cursor of an earlier page.");
        }
    }

    String text() {
        return at + "|" + id;
    }
}
