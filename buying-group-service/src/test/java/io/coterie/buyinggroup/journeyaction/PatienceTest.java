package io.coterie.buyinggroup.journeyaction;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** An action that waits is tried again soon, then ever more seldom, and for the last time when its time is over. */
class PatienceTest {

    private static final Instant SINCE = Instant.parse("2026-02-01T00:00:00Z");
    private static final Patience TWO_MINUTES = new Patience(Duration.ofMinutes(2));
    private static final Duration SHORTEST = Duration.ofMillis(250);
    private static final Duration LONGEST = Duration.ofSeconds(30);

    @ParameterizedTest
    @CsvSource({
        "PT0S, PT0.25S",
        "PT0.1S, PT0.25S",
        "PT0.25S, PT0.25S",
        "PT0.251S, PT0.251S",
        "PT8S, PT8S",
        "PT30S, PT30S",
        "PT30.001S, PT30S",
        "PT1M, PT30S",
        "PT1M30S, PT30S",
        "PT1M50S, PT10S",
        "PT1M59.9S, PT0.1S",
    })
    @DisplayName(
            "BEY-01: tried again after 250 ms, then after as long as was waited, at most 30 s, and at the wait's end")
    void theNextTryIsAfterAsLongAsWasWaited(Duration waited, Duration pause) {
        Instant now = SINCE.plus(waited);

        assertThat(TWO_MINUTES.retryAt(SINCE, now)).isEqualTo(now.plus(pause));
    }

    @Test
    @DisplayName("BEY-01: at its end the wait is over, and not a moment before")
    void aWaitLastsUntilItsEnd() {
        Instant end = SINCE.plus(TWO_MINUTES.hold());

        assertThat(TWO_MINUTES.lasts(SINCE, SINCE)).isTrue();
        assertThat(TWO_MINUTES.lasts(SINCE, end.minusNanos(1))).isTrue();
        assertThat(TWO_MINUTES.lasts(SINCE, end)).isFalse();
        assertThat(TWO_MINUTES.lasts(SINCE, end.plusNanos(1))).isFalse();
    }

    @Test
    @DisplayName("BEY-01: on a clock that is behind the one that noted the wait, the next try is soon, too")
    void onAClockThatIsBehindTheNextTryIsSoon() {
        Instant now = SINCE.minusSeconds(5);

        assertThat(TWO_MINUTES.lasts(SINCE, now)).isTrue();
        assertThat(TWO_MINUTES.retryAt(SINCE, now)).isEqualTo(now.plus(SHORTEST));
    }

    @Property(tries = 200)
    void triesBecomeFewerAndTheLastOneIsAtTheEndOfTheWait(@ForAll @LongRange(min = 1, max = 3_600_000) long millis) {
        Patience patience = new Patience(Duration.ofMillis(millis));
        Instant end = SINCE.plusMillis(millis);
        Instant now = SINCE;
        Duration pauseBefore = SHORTEST;
        long tries = 0;

        while (patience.lasts(SINCE, now)) {
            Instant next = patience.retryAt(SINCE, now);
            Duration pause = Duration.between(now, next);
            assertThat(next).isAfter(now).isBeforeOrEqualTo(end);
            assertThat(pause).isLessThanOrEqualTo(LONGEST);
            if (next.isBefore(end)) {
                assertThat(pause).isGreaterThanOrEqualTo(pauseBefore);
            }
            pauseBefore = pause;
            now = next;
            tries++;
        }

        // Eight tries make half a minute, because each doubles what was waited; then there is one each half minute.
        assertThat(now).isEqualTo(end);
        assertThat(tries).isLessThanOrEqualTo(9 + millis / LONGEST.toMillis());
    }
}
