package io.coterie.journey.definition;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.Period;
import java.time.ZoneOffset;
import java.util.Locale;
import java.util.Optional;

/**
 * How long a wait lasts: calendar part and clock part, because a month is not a number of seconds (§5.8). Written as
 * ISO 8601, {@code P1M}, {@code P7D}, {@code PT5S}, {@code P1DT12H}; the calendar part counts in UTC.
 */
public record TimeSpan(Period period, Duration duration) {

    /** A journey lasts three years at most (§2.1), and so does anything it waits for. */
    private static final Duration LONGEST = Duration.ofDays(3 * 366);

    /** The database keeps microseconds; a finer span would be over before its timer says so. */
    private static final int FINEST_NANOS = 1_000_000;

    /** Reads a span; empty when the text is not one, is not positive, or is longer than three years. */
    public static Optional<TimeSpan> parse(String text) {
        try {
            TimeSpan span = split(text.strip().toUpperCase(Locale.ROOT));
            Instant end = span.after(Instant.EPOCH);
            boolean usable = end.isAfter(Instant.EPOCH)
                    && !end.isAfter(Instant.EPOCH.plus(LONGEST))
                    && !span.period.isNegative()
                    && !span.duration.isNegative()
                    && span.duration.toNanosPart() % FINEST_NANOS == 0;
            return usable ? Optional.of(span) : Optional.empty();
        } catch (DateTimeException | ArithmeticException notASpan) {
            return Optional.empty();
        }
    }

    /** The instant this span after another. */
    public Instant after(Instant start) {
        return start.atZone(ZoneOffset.UTC).plus(period).plus(duration).toInstant();
    }

    private static TimeSpan split(String text) {
        int time = text.indexOf('T');
        if (time < 0) {
            return new TimeSpan(Period.parse(text), Duration.ZERO);
        }
        Duration clock = Duration.parse("P" + text.substring(time));
        Period calendar = time == 1 ? Period.ZERO : Period.parse(text.substring(0, time));
        return new TimeSpan(calendar, clock);
    }

    @Override
    public String toString() {
        if (duration.isZero()) {
            return period.toString();
        }
        return period.isZero()
                ? duration.toString()
                : period + duration.toString().substring(1);
    }
}
