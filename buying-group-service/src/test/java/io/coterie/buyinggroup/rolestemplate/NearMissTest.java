package io.coterie.buyinggroup.rolestemplate;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.coterie.contracts.ContractJson;
import io.coterie.platform.conditions.ConditionCompiler;
import io.coterie.platform.conditions.ConditionRoot;
import io.coterie.platform.conditions.Explanation;
import io.coterie.platform.conditions.FieldCatalogue;
import io.coterie.platform.conditions.PersonFacts;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class NearMissTest {

    private static final String CHIEF = test("extendedWorkDetails.jobTitle", "CONTAINS", "Chief");
    private static final String BERLIN = test("workAddress.city", "IS", "Berlin");
    private static final String SUSPENDED =
            "{\"person\": {\"field\": \"b2b.isMarketingSuspended\", \"operator\": \"TRUE\"}}";

    @Test
    void whoFulfilsTheConditionMissesNothing() {
        NearMiss distance = distance("{\"all\": [" + CHIEF + ", " + BERLIN + "]}", "Chief Buyer", "Berlin");

        assertThat(distance.missing()).isEmpty();
        assertThat(distance.satisfied()).isEqualTo(2);
    }

    @Test
    void ofAllTestsThoseThatFailAreMissing() {
        NearMiss distance = distance("{\"all\": [" + CHIEF + ", " + BERLIN + "]}", "Chief Buyer", "Bonn");

        assertThat(distance.missing()).singleElement().satisfies(test -> {
            assertThat(test.field()).isEqualTo("workAddress.city");
            assertThat(test.actual()).isEqualTo("Bonn");
            assertThat(test.label()).isEqualTo("City is Berlin");
        });
        assertThat(distance.satisfied()).isEqualTo(1);
    }

    @Test
    void ofAlternativesTheNearestCounts() {
        String both = "{\"all\": [" + CHIEF + ", " + BERLIN + "]}";

        NearMiss distance = distance("{\"any\": [" + both + ", " + SUSPENDED + "]}", "Clerk", "Bonn");

        assertThat(distance.missing()).extracting(Explanation::field).containsExactly("b2b.isMarketingSuspended");
    }

    @Test
    void aNegationIsMissingAsAWhole() {
        NearMiss distance = distance("{\"not\": " + BERLIN + "}", "Clerk", "Berlin");

        assertThat(distance.missing()).extracting(Explanation::kind).containsExactly("not");
    }

    private static NearMiss distance(String condition, String title, String city) {
        PersonFacts person = new PersonFacts(
                "1@crm.Test",
                Map.of("extendedWorkDetails", Map.of("jobTitle", title), "workAddress", Map.of("city", city)),
                List.of(),
                Instant.parse("2026-02-01T00:00:00Z"));
        JsonNode tree = ContractJson.readTree(condition.getBytes(StandardCharsets.UTF_8));
        return NearMiss.of(ConditionCompiler.compile(tree, FieldCatalogue.standard(), ConditionRoot.PERSON)
                .explain(person));
    }

    private static String test(String field, String operator, String value) {
        return "{\"person\": {\"field\": \"" + field + "\", \"operator\": \"" + operator + "\", \"value\": [\"" + value
                + "\"]}}";
    }
}
