package io.coterie.buyinggroup.engaged;

import io.coterie.buyinggroup.parameter.CursorPlace;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A place in a list, the most active first. */
record EngagedPlace(long activities, String key) {

    static EngagedPlace after(@Nullable String cursor) {
        return CursorPlace.after(cursor, new EngagedPlace(Long.MAX_VALUE, ""), EngagedPlace::read);
    }

    private static EngagedPlace read(String sortKey) {
        List<String> parts = CursorPlace.parts(sortKey, 2);
        long activities = Long.parseLong(parts.getFirst());
        if (activities < 0) {
            throw new NumberFormatException("Nobody does less than nothing");
        }
        return new EngagedPlace(activities, parts.getLast());
    }
}
