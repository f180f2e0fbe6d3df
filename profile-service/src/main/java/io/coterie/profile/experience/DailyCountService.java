package io.coterie.profile.experience;

import io.coterie.platform.problem.GenericError;
import io.coterie.platform.problem.ProblemException;
import io.coterie.platform.tenancy.Sandbox;
import io.coterie.platform.tenancy.SandboxTransactions;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.format.DateTimeParseException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Counts what people did, for whoever keeps counts of its own. */
@ApplicationScoped
class DailyCountService {

    /** A score's window: today and the 29 days before (D-38). */
    private static final int WINDOW = 30;

    private final SandboxTransactions transactions;
    private final DailyCountRepository counts;
    private final Clock clock;

    DailyCountService(SandboxTransactions transactions, DailyCountRepository counts, Clock clock) {
        this.transactions = transactions;
        this.counts = counts;
        this.clock = clock;
    }

    Uni<List<DailyCountsView>> page(Sandbox sandbox, String after, Days days, int limit) {
        return transactions.inSandbox(
                sandbox, connection -> counts.page(connection, sandbox, after, days.from(), days.to(), limit));
    }

    /** The days asked for; what is not said is the last day of today's window, or its first one. */
    Days days(@Nullable String from, @Nullable String to) {
        LocalDate last = to == null ? LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC) : day("to", to);
        LocalDate first = from == null ? last.minusDays(WINDOW - 1L) : day("from", from);
        if (first.isAfter(last)) {
            throw ProblemException.ofField(
                    GenericError.INVALID_PARAMETER, "from", "Expected a day that is not after " + last + ".");
        }
        return new Days(first, last);
    }

    private static LocalDate day(String parameter, String text) {
        try {
            LocalDate day = LocalDate.parse(text);
            if (day.getYear() >= 1 && day.getYear() < 9999) {
                return day;
            }
        } catch (DateTimeParseException _) {
            // Told below, as a day that no calendar of ours has.
        }
        throw ProblemException.ofField(
                GenericError.INVALID_PARAMETER, parameter, "Expected a day of the form YYYY-MM-DD.");
    }

    /** A stretch of UTC days, both included. */
    record Days(LocalDate from, LocalDate to) {}
}
