package io.coterie.buyinggroup.parameter;

import java.time.Instant;
import java.time.LocalDate;
import java.time.Period;
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

    private static final Period A_YEAR = Period.ofYears(1);
    private static final Period HALF_A_YEAR = Period.ofMonths(6);

    /** As asked for; without an end until today, without a beginning the year before the end. */
    public static Days of(@Nullable String from, @Nullable String to, Instant now) {
        return asked(from, to, now, A_YEAR, new Reach(LocalDate.EPOCH, false));
    }

    /** The same of what is kept since a day only: days before it would look as if nothing had happened. */
    public static Days kept(@Nullable String from, @Nullable String to, Instant now, LocalDate keptSince) {
        return asked(from, to, now, A_YEAR, new Reach(keptSince, false));
    }

    /**
     * A range to be compared with the one {@link #before} it, which must be kept as well. Without a beginning it
     * is the half year before the end: twice that is kept by default.
     */
    public static Days compared(@Nullable String from, @Nullable String to, Instant now, LocalDate keptSince) {
        return asked(from, to, now, HALF_A_YEAR, new Reach(keptSince, true));
    }

    private static Days asked(
            @Nullable String from, @Nullable String to, Instant now, Period usualLength, Reach reach) {
        LocalDate today = LocalDate.ofInstant(now, ZoneOffset.UTC);
        LocalDate end = Parameter.day("to", to);
        LocalDate last = end == null ? today : end;
        LocalDate first = Parameter.day("from", from);
        if (last.isAfter(today)) {
            throw Parameter.refused("to", "Expected a day that is not in the future.");
        }
        if (first == null) {
            return usual(last, usualLength, reach);
        }
        if (first.isAfter(last)) {
            throw Parameter.refused("from", "Expected a day that is not after 'to'.");
        }
        if (first.isBefore(last.minusYears(MOST_YEARS))) {
            throw Parameter.refused("from", "Expected at most " + MOST_YEARS + " years.");
        }
        if (first.isBefore(reach.earliest(last))) {
            throw Parameter.refused("from", reach.expected(last));
        }
        return new Days(first, last);
    }

    /** Of the usual length, or as long as there is something. */
    private static Days usual(LocalDate last, Period usualLength, Reach reach) {
        LocalDate first = last.minus(usualLength).plusDays(1);
        LocalDate earliest = reach.earliest(last);
        if (earliest.isAfter(last)) {
            throw Parameter.refused("to", reach.expected(last));
        }
        return new Days(first.isBefore(earliest) ? earliest : first, last);
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

    /**
     * How far back a question may go.
     *
     * @param compared whether as many days before the range must be kept, too
     */
    private record Reach(LocalDate keptSince, boolean compared) {

        /** The first day of the longest range with this end; later than the end where there is none. */
        LocalDate earliest(LocalDate last) {
            if (!compared) {
                return keptSince;
            }
            long half = (ChronoUnit.DAYS.between(keptSince, last) + 1) / 2;
            return half < 1 ? keptSince.plusDays(1) : last.minusDays(half - 1);
        }

        String expected(LocalDate last) {
            String why = compared ? "the range is compared with as many days before it, and what" : "what";
            return "Expected " + earliest(last) + " or later: " + why + " people did before " + keptSince
                    + " is not kept.";
        }
    }
}
