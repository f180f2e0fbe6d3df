package io.coterie.buyinggroup.build;

import static org.assertj.core.api.Assertions.assertThat;

import io.smallrye.config.SmallRyeConfigBuilder;
import java.time.Instant;
import java.time.LocalDate;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Nights in zones ahead of UTC and behind it. */
class NightsTest {

    private static final String HALF_PAST_MIDNIGHT = "0 30 0 * * ?";

    @ParameterizedTest(name = "{0}, {1}: the night of {2}, and the last one that was due is that of {3}")
    @CsvSource({
        "UTC, 2026-03-01T00:29:59Z, 2026-03-01, 2026-02-28",
        "UTC, 2026-03-01T00:30:01Z, 2026-03-01, 2026-03-01",
        "Pacific/Auckland, 2026-02-28T10:59:59Z, 2026-02-28, 2026-02-28",
        "Pacific/Auckland, 2026-02-28T11:29:59Z, 2026-03-01, 2026-02-28",
        "Pacific/Auckland, 2026-02-28T11:30:01Z, 2026-03-01, 2026-03-01",
        "America/Los_Angeles, 2026-03-01T07:59:59Z, 2026-02-28, 2026-02-28",
        "America/Los_Angeles, 2026-03-01T08:29:59Z, 2026-03-01, 2026-02-28",
        "America/Los_Angeles, 2026-03-01T08:30:01Z, 2026-03-01, 2026-03-01"
    })
    @DisplayName("D-31: nights are counted, and are due, in the zone of the builds")
    void nightsAreCountedInTheZoneOfTheBuilds(String zone, Instant now, LocalDate night, LocalDate lastDue) {
        Nights nights = nights(zone);

        assertThat(nights.at(now)).isEqualTo(night);
        assertThat(nights.lastDue(HALF_PAST_MIDNIGHT, now)).contains(lastDue);
    }

    @ParameterizedTest
    @ValueSource(strings = {"off", "disabled"})
    @DisplayName("D-31: a schedule that is switched off was never due")
    void whatIsOffWasNeverDue(String cron) {
        assertThat(nights("UTC").lastDue(cron, Instant.parse("2026-03-01T12:00:00Z")))
                .isEmpty();
    }

    @Test
    @DisplayName("D-31: a schedule of one night a week was due in the last such night")
    void aWeeklyScheduleWasDueThen() {
        assertThat(nights("UTC").lastDue("0 30 0 ? * MON", Instant.parse("2026-03-01T12:00:00Z")))
                .contains(LocalDate.parse("2026-02-23"));
    }

    private static Nights nights(String zone) {
        return new Nights(new SmallRyeConfigBuilder()
                .withMapping(BuildConfig.class)
                .withDefaultValue("coterie.buying-group.build.time-zone", zone)
                .build()
                .getConfigMapping(BuildConfig.class));
    }
}
