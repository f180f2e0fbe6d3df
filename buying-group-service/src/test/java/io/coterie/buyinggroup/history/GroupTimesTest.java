package io.coterie.buyinggroup.history;

import static org.assertj.core.api.Assertions.assertThat;

import io.coterie.buyinggroup.group.GroupFact.Kind;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** BEY-04: how long things took. */
class GroupTimesTest {

    private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");
    private static final Instant NOW = START.plus(Duration.ofDays(30));

    @Test
    void aGroupIsCompleteWhenEveryCountedRoleWasFullForTheFirstTime() {
        GroupTimes times = GroupTimes.of(
                List.of(
                        entry(1, 0, Kind.CREATED, "50", "50"),
                        entry(2, 3, Kind.COMPLETENESS_CHANGED, "100", "100"),
                        entry(3, 5, Kind.COMPLETENESS_CHANGED, "50", "50"),
                        entry(4, 9, Kind.COMPLETENESS_CHANGED, "100", "100")),
                NOW);

        assertThat(times.timeToComplete()).contains(Duration.ofDays(3));
    }

    @Test
    void aGroupThatNeverWasCompleteHasNoTimeToComplete() {
        assertThat(GroupTimes.of(List.of(entry(1, 0, Kind.CREATED, "75", "75")), NOW)
                        .timeToComplete())
                .isEmpty();
    }

    @Test
    void aGroupThatCameBackIsMeasuredFromItsReturn() {
        GroupTimes times = GroupTimes.of(
                List.of(
                        entry(1, 0, Kind.CREATED, "100", "100"),
                        entry(2, 1, Kind.STAGE_CHANGED, "Open", "100"),
                        entry(3, 2, Kind.DELETED, null, "0"),
                        entry(4, 10, Kind.CREATED, "0", "0"),
                        entry(5, 14, Kind.COMPLETENESS_CHANGED, "100", "100")),
                NOW);

        assertThat(times.createdAt()).isEqualTo(START.plus(Duration.ofDays(10)));
        assertThat(times.timeToComplete()).contains(Duration.ofDays(4));
        assertThat(times.stages()).isEmpty();
    }

    @Test
    void eachStayInAStageIsMeasuredTheLastOneUntilNow() {
        GroupTimes times = GroupTimes.of(
                List.of(
                        entry(1, 0, Kind.CREATED, "0", "0"),
                        entry(2, 2, Kind.STAGE_CHANGED, "Open", "0"),
                        entry(3, 7, Kind.STAGE_CHANGED, "Talks", "0")),
                NOW);

        assertThat(times.stages())
                .containsExactly(
                        new StageVisit(
                                "Open",
                                START.plus(Duration.ofDays(2)),
                                START.plus(Duration.ofDays(7)),
                                Duration.ofDays(5)),
                        new StageVisit("Talks", START.plus(Duration.ofDays(7)), null, Duration.ofDays(23)));
    }

    @Test
    void aGroupThatIsDeletedHasLeftItsStage() {
        GroupTimes times = GroupTimes.of(
                List.of(
                        entry(1, 0, Kind.CREATED, "0", "0"),
                        entry(2, 2, Kind.STAGE_CHANGED, "Talks", "0"),
                        entry(3, 7, Kind.DELETED, null, "0")),
                NOW);

        assertThat(times.stages())
                .containsExactly(new StageVisit(
                        "Talks", START.plus(Duration.ofDays(2)), START.plus(Duration.ofDays(7)), Duration.ofDays(5)));
    }

    @Test
    void aClockThatIsAheadMakesNoNegativeTime() {
        GroupTimes times = GroupTimes.of(
                List.of(entry(1, 0, Kind.CREATED, "0", "0"), entry(2, 31, Kind.STAGE_CHANGED, "Open", "0")), NOW);

        assertThat(times.stages())
                .containsExactly(new StageVisit("Open", START.plus(Duration.ofDays(31)), null, Duration.ZERO));
    }

    private static HistoryEntry entry(
            long revision, int day, Kind kind, @Nullable String newValue, String completeness) {
        return new HistoryEntry(
                revision,
                0,
                START.plus(Duration.ofDays(day)),
                kind,
                null,
                null,
                null,
                null,
                null,
                newValue,
                new BigDecimal(completeness));
    }
}
