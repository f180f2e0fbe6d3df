package io.coterie.buyinggroup.history;

import io.coterie.buyinggroup.parameter.CursorPlace;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A place in the history of one group. */
record HistoryPlace(long revision, int place) {

    /** Before everything. */
    private static final HistoryPlace START = new HistoryPlace(-1, -1);

    static HistoryPlace after(@Nullable String cursor) {
        return CursorPlace.after(cursor, START, HistoryPlace::read);
    }

    private static HistoryPlace read(String text) {
        List<String> parts = CursorPlace.parts(text, 2);
        return new HistoryPlace(Long.parseLong(parts.getFirst()), Integer.parseInt(parts.getLast()));
    }

    String text() {
        return revision + "|" + place;
    }
}
