package io.coterie.platform.conditions;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.Period;
import java.time.ZoneOffset;
import java.util.Optional;

/**
 * A span that ends now, written as ISO 8601: {@code P30D}, {@code P2W}, {@code P3M}, {@code P1Y} or {@code PT12H}. Months and years
 * follow the calendar in UTC.
 */
public record LookBack(String text, Period period, Duration duration) {

    private static final int LONGEST = 40;

    /** Far enough for every birthday, near enough that no arithmetic overflows. */
    private static final Instant FARTHEST = Instant.parse("1770-01-01T00:00:00Z");

    static Optional<LookBack> parse(String text) {
        if (text.length() > LONGEST) {
            return Optional.empty();
        }
        try {
            LookBack parsed = text.startsWith("PT")
                    ? new LookBack(text, Period.ZERO, Duration.parse(text))
                    : new LookBack(text, Period.parse(text), Duration.ZERO);
            return parsed.isSensible() ? Optional.of(parsed) : Optional.empty();
        } catch (DateTimeException | ArithmeticException notASpan) {
            return Optional.empty();
        }
    }

    public Instant before(Instant now) {
        try {
            return now.atOffset(ZoneOffset.UTC).minus(period).minus(duration).toInstant();
        } catch (DateTimeException beforeAllTime) {
            return Instant.MIN;
        }
    }

    String words() {
        if (!duration.isZero()) {
            return duration.toHours() > 0 && duration.toMinutesPart() == 0 && duration.toSecondsPart() == 0
                    ? count(duration.toHours(), "hour")
                    : count(duration.toMinutes(), "minute");
        }
        StringBuilder words = new StringBuilder();
        append(words, period.getYears(), "year");
        append(words, period.getMonths(), "month");
        append(words, period.getDays(), "day");
        return words.toString();
    }

    private boolean isSensible() {
        boolean negative = period.isNegative() || duration.isNegative();
        boolean zero = period.isZero() && duration.isZero();
        return !negative && !zero && !before(Instant.EPOCH).isBefore(FARTHEST);
    }

    private static void append(StringBuilder words, long count, String unit) {
        if (count > 0) {
            words.append(words.isEmpty() ? "" : " ").append(count(count, unit));
        }
    }

    private static String count(long count, String unit) {
        return count + " " + unit + (count == 1 ? "" : "s");
    }
}
