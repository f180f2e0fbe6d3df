package io.coterie.buyinggroup.parameter;

import io.coterie.platform.problem.GenericError;
import io.coterie.platform.problem.ProblemException;
import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Query parameters as values; one that has another form is refused by its name. */
public final class Parameter {

    /** How often a parameter may be repeated. */
    public static final int MOST_VALUES = 100;

    private static final int LONGEST = 500;
    private static final Pattern COUNT = Pattern.compile("[0-9]{1,9}");
    private static final BigDecimal HUNDRED = BigDecimal.valueOf(100);

    private Parameter() {}

    public static ProblemException refused(String name, String detail) {
        return ProblemException.ofField(GenericError.INVALID_PARAMETER, name, detail);
    }

    /**
     * An instant of a cursor.
     *
     * @throws DateTimeException also for one that no row has, and that the database cannot hold
     */
    public static Instant placeInstant(String text) {
        Instant instant = Instant.parse(text);
        if (!isInReach(instant)) {
            throw new DateTimeException("No row is of " + text);
        }
        return instant;
    }

    /** Trimmed; null when left out or blank. */
    public static @Nullable String text(String name, @Nullable String value) {
        if (value == null || value.isBlank()) {
            return null;
        }
        if (value.length() > LONGEST) {
            throw refused(name, "Expected at most " + LONGEST + " characters.");
        }
        return value.strip();
    }

    /** Of a parameter that may be repeated: empty means any. */
    public static List<String> texts(String name, @Nullable List<String> values) {
        if (values == null) {
            return List.of();
        }
        if (values.size() > MOST_VALUES) {
            throw refused(name, "Expected at most " + MOST_VALUES + " values.");
        }
        return values.stream()
                .map(value -> text(name, value))
                .filter(value -> value != null)
                .toList();
    }

    public static @Nullable BigDecimal percent(String name, @Nullable String value) {
        String text = text(name, value);
        if (text == null) {
            return null;
        }
        BigDecimal percent = number(name, text);
        if (percent.signum() < 0 || percent.compareTo(HUNDRED) > 0) {
            throw refused(name, "Expected a percentage of 0 to 100.");
        }
        return percent;
    }

    /** How many of something; null when left out. */
    public static @Nullable BigDecimal count(String name, @Nullable String value) {
        String text = text(name, value);
        if (text == null) {
            return null;
        }
        if (!COUNT.matcher(text).matches()) {
            throw refused(name, "Expected a whole number of at most nine digits.");
        }
        return new BigDecimal(text);
    }

    private static BigDecimal number(String name, String text) {
        // Longer ones are no percentage, and an exponent makes a number that is expensive to write out.
        if (text.length() > 40 || text.toLowerCase(Locale.ROOT).contains("e")) {
            throw refused(name, "Expected a percentage of 0 to 100.");
        }
        try {
            return new BigDecimal(text);
        } catch (NumberFormatException e) {
            throw refused(name, "Expected a percentage of 0 to 100.");
        }
    }

    public static @Nullable Boolean flag(String name, @Nullable String value) {
        String text = text(name, value);
        return switch (text) {
            case null -> null;
            case "true" -> Boolean.TRUE;
            case "false" -> Boolean.FALSE;
            default -> throw refused(name, "Expected true or false.");
        };
    }

    /** Null when left out. */
    public static @Nullable Instant instant(String name, @Nullable String value) {
        String text = text(name, value);
        if (text == null) {
            return null;
        }
        try {
            return inReach(name, Instant.parse(text));
        } catch (DateTimeException e) {
            throw refused(name, "Expected an instant such as 2026-03-01T00:00:00Z.");
        }
    }

    /** An instant that is over: nobody knows what will be. */
    public static @Nullable Instant past(String name, @Nullable String value, Instant now) {
        Instant instant = instant(name, value);
        if (instant != null && instant.isAfter(now)) {
            throw refused(name, "Expected an instant that is not in the future.");
        }
        return instant;
    }

    /** Null when left out. */
    public static @Nullable LocalDate day(String name, @Nullable String value) {
        String text = text(name, value);
        if (text == null) {
            return null;
        }
        try {
            LocalDate day = LocalDate.parse(text);
            if (day.getYear() < 1970 || day.getYear() > 9999) {
                throw refused(name, "Expected a day since 1970.");
            }
            return day;
        } catch (DateTimeException e) {
            throw refused(name, "Expected a day such as 2026-03-01.");
        }
    }

    /**
     * One of the words of an enum, as parameters or as bodies spell it: what an answer says can be asked for as it is.
     */
    public static <E extends Enum<E>> E word(String name, @Nullable String value, E fallback) {
        String text = text(name, value);
        if (text == null) {
            return fallback;
        }
        E[] words = fallback.getDeclaringClass().getEnumConstants();
        return Arrays.stream(words)
                .filter(word ->
                        spelled(word).equalsIgnoreCase(text) || word.name().equalsIgnoreCase(text))
                .findFirst()
                .orElseThrow(() -> refused(
                        name,
                        "Expected one of "
                                + Arrays.stream(words).map(Parameter::spelled).collect(Collectors.joining(", "))
                                + "."));
    }

    /** An enum's constant as parameters and answers spell it. */
    public static String spelled(Enum<?> word) {
        StringBuilder spelled = new StringBuilder();
        for (String part : word.name().toLowerCase(Locale.ROOT).split("_", -1)) {
            spelled.append(
                    spelled.isEmpty() ? part : part.substring(0, 1).toUpperCase(Locale.ROOT) + part.substring(1));
        }
        return spelled.toString();
    }

    private static Instant inReach(String name, Instant instant) {
        if (!isInReach(instant)) {
            throw refused(name, "Expected an instant since 1970.");
        }
        return instant;
    }

    private static boolean isInReach(Instant instant) {
        return !instant.isBefore(Instant.EPOCH) && !instant.isAfter(Instant.parse("9999-01-01T00:00:00Z"));
    }
}
