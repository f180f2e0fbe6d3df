package io.coterie.buyinggroup.parameter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.coterie.platform.problem.ProblemException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** Which days can be asked about. */
class DaysTest {

    private static final LocalDate TODAY = LocalDate.parse("2026-11-28");
    private static final Instant NOW = TODAY.atTime(10, 0).toInstant(ZoneOffset.UTC);

    /** 400 days, as by default. */
    private static final LocalDate KEPT_SINCE = LocalDate.parse("2025-10-24");

    @Test
    @DisplayName("D-71: the range compared by default and the one before it are kept by default, on every day")
    void theUsualComparisonIsOfDaysThatAreKept() {
        for (LocalDate today = TODAY; today.isBefore(TODAY.plusYears(4)); today = today.plusDays(1)) {
            LocalDate keptSince = today.minusDays(400);

            Days days = Days.compared(null, null, today.atTime(10, 0).toInstant(ZoneOffset.UTC), keptSince);

            assertThat(days).isEqualTo(new Days(today.minusMonths(6).plusDays(1), today));
            assertThat(days.before().from()).isAfterOrEqualTo(keptSince);
        }
    }

    @Test
    void aComparisonWithDaysThatAreNotKeptIsRefusedWithTheEarliestPossible() {
        Days longest = Days.compared("2026-05-13", null, NOW, KEPT_SINCE);

        assertThat(longest.before().from()).isEqualTo(LocalDate.parse("2025-10-25"));
        refused("from", "Expected 2026-05-13 or later", () -> Days.compared("2026-05-12", null, NOW, KEPT_SINCE));
        refused(
                "from",
                "Expected 2025-10-25 or later",
                () -> Days.compared("2025-10-24", "2025-10-24", NOW, KEPT_SINCE));
    }

    @Test
    void aRangeThatIsNotKeptIsRefusedWithTheFirstDayThatIs() {
        assertThat(Days.kept("2025-10-24", null, NOW, KEPT_SINCE)).isEqualTo(new Days(KEPT_SINCE, TODAY));
        refused("from", "Expected 2025-10-24 or later", () -> Days.kept("2025-10-23", null, NOW, KEPT_SINCE));
        refused("to", "Expected 2025-10-24 or later", () -> Days.kept(null, "2025-10-23", NOW, KEPT_SINCE));
        refused("to", "Expected 2025-10-25 or later", () -> Days.compared(null, "2025-10-24", NOW, KEPT_SINCE));
    }

    @Test
    void whereLessIsKeptTheUsualRangeIsShorter() {
        LocalDate keptSince = TODAY.minusDays(10);

        assertThat(Days.kept(null, null, NOW, keptSince)).isEqualTo(new Days(keptSince, TODAY));
        assertThat(Days.compared(null, null, NOW, keptSince)).isEqualTo(new Days(TODAY.minusDays(4), TODAY));
    }

    private static void refused(String field, String detail, ThrowingCallable question) {
        assertThatThrownBy(question)
                .isInstanceOfSatisfying(
                        ProblemException.class,
                        problem -> assertThat(problem.violations())
                                .singleElement()
                                .satisfies(violation -> {
                                    assertThat(violation.field()).isEqualTo(field);
                                    assertThat(violation.detail()).startsWith(detail);
                                }));
    }
}
