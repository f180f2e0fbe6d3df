package io.coterie.buyinggroup.history;

import java.time.LocalDate;
import java.time.temporal.TemporalAdjusters;

/** How fine an old history still is: of each interval the last and the highest value stay. */
enum Grain {
    DAY,
    MONTH;

    /** The first day of the interval that the day is in. */
    LocalDate begin(LocalDate day) {
        return switch (this) {
            case DAY -> day;
            case MONTH -> day.with(TemporalAdjusters.firstDayOfMonth());
        };
    }

    /** The first day after the interval that begins on this day. */
    LocalDate end(LocalDate begin) {
        return switch (this) {
            case DAY -> begin.plusDays(1);
            case MONTH -> begin.plusMonths(1);
        };
    }
}
