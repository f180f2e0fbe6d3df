package io.coterie.buyinggroup.coverage;

import io.coterie.buyinggroup.parameter.CursorPlace;
import io.coterie.platform.paging.Cursor;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A place in a list of contacts, the most engaged first. */
record ContactPlace(double engagement, UUID groupId, String personKey) {

    static ContactPlace after(@Nullable String cursor) {
        return CursorPlace.after(cursor, new ContactPlace(Double.MAX_VALUE, Cursor.FIRST_ID, ""), ContactPlace::read);
    }

    private static ContactPlace read(String sortKey) {
        List<String> parts = CursorPlace.parts(sortKey, 3);
        return new ContactPlace(Double.parseDouble(parts.get(0)), UUID.fromString(parts.get(1)), parts.get(2));
    }
}
