package io.coterie.activation.delivery;

import io.coterie.platform.paging.Cursor;
import io.coterie.platform.problem.GenericError;
import io.coterie.platform.problem.ProblemException;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A place in a list of messages, which are sorted by id. */
public final class DeliveryCursor {

    private static final UUID BEGINNING = new UUID(0, 0);

    private DeliveryCursor() {}

    /** The id after which to continue. */
    public static UUID after(@Nullable String cursor) {
        String sortKey = Cursor.decode(cursor);
        try {
            return sortKey.isEmpty() ? BEGINNING : UUID.fromString(sortKey);
        } catch (IllegalArgumentException _) {
            throw ProblemException.ofField(
                    GenericError.INVALID_PARAMETER, "cursor", "Expected the cursor of an earlier page.");
        }
    }
}
