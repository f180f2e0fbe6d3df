package io.coterie.buyinggroup.parameter;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import org.jspecify.annotations.Nullable;

/**
 * Calendar days in UTC, as scores count them (D-38).
 *
 * @param from the first day
 * @param to the last day, part of the range
 */
public record Days(LocalDate from, LocalDate to) {

    /** Longer ranges are asked for in parts. */
    private static final int MOST_YEARS = 5;

    /** As asked for; without an end until today, without a beginning the year before the end. */
    public static Days of(@Nullable String from, @Nullable String to, Instant now) {
        LocalDate today = LocalDate.ofInstant(now, ZoneOffset.UTC);
        LocalDate end = Parameter.day("to", to);
        LocalDate last = end == null ? today : end;
        LocalDate start = Parameter.day("from", from);
        LocalDate first = start == null ? last.minusYears(1).plusDays(1) : start;
        if (last.isAfter(today)) {
            throw Parameter.refused("to", "Expected a day that is not in the future.");
        }
        if (first.isAfter(last)) {
            throw Parameter.refused("from", "Expected a day that is not after 'to'.");
        }
        if (first.isBefore(last.minusYears(MOST_YEARS))) {
            throw Parameter.refused("from", "Expected at most " + MOST_YEARS + " years.");
        }
        return new Days(first, last);
    }

    /** How many days. */
    public long length() {
        return ChronoUnit.DAYS.between(from, to) + 1;
    }

    /** The equally long range just before this one (D-71). */
    public Days before() {
        return new Days(from.minusDays(length()), from.minusDays(1));
    }

    /** Where the first day begins. */
    public Instant start() {
        return from.atStartOfDay(ZoneOffset.UTC).toInstant();
    }

    /** Where the last day is over. */
    public Instant end() {
        return to.plusDays(1).atStartOfDay(ZoneOffset.UTC).toInstant();
    }
}
