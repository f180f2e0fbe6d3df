package io.coterie.platform.paging;

import io.coterie.platform.problem.GenericError;
import io.coterie.platform.problem.ProblemException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** An opaque place in a list: the sort key of the last row shown. */
public final class Cursor {

    /** Before every id there is. */
    public static final UUID FIRST_ID = new UUID(0, 0);

    /** After every id there is. */
    public static final UUID LAST_ID = new UUID(-1L, -1L);

    private Cursor() {}

    static String encode(String sortKey) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(sortKey.getBytes(StandardCharsets.UTF_8));
    }

    /** The sort key after which to continue; the empty text for the first page. */
    public static String decode(@Nullable String cursor) {
        if (cursor == null || cursor.isEmpty()) {
            return "";
        }
        String sortKey = text(cursor);
        // The one character that no text in the database can hold.
        if (sortKey.indexOf('\0') >= 0) {
            throw notACursor();
        }
        return sortKey;
    }

    /** The id after which to continue, in a list that is sorted by id; empty for the first page. */
    public static Optional<UUID> decodeId(@Nullable String cursor) {
        String id = decode(cursor);
        try {
            return id.isEmpty() ? Optional.empty() : Optional.of(UUID.fromString(id));
        } catch (IllegalArgumentException e) {
            throw notACursor();
        }
    }

    private static String text(String cursor) {
        try {
            return new String(Base64.getUrlDecoder().decode(cursor), StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            throw notACursor();
        }
    }

    private static ProblemException notACursor() {
        return ProblemException.ofField(
                GenericError.INVALID_PARAMETER, "cursor", "Expected the cursor of an earlier page.");
    }

    /** A page size between 1 and 1,000; 100 when none is asked for. */
    public static int limit(@Nullable Integer asked) {
        if (asked == null) {
            return 100;
        }
        if (asked < 1 || asked > 1000) {
            throw ProblemException.ofField(GenericError.INVALID_PARAMETER, "limit", "Expected a limit of 1 to 1000.");
        }
        return asked;
    }
}
