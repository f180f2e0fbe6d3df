package io.coterie.buyinggroup.build;

import static org.assertj.core.api.Assertions.assertThat;

import io.coterie.contracts.ContractJson;
import io.coterie.platform.conditions.ConditionCompiler;
import io.coterie.platform.conditions.ConditionRoot;
import io.coterie.platform.conditions.ConditionScope;
import io.coterie.platform.conditions.EventRead;
import io.coterie.platform.conditions.FieldCatalogue;
import io.coterie.platform.conditions.PersonFacts;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** §16.2: when time alone changes an answer. */
class LookBacksTest {

    private static final Instant NOW = Instant.parse("2026-02-01T00:00:00Z");
    private static final String FORM = "web.formFilledOut";

    @Test
    void theNextEdgeIsWhenTheOldestEventThatStillCountsBecomesTooOld() {
        assertThat(LookBacks.nextEdge(reads("P10D"), person("2026-01-30T00:00:00Z", "2026-01-25T00:00:00Z"), NOW))
                .hasValue(Instant.parse("2026-02-04T00:00:00.000001Z"));
    }

    @Test
    void anEventThatIsTooOldAlreadyHasNoEdgeAhead() {
        assertThat(LookBacks.nextEdge(reads("P10D"), person("2026-01-01T00:00:00Z"), NOW))
                .isEmpty();
    }

    @Test
    void anEventAheadOfTheClockCountsFromItsInstantOn() {
        assertThat(LookBacks.nextEdge(reads("P10D"), person("2026-02-01T00:05:00Z"), NOW))
                .hasValue(Instant.parse("2026-02-01T00:05:00Z"));
    }

    @Test
    @DisplayName("AUD-05: without a span a condition sees the thirty days that are kept")
    void withoutASpanTheEdgeIsThatOfWhatIsKept() {
        assertThat(LookBacks.nextEdge(reads(null), person("2026-01-25T00:00:00Z"), NOW))
                .hasValue(Instant.parse("2026-02-24T00:00:00.000001Z"));
    }

    @Test
    void eventsOfOtherTypesAndTemplatesWithoutEventsHaveNone() {
        assertThat(LookBacks.nextEdge(Set.of(), person("2026-01-25T00:00:00Z"), NOW))
                .isEmpty();
        assertThat(LookBacks.nextEdge(
                        reads("P10D"),
                        List.of(new PersonFacts(
                                "p",
                                Map.of(),
                                List.of(),
                                List.of(Map.of("eventType", "other", "timestamp", "2026-01-30T00:00:00Z")),
                                NOW)),
                        NOW))
                .isEmpty();
    }

    private static Set<EventRead> reads(@org.jspecify.annotations.Nullable String within) {
        String test = within == null
                ? "{\"events\": {\"type\": \"" + FORM + "\"}}"
                : "{\"events\": {\"type\": \"" + FORM + "\", \"within\": \"" + within + "\"}}";
        return ConditionCompiler.compile(
                        ContractJson.readTree(test.getBytes(StandardCharsets.UTF_8)),
                        FieldCatalogue.standard(),
                        ConditionRoot.PERSON,
                        Set.of(ConditionScope.EVENTS))
                .reads()
                .events();
    }

    private static List<PersonFacts> person(String... times) {
        return List.of(new PersonFacts(
                "p",
                Map.of(),
                List.of(),
                java.util.Arrays.stream(times)
                        .<Map<String, Object>>map(time -> Map.of("eventType", FORM, "timestamp", time))
                        .toList(),
                NOW));
    }
}
