package io.coterie.buyinggroup.momentum;

import io.coterie.buyinggroup.parameter.Days;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/**
 * The days asked about.
 *
 * @param over groups are shown as they were at its end; in a period that goes on they are shown as they are
 */
record Period(Days days, boolean over) {

    static Period of(Days days, Instant now) {
        return new Period(days, !days.end().isAfter(now));
    }

    /** Where the first day ends. */
    Instant endOfFirstDay() {
        return justBefore(new Days(days.from(), days.from()).end());
    }

    /** Where the last day ends. */
    Instant end() {
        return justBefore(days.end());
    }

    /** Just before midnight, to the microsecond that the database tells apart: midnight is the next day's. */
    private static Instant justBefore(Instant midnight) {
        return midnight.minus(1, ChronoUnit.MICROS);
    }
}
