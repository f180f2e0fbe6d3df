package io.coterie.buyinggroup.coverage;

import io.coterie.buyinggroup.parameter.Parameter;
import io.coterie.platform.paging.Cursor;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A place in a list of contacts, the most engaged first. */
record ContactPlace(double engagement, UUID groupId, String personKey) {

    static ContactPlace after(@Nullable String cursor) {
        String text = Cursor.decode(cursor);
        if (text.isEmpty()) {
            return new ContactPlace(Double.MAX_VALUE, Cursor.FIRST_ID, "");
        }
        String[] parts = text.split("\\|", 3);
        if (parts.length != 3) {
            throw refused();
        }
        try {
            return new ContactPlace(Double.parseDouble(parts[0]), UUID.fromString(parts[1]), parts[2]);
        } catch (IllegalArgumentException e) {
            throw refused();
        }
    }

    private static RuntimeException refused() {
        return Parameter.refused("cursor", "Expected the cursor of an earlier page.");
    }
}
