package io.coterie.journey.definition;

import static io.coterie.journey.definition.DefinitionFixtures.journey;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import com.fasterxml.jackson.databind.JsonNode;
import io.coterie.platform.conditions.FieldCatalogue;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class JourneyCompilerTest {

    @Test
    void anAlertNamesNoMoreRecipientsThanItMayGoTo() {
        assertThat(JourneyCompiler.compile(alertTo(25), FieldCatalogue.standard())
                        .findings())
                .isEmpty();
        assertThat(JourneyCompiler.compile(alertTo(26), FieldCatalogue.standard())
                        .findings())
                .extracting(Finding::code, Finding::pointer, Finding::detail)
                .containsExactly(tuple(
                        Finding.Code.INVALID_VALUE,
                        "/nodes/1/action/recipients",
                        "Expected at most 25 addresses, but found 26"));
    }

    @Test
    void aJourneyThatWasPublishedWithMoreGoesOn() {
        JourneyCompiler.Compilation stored = JourneyCompiler.compileStored(alertTo(26), FieldCatalogue.standard());

        assertThat(stored.findings()).isEmpty();
        assertThat(stored.journey()).isNotNull();
    }

    private static JsonNode alertTo(int recipients) {
        String addresses = IntStream.rangeClosed(1, recipients)
                .mapToObj(number -> "\"sales" + number + "@acme.example\"")
                .collect(Collectors.joining(","));
        return journey("""
                {"id":"start","type":"account-audience","audience":"audience-1","next":"alert"},
                {"id":"alert","type":"action","next":"end","action":
                 {"kind":"send-sales-alert","solutionInterest":"interest-1","recipients":[%s]}},
                {"id":"end","type":"end"}""".formatted(addresses));
    }
}
