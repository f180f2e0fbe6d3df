package io.coterie.profile.xdm;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.coterie.platform.problem.Violation;
import io.coterie.profile.source.InvalidSourceKey;
import io.coterie.profile.source.SourceKey;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Holds one document against its shape and names every place that does not fit. On the way it brings the document into
 * its one form: members that are null are left out, and key objects get their four members. Two documents that say the
 * same are then the same, which is how an unchanged document is recognised.
 */
final class ShapeCheck {

    /** A document that is wrong everywhere needs no complete list. */
    static final int MAXIMUM_VIOLATIONS = 20;

    private static final int MAXIMUM_ADDRESS_LENGTH = 254;
    private static final int MAXIMUM_CUSTOM_TEXT = 2_048;
    private static final int MAXIMUM_PRECISION = 38;
    private static final List<String> KEY_MEMBERS =
            List.of(SourceKey.ID, SourceKey.INSTANCE, SourceKey.TYPE, SourceKey.WRITTEN);

    private final List<Violation> violations = new ArrayList<>();
    private final StringBuilder pointer = new StringBuilder();

    List<Violation> violations() {
        return violations;
    }

    void check(Shape shape, JsonNode value) {
        switch (shape) {
            case Shape.Structure structure -> structure(structure, value);
            case Shape.Dictionary dictionary -> dictionary(dictionary, value);
            case Shape.Sequence sequence -> sequence(sequence, value);
            case Shape.Key _ -> key(value);
            case Shape.Text text -> text(value, text.maximumLength());
            case Shape.Choice choice -> choice(choice, value);
            case Shape.Day _ -> day(value);
            case Shape.DayOrMoment _ ->
                require(
                        value.isTextual() && (isDay(value.textValue()) || isMoment(value.textValue())),
                        "a day, or a date and time with offset");
            case Shape.Moment _ -> moment(value);
            case Shape.Address _ -> address(value);
            case Shape.Whole _ -> require(value.isIntegralNumber() && value.canConvertToLong(), "a whole number");
            case Shape.Decimal _ -> require(isDecimal(value), "a number of at most 38 digits");
            case Shape.Truth _ -> require(value.isBoolean(), "true or false");
        }
    }

    private void structure(Shape.Structure structure, JsonNode value) {
        if (!(value instanceof ObjectNode object)) {
            refuse("Expected an object.");
            return;
        }
        Iterator<Map.Entry<String, JsonNode>> members = object.properties().iterator();
        while (members.hasNext()) {
            Map.Entry<String, JsonNode> member = members.next();
            Shape shape = structure.members().get(member.getKey());
            if (shape == null && structure.isExtensible() && member.getKey().startsWith("_")) {
                within(member.getKey(), () -> custom(member.getValue()));
            } else if (shape == null) {
                within(member.getKey(), () -> refuse("Unknown field. See GET /v1/fields and the XDM B2B schemas."));
            } else if (member.getValue().isNull()) {
                members.remove();
            } else {
                within(member.getKey(), () -> check(shape, member.getValue()));
            }
        }
    }

    /** Objects of leaves (XDM-07) that can be stored; which of them there may be the sandbox's own fields say. */
    private void custom(JsonNode value) {
        if (value instanceof ObjectNode object) {
            Iterator<Map.Entry<String, JsonNode>> members = object.properties().iterator();
            while (members.hasNext()) {
                Map.Entry<String, JsonNode> member = members.next();
                if (member.getValue().isNull()) {
                    members.remove();
                } else {
                    within(member.getKey(), () -> custom(member.getValue()));
                }
            }
        } else if (value.isTextual()) {
            text(value, MAXIMUM_CUSTOM_TEXT);
        } else if (value.isNumber()) {
            require(isDecimal(value), "a number of at most 38 digits");
        } else {
            require(value.isBoolean(), "a text, a number, true or false");
        }
    }

    private void dictionary(Shape.Dictionary dictionary, JsonNode value) {
        if (!(value instanceof ObjectNode object)) {
            refuse("Expected an object.");
            return;
        }
        for (Map.Entry<String, JsonNode> member : object.properties()) {
            within(member.getKey(), () -> {
                require(isStorable(member.getKey()), "a member name without control characters");
                check(dictionary.values(), member.getValue());
            });
        }
    }

    private void sequence(Shape.Sequence sequence, JsonNode value) {
        if (!(value instanceof ArrayNode array)) {
            refuse("Expected a list.");
            return;
        }
        if (array.size() > sequence.maximumSize()) {
            refuse("Expected at most " + sequence.maximumSize() + " entries.");
            return;
        }
        for (int index = 0; index < array.size(); index++) {
            JsonNode item = array.get(index);
            within(Integer.toString(index), () -> check(sequence.items(), item));
        }
    }

    private void key(JsonNode value) {
        if (!(value instanceof ObjectNode object)) {
            refuse("Expected a key object with sourceID, sourceInstanceID, sourceType and sourceKey.");
            return;
        }
        int before = violations.size();
        object.properties()
                .forEach(member -> within(member.getKey(), () -> {
                    require(KEY_MEMBERS.contains(member.getKey()), "only " + KEY_MEMBERS + " in a key object");
                    require(
                            member.getValue().isNull()
                                    || isStorable(member.getValue().asText()),
                            "a text that can be stored");
                    require(member.getValue().isTextual() || member.getValue().isNull(), "a text");
                }));
        if (violations.size() > before) {
            return;
        }
        try {
            complete(
                    object,
                    SourceKey.of(
                            text(object, SourceKey.ID),
                            text(object, SourceKey.INSTANCE),
                            text(object, SourceKey.TYPE),
                            text(object, SourceKey.WRITTEN)));
        } catch (InvalidSourceKey invalid) {
            within(invalid.member(), () -> refuse(invalid.detail()));
        }
    }

    private static @Nullable String text(ObjectNode object, String member) {
        return object.path(member).textValue();
    }

    private static void complete(ObjectNode object, SourceKey key) {
        object.put(SourceKey.ID, key.sourceID());
        object.put(SourceKey.INSTANCE, key.sourceInstanceID());
        object.put(SourceKey.TYPE, key.sourceType());
        object.put(SourceKey.WRITTEN, key.sourceKey());
    }

    private void text(JsonNode value, int maximumLength) {
        if (!value.isTextual()) {
            refuse("Expected a text.");
        } else if (value.textValue().length() > maximumLength) {
            refuse("Expected a text of at most " + maximumLength + " characters.");
        } else {
            require(isStorable(value.textValue()), "a text without the character U+0000 and without half characters");
        }
    }

    private void choice(Shape.Choice choice, JsonNode value) {
        require(
                value.isTextual() && choice.words().contains(value.textValue()),
                "one of " + choice.words().stream().sorted().toList());
    }

    private void day(JsonNode value) {
        require(value.isTextual() && isDay(value.textValue()), "a day of the form YYYY-MM-DD");
    }

    private void moment(JsonNode value) {
        require(
                value.isTextual() && isMoment(value.textValue()),
                "a date and time with offset, for example 2026-01-02T03:04:05Z");
    }

    private void address(JsonNode value) {
        require(value.isTextual() && isAddress(value.textValue()), "an e-mail address");
    }

    private static boolean isDay(String text) {
        try {
            return LocalDate.parse(text).getYear() > 0;
        } catch (DateTimeParseException _) {
            return false;
        }
    }

    private static boolean isMoment(String text) {
        try {
            return OffsetDateTime.parse(text).getYear() > 0;
        } catch (DateTimeParseException _) {
            return false;
        }
    }

    /** Enough to send to: one local part, one domain, no blanks. Whether it exists only delivery can tell. */
    private static boolean isAddress(String text) {
        int at = text.indexOf('@');
        return at > 0
                && at == text.lastIndexOf('@')
                && at < text.length() - 1
                && text.length() <= MAXIMUM_ADDRESS_LENGTH
                && text.chars().noneMatch(character -> character <= ' ' || character == 0x7f)
                && isStorable(text);
    }

    private static boolean isDecimal(JsonNode value) {
        if (!value.isNumber()) {
            return false;
        }
        BigDecimal number = value.decimalValue();
        return number.precision() <= MAXIMUM_PRECISION && Math.abs((long) number.scale()) <= MAXIMUM_PRECISION;
    }

    /** PostgreSQL stores neither U+0000 nor a surrogate without its pair. */
    private static boolean isStorable(String text) {
        for (int index = 0; index < text.length(); index++) {
            char character = text.charAt(index);
            if (character == 0) {
                return false;
            }
            if (Character.isSurrogate(character)) {
                boolean paired = Character.isHighSurrogate(character)
                        && index + 1 < text.length()
                        && Character.isLowSurrogate(text.charAt(index + 1));
                if (!paired) {
                    return false;
                }
                index++;
            }
        }
        return true;
    }

    private void require(boolean fits, String expected) {
        if (!fits) {
            refuse("Expected " + expected + ".");
        }
    }

    private void refuse(String detail) {
        if (violations.size() < MAXIMUM_VIOLATIONS) {
            violations.add(new Violation(pointer.toString(), detail));
        }
    }

    private void within(String member, Runnable check) {
        int length = pointer.length();
        pointer.append('/').append(escape(member));
        check.run();
        pointer.setLength(length);
    }

    /** A member name as a step of a JSON pointer (RFC 6901). */
    private static String escape(String member) {
        return member.indexOf('~') < 0 && member.indexOf('/') < 0
                ? member
                : member.replace("~", "~0").replace("/", "~1");
    }
}
