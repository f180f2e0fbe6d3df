package io.coterie.platform.conditions;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What a document's JSON value means in a field's type. Null everywhere: not a value of that type, so it counts as missing. */
final class FieldValues {

    private static final int DATE_LENGTH = "2026-01-05".length();
    private static final int LONGEST_INSTANT = 40;
    private static final Instant EARLIEST = Instant.parse("0001-01-01T00:00:00Z");
    private static final Instant LATEST = Instant.parse("9999-12-31T23:59:59.999999999Z");

    private FieldValues() {}

    static @Nullable Object typed(Object raw, FieldType type) {
        return switch (type) {
            case STRING -> text(raw);
            case STRING_LIST -> texts(raw);
            case NUMBER -> number(raw);
            case INTEGER -> integer(raw);
            case BOOLEAN -> raw instanceof Boolean ? raw : null;
            case DATE -> raw instanceof String text ? instant(text) : null;
        };
    }

    /** Blank text is no value: sources write an empty string where they mean none (ACC-01). */
    private static @Nullable String text(Object raw) {
        return raw instanceof String text && text.length() <= ConditionLimits.TEXT_LENGTH && !text.isBlank()
                ? text
                : null;
    }

    /** An empty list is a value: a person without roles is known to have none. */
    private static @Nullable List<String> texts(Object raw) {
        if (!(raw instanceof List<?> list) || list.size() > ConditionLimits.LIST_LENGTH) {
            return null;
        }
        List<String> texts = new ArrayList<>(list.size());
        for (Object entry : list) {
            String text = entry == null ? null : text(entry);
            if (text != null) {
                texts.add(text);
            }
        }
        return texts;
    }

    static @Nullable Double number(Object raw) {
        if (!(raw instanceof Number number)) {
            return null;
        }
        // Adding zero turns -0.0 into 0.0, which compare as different objects.
        double value = number.doubleValue() + 0.0;
        return Double.isFinite(value) ? value : null;
    }

    static @Nullable Long integer(Object raw) {
        return switch (raw) {
            case Long value -> value;
            case Integer value -> value.longValue();
            case Short value -> value.longValue();
            case BigInteger value -> value.bitLength() < Long.SIZE ? value.longValue() : null;
            case BigDecimal value -> exact(value);
            case Double value -> Double.isFinite(value) ? exact(BigDecimal.valueOf(value)) : null;
            default -> null;
        };
    }

    private static @Nullable Long exact(BigDecimal value) {
        // A huge exponent would make the conversion build a huge number first.
        if (value.signum() != 0 && value.precision() - (long) value.scale() > 19) {
            return null;
        }
        try {
            return value.longValueExact();
        } catch (ArithmeticException notWhole) {
            return null;
        }
    }

    /** A date is its midnight in UTC, and so is a date-time without an offset read. */
    static @Nullable Instant instant(String text) {
        if (text.length() < DATE_LENGTH || text.length() > LONGEST_INSTANT) {
            return null;
        }
        try {
            Instant instant = parse(text);
            return instant.isBefore(EARLIEST) || instant.isAfter(LATEST) ? null : instant;
        } catch (DateTimeException notADate) {
            return null;
        }
    }

    static @Nullable LocalDate date(String text) {
        if (text.length() != DATE_LENGTH) {
            return null;
        }
        try {
            return LocalDate.parse(text);
        } catch (DateTimeException notADate) {
            return null;
        }
    }

    private static Instant parse(String text) {
        if (text.length() == DATE_LENGTH) {
            return LocalDate.parse(text).atStartOfDay(ZoneOffset.UTC).toInstant();
        }
        if (text.endsWith("Z")) {
            return Instant.parse(text);
        }
        return hasOffset(text)
                ? OffsetDateTime.parse(text).toInstant()
                : LocalDateTime.parse(text).toInstant(ZoneOffset.UTC);
    }

    private static boolean hasOffset(String text) {
        return text.indexOf('+', DATE_LENGTH) > 0 || text.indexOf('-', DATE_LENGTH) > 0;
    }
}
