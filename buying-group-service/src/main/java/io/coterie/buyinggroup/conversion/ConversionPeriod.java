package io.coterie.buyinggroup.conversion;

import io.coterie.platform.problem.GenericError;
import io.coterie.platform.problem.ProblemException;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.Locale;
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
        LocalDate end = to == null ? today.plusDays(1) : date("to", to);
        LocalDate start = from == null ? end.minusMonths(12) : date("from", from);
        Step asked = step(step);
        if (!start.isBefore(end)) {
            throw ProblemException.ofField(GenericError.INVALID_PARAMETER, "from", "Expected a day before to.");
        }
        if (asked.unit.between(start, end) > MOST_STEPS) {
            throw ProblemException.ofField(
                    GenericError.INVALID_PARAMETER, "from", "Expected at most " + MOST_STEPS + " periods.");
        }
        return new ConversionPeriod(start, end, asked);
    }

    private static Step step(@Nullable String step) {
        if (step == null) {
            return Step.MONTH;
        }
        for (Step known : Step.values()) {
            if (known.field().equals(step)) {
                return known;
            }
        }
        throw ProblemException.ofField(GenericError.INVALID_PARAMETER, "period", "Expected week, month or year.");
    }

    private static LocalDate date(String parameter, String text) {
        try {
            LocalDate date = LocalDate.parse(text);
            if (date.getYear() >= 1970 && date.getYear() < 10_000) {
                return date;
            }
        } catch (DateTimeException e) {
            throw refused(parameter);
        }
        throw refused(parameter);
    }

    private static ProblemException refused(String parameter) {
        return ProblemException.ofField(GenericError.INVALID_PARAMETER, parameter, "Expected a day like 2026-11-25.");
    }
}
