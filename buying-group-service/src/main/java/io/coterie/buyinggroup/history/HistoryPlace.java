package io.coterie.buyinggroup.history;

import io.coterie.buyinggroup.parameter.Parameter;
import io.coterie.platform.paging.Cursor;
import org.jspecify.annotations.Nullable;

/** A place in the history of one group. */
record HistoryPlace(long revision, int place) {

    /** Before everything. */
    private static final HistoryPlace START = new HistoryPlace(-1, -1);

    static HistoryPlace after(@Nullable String cursor) {
        String text = Cursor.decode(cursor);
        if (text.isEmpty()) {
            return START;
        }
        try {
            int separator = Math.max(0, text.indexOf('|'));
            return new HistoryPlace(
                    Long.parseLong(text.substring(0, separator)), Integer.parseInt(text.substring(separator + 1)));
        } catch (NumberFormatException e) {
            throw Parameter.refused("cursor", "Expected the cursor of an earlier page.");
        }
    }

    String text() {
        return revision + "|" + place;
    }
}
