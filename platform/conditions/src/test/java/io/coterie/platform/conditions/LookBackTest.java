package io.coterie.platform.conditions;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class LookBackTest {

    @ParameterizedTest
    @CsvSource({
        "P30D,2026-03-01T12:00:00Z,30 days",
        "P1D,2026-03-30T12:00:00Z,1 day",
        "P2W,2026-03-17T12:00:00Z,14 days",
        "P1M,2026-02-28T12:00:00Z,1 month",
        "P1Y2M3D,2025-01-28T12:00:00Z,1 year 2 months 3 days",
        "PT12H,2026-03-31T00:00:00Z,12 hours",
        "PT90M,2026-03-31T10:30:00Z,90 minutes"
    })
    void aSpanEndsNow(String text, Instant start, String words) {
        LookBack span = LookBack.parse(text).orElseThrow();

        assertThat(span.before(Instant.parse("2026-03-31T12:00:00Z"))).isEqualTo(start);
        assertThat(span.words()).isEqualTo(words);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "P",
                "PT",
                "30D",
                "P-1D",
                "-P1D",
                "P0D",
                "PT0S",
                "P1DT1H",
                "P201Y",
                "P2147483647M",
                "PT99999999999999H",
                "p"
            })
    void aSpanThatIsNoneOrTooLongIsRefused(String text) {
        assertThat(LookBack.parse(text)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"P200Y", "PT1S"})
    void evenTheFirstInstantHasSomethingBefore(String text) {
        assertThat(LookBack.parse(text).orElseThrow().before(Instant.MIN)).isEqualTo(Instant.MIN);
    }
}
