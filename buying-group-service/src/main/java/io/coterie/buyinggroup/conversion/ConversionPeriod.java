package io.coterie.buyinggroup.conversion;

import io.coterie.buyinggroup.parameter.Parameter;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.Locale;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Which qualifications a report counts, and in what pieces; days are those of UTC (D-38).
 *
 * @param to exclusive
 */
record ConversionPeriod(LocalDate from, LocalDate to, Step step) {

    private static final int MOST_STEPS = 120;

    /** The pieces of a report. */
    enum Step {
        WEEK(ChronoUnit.WEEKS),
        MONTH(ChronoUnit.MONTHS),
        YEAR(ChronoUnit.YEARS);

        private final ChronoUnit unit;

        Step(ChronoUnit unit) {
            this.unit = unit;
        }

        /** As PostgreSQL's {@code date_trunc} calls it. */
        String field() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** The last twelve months by month, where nothing else is asked for. */
    static ConversionPeriod of(@Nullable String from, @Nullable String to, @Nullable String step, LocalDate today) {
        LocalDate end = Objects.requireNonNullElse(Parameter.day("to", to), today.plusDays(1));
        LocalDate start = Objects.requireNonNullElse(Parameter.day("from", from), end.minusMonths(12));
        Step asked = Parameter.word("period", step, Step.MONTH);
        if (!start.isBefore(end)) {
            throw Parameter.refused("from", "Expected a day before 'to'.");
        }
        if (asked.unit.between(start, end) > MOST_STEPS) {
            throw Parameter.refused("from", "Expected at most " + MOST_STEPS + " periods.");
        }
        return new ConversionPeriod(start, end, asked);
    }
}
