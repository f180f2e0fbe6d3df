package io.coterie.buyinggroup.activity;

import static org.assertj.core.api.Assertions.assertThat;

import io.coterie.contracts.ContractJson;
import io.coterie.contracts.ExperienceEvent;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** Events as counts of days. */
class DailyCountTest {

    private static ExperienceEvent event(String person, String at, String xdm) {
        return new ExperienceEvent(
                person + at,
                person,
                "web.formFilledOut",
                Instant.parse(at),
                List.of(),
                ContractJson.readTree(xdm.getBytes(StandardCharsets.UTF_8)));
    }

    @Test
    @DisplayName("D-38: a day is a day in UTC, and late events count where they belong")
    void eventsAreCountedByDayInUtc() {
        List<DailyCount> counts = DailyCount.of(List.of(
                event("b", "2026-11-25T00:00:00Z", "{}"),
                event("a", "2026-11-24T23:59:59.999Z", "{}"),
                event("a", "2026-11-24T00:00:00Z", "{}"),
                event("a", "2026-11-20T12:00:00Z", "{}")));

        assertThat(counts)
                .containsExactly(
                        new DailyCount("a", "web.formFilledOut", LocalDate.parse("2026-11-20"), 1),
                        new DailyCount("a", "web.formFilledOut", LocalDate.parse("2026-11-24"), 2),
                        new DailyCount("b", "web.formFilledOut", LocalDate.parse("2026-11-25"), 1));
    }

    @Test
    @DisplayName("D-77: what is probably a bot's is nobody's")
    void botsAreNotCounted() {
        assertThat(DailyCount.of(List.of(
                        event("a", "2026-11-25T10:00:00Z", "{\"botDetection\": {\"score\": 1}}"),
                        event("a", "2026-11-25T10:00:01Z", "{\"botDetection\": {\"score\": 0.5}}"),
                        event("a", "2026-11-25T10:00:02Z", "{\"botDetection\": {\"score\": 0.4}}"))))
                .extracting(DailyCount::count)
                .containsExactly(1);
    }
}
