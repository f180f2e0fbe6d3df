package io.coterie.buyinggroup.browse;

import io.coterie.buyinggroup.parameter.CursorPlace;
import io.coterie.buyinggroup.parameter.Parameter;
import java.math.BigDecimal;
import java.util.List;
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
        return CursorPlace.after(cursor, new SearchPlace(sort, null, ""), text -> place(sort, text));
    }

    private static SearchPlace place(GroupSort sort, String text) {
        List<String> parts = CursorPlace.parts(text, 3);
        if (!parts.get(0).equals(sort.text())) {
            throw Parameter.refused("cursor", "Expected the cursor of an earlier page in the same order.");
        }
        return new SearchPlace(
                sort, UUID.fromString(parts.get(1)), read(sort.key().type(), parts.get(2)));
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
