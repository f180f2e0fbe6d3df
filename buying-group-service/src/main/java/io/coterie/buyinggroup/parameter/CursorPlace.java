package io.coterie.buyinggroup.parameter;

import io.coterie.platform.paging.Cursor;
import java.time.DateTimeException;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Places in lists, read from the cursors that the lists gave. */
public final class CursorPlace {

    private CursorPlace() {}

    /**
     * The place after which a page begins. A cursor that the list did not give is refused.
     *
     * @param start where the first page begins
     * @param reading of what the list's cursors hold; throws on any other text
     */
    public static <P> P after(@Nullable String cursor, P start, Function<String, P> reading) {
        String text = Cursor.decode(cursor);
        if (text.isEmpty()) {
            return start;
        }
        try {
            return reading.apply(text);
        } catch (DateTimeException | IllegalArgumentException e) {
            throw Parameter.refused("cursor", "Expected the cursor of an earlier page.");
        }
    }

    /**
     * What a list put into its cursor with bars between; only the last part may hold bars itself.
     *
     * @throws IllegalArgumentException when there are not so many
     */
    public static List<String> parts(String text, int count) {
        List<String> parts = List.of(text.split("\\|", count));
        if (parts.size() != count) {
            throw new IllegalArgumentException("Expected " + count + " parts");
        }
        return parts;
    }
}
