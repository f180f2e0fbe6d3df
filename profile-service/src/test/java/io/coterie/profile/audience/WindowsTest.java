package io.coterie.profile.audience;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.coterie.contracts.ContractJson;
import io.coterie.platform.conditions.ConditionCompiler;
import io.coterie.platform.conditions.ConditionRoot;
import io.coterie.platform.conditions.ConditionScope;
import io.coterie.platform.conditions.EventRead;
import io.coterie.platform.conditions.FieldCatalogue;
import io.coterie.profile.experience.PastEvent;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WindowsTest {

    private static final Instant NOW = Instant.parse("2026-03-31T12:00:00Z");

    /** AUD-05; a month is no fixed span. */
    @ParameterizedTest
    @CsvSource({"P30D,true", "PT720H,true", "P4W,true", "P31D,false", "PT721H,false", "P1M,false", "P1Y,false"})
    void thirtyDaysAreTheLongestLookBack(String span, boolean isWithin) {
        assertThat(Windows.isWithin(read("a", "\"within\":\"" + span + "\","), Duration.ofDays(30)))
                .isEqualTo(isWithin);
    }

    @Test
    void noLookBackIsTooLong() {
        assertThat(Windows.isWithin(read("a", ""), Duration.ofDays(30))).isFalse();
    }

    @Test
    void theNextEdgeIsTheFirstOneAfterNow() {
        List<EventRead> reads = List.of(read("a", "\"within\":\"P1D\","), read("a", "\"within\":\"P2D\","));

        assertThat(Windows.nextEdge(reads, List.of(event("a", NOW.minus(Duration.ofHours(36)))), NOW))
                .contains(NOW.plus(Duration.ofHours(12)).plusNanos(1_000));
        assertThat(Windows.nextEdge(reads, List.of(event("a", NOW.minus(Duration.ofDays(3)))), NOW))
                .isEmpty();
        assertThat(Windows.nextEdge(reads, List.of(event("a", NOW.plusSeconds(5))), NOW))
                .contains(NOW.plusSeconds(5));
        assertThat(Windows.nextEdge(reads, List.of(event("b", NOW)), NOW)).isEmpty();
    }

    private static EventRead read(String type, String within) {
        String tree = "{\"events\":{" + within + "\"type\":\"" + type + "\"}}";
        JsonNode json = ContractJson.readTree(tree.getBytes(StandardCharsets.UTF_8));
        return ConditionCompiler.compile(
                        json, FieldCatalogue.standard(), ConditionRoot.ACCOUNT_AUDIENCE, Set.of(ConditionScope.EVENTS))
                .reads()
                .events()
                .iterator()
                .next();
    }

    private static PastEvent event(String type, Instant at) {
        return new PastEvent("e", type, at, null);
    }
}
