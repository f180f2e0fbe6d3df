package io.coterie.buyinggroup.browse;

import io.coterie.buyinggroup.parameter.Parameter;
import io.coterie.platform.paging.Cursor;
import java.math.BigDecimal;
import java.time.DateTimeException;
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
        String text = Cursor.decode(cursor);
        if (text.isEmpty()) {
            return new SearchPlace(sort, null, "");
        }
        String[] parts = text.split("\\|", 3);
        if (parts.length != 3 || !parts[0].equals(sort.text())) {
            throw Parameter.refused("cursor", "Expected the cursor of an earlier page in the same order.");
        }
        try {
            return new SearchPlace(
                    sort, UUID.fromString(parts[1]), read(sort.key().type(), parts[2]));
        } catch (DateTimeException | IllegalArgumentException e) {
            throw Parameter.refused("cursor", "Expected the cursor of an earlier page.");
        }
    }

    /** The key in the spelling of its type: a cursor made up by somebody must not fail in the database. */
    private static String read(String type, String key) {
        return switch (type) {
            case "uuid" -> UUID.fromString(key).toString();
            case "numeric" -> requireShort(new BigDecimal(key)).toPlainString();
            case "int" -> Integer.toString(Integer.parseInt(key));
            case "timestamptz" -> Parameter.placeInstant(key).toString();
            default -> key;
        };
    }

    private static BigDecimal requireShort(BigDecimal number) {
        if (number.precision() > 100 || Math.abs((long) number.scale()) > 100) {
            throw new IllegalArgumentException("No score has so many digits");
        }
        return number;
    }

    static String text(GroupSort sort, UUID id, String key) {
        return sort.text() + "|" + id + "|" + key;
    }
}
