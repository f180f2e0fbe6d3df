package io.coterie.buyinggroup.engaged;

import io.coterie.buyinggroup.parameter.Parameter;
import io.coterie.platform.paging.Cursor;
import org.jspecify.annotations.Nullable;

/** A place in a list, the most active first. */
record EngagedPlace(long activities, String key) {

    static EngagedPlace after(@Nullable String cursor) {
        String text = Cursor.decode(cursor);
        if (text.isEmpty()) {
            return new EngagedPlace(Long.MAX_VALUE, "");
        }
        try {
            int separator = Math.max(0, text.indexOf('|'));
            long activities = Long.parseLong(text.substring(0, separator));
            if (activities < 0) {
                throw new NumberFormatException("Nobody does less than nothing");
            }
            return new EngagedPlace(activities, text.substring(separator + 1));
        } catch (NumberFormatException e) {
            throw Parameter.refused("cursor", "Expected the cursor of an earlier page.");
        }
    }
}
