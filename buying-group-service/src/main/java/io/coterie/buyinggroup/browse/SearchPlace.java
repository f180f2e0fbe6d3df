package io.coterie.buyinggroup.browse;

import io.coterie.buyinggroup.parameter.Parameter;
import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.OffsetDateTime;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A place in a list of groups: order, id and sort key of the last one shown.
 *
 * @param key null at the start
 */
record SearchPlace(GroupSort sort, @Nullable UUID id, String key) {

    /** After the cursor's place, which must be of a list in the same order. */
    static SearchPlace after(GroupSort sort, @Nullable String cursor) {
        String text = Parameter.place(cursor);
        if (text.isEmpty()) {
            return new SearchPlace(sort, null, "");
        }
        String[] parts = text.split("\\|", 3);
        if (parts.length != 3 || !parts[0].equals(sort.text())) {
            throw Parameter.refused("cursor", "Expected the cursor of an earlier page in the same order.");
        }
        try {
            requireType(sort.key().type(), parts[2]);
            return new SearchPlace(sort, UUID.fromString(parts[1]), parts[2]);
        } catch (DateTimeException | IllegalArgumentException e) {
            throw Parameter.refused("cursor", "Expected the cursor of an earlier page.");
        }
    }

    /** A cursor made up by somebody must not fail in the database. */
    private static void requireType(String type, String key) {
        switch (type) {
            case "uuid" -> {
                var _ = UUID.fromString(key);
            }
            case "numeric" -> requireShort(new BigDecimal(key));
            case "int" -> {
                var _ = Integer.parseInt(key);
            }
            case "timestamptz" -> {
                var _ = OffsetDateTime.parse(key);
            }
            default -> {
                if (key.indexOf('\0') >= 0) {
                    throw new IllegalArgumentException("Text has no zero");
                }
            }
        }
    }

    private static void requireShort(BigDecimal number) {
        if (number.precision() > 100 || Math.abs((long) number.scale()) > 100) {
            throw new IllegalArgumentException("No score has so many digits");
        }
    }

    static String text(GroupSort sort, UUID id, String key) {
        return sort.text() + "|" + id + "|" + key;
    }
}
