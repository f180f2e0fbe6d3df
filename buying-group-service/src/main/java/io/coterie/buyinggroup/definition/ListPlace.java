package io.coterie.buyinggroup.definition;

import io.coterie.buyinggroup.parameter.CursorPlace;
import io.coterie.buyinggroup.parameter.Parameter;
import io.coterie.platform.paging.Cursor;
import io.vertx.mutiny.sqlclient.Tuple;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A place in a list of definitions, which shows the last updated first. */
public record ListPlace(Instant updatedAt, UUID id) {

    /** Before everything. */
    private static final ListPlace START = new ListPlace(Instant.parse("9999-01-01T00:00:00Z"), Cursor.LAST_ID);

    /** Where a page begins: after the cursor's place, or at the start. */
    public static ListPlace after(@Nullable String cursor) {
        return CursorPlace.after(cursor, START, ListPlace::read);
    }

    private static ListPlace read(String sortKey) {
        List<String> parts = CursorPlace.parts(sortKey, 2);
        return new ListPlace(Parameter.placeInstant(parts.getFirst()), UUID.fromString(parts.getLast()));
    }

    public String sortKey() {
        return updatedAt + "|" + id;
    }

    /** As the first two parameters of a statement that says {@code (updated_at, id) < ($1, $2)}. */
    public Tuple parameters() {
        return Tuple.of(Trace.column(updatedAt), id);
    }
}
