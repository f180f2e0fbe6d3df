package io.coterie.buyinggroup.solutioninterest;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.coterie.contracts.ContractJson;
import io.coterie.contracts.DefinitionState;
import io.coterie.platform.conditions.CompiledCondition;
import io.coterie.platform.conditions.ConditionCompiler;
import io.coterie.platform.conditions.ConditionRoot;
import io.coterie.platform.conditions.FieldCatalogue;
import io.coterie.platform.conditions.GroupFacts;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Which interests a journey names, and under which names it finds them still. */
class JourneyInterestsTest {

    private static final String ID = "0199f1a2-0000-7000-8000-0000000000f0";
    private static final String NAME = "Industrial Robots";

    @ParameterizedTest(name = "{0} {1}")
    @CsvSource({
        "IS, industrial ROBOTS",
        "IS, Robots",
        "IS, ' Industrial Robots '",
        "IS, 0199F1A2-0000-7000-8000-0000000000F0",
        "IS_NOT, industrial robots",
        "IS_NOT, Drones",
        "STARTS_WITH, INDUSTRIAL",
        "STARTS_WITH, Robots",
        "NOT_STARTS_WITH, industrial",
        "ENDS_WITH, ROBOTS",
        "ENDS_WITH, Industrial",
        "ENDS_WITH, The industrial robots",
        "CONTAINS, ' rob'",
        "CONTAINS, drone",
        "NOT_CONTAINS, TRIAL",
        "NOT_CONTAINS, drone"
    })
    @DisplayName("SI-06: a test of a field names the interests by which its answer is decided, negated or not")
    void aTestOfAFieldNamesWhatItIsDecidedBy(String operator, String value) {
        Map<String, Object> test = Map.of("field", "solutionInterest", "operator", operator, "value", value);
        boolean negated = operator.contains("NOT");

        boolean named = isNamed(tests(test), NAME);

        assertThat(named).isEqualTo(matches(test) != negated);
    }

    private static boolean matches(Map<String, Object> test) {
        return compiled(test).matches(new GroupFacts(ID, NAME, null, null, 0, null, Map.of(), Instant.EPOCH));
    }

    private static CompiledCondition compiled(Map<String, Object> test) {
        return ConditionCompiler.compile(json(Map.of("group", test)), FieldCatalogue.standard(), ConditionRoot.GROUP);
    }

    @ParameterizedTest(name = "{0}")
    @ValueSource(
            strings = {
                "group.solutionInterest.exists(i, i == 'Industrial Robots')",
                "group.solutionInterest.exists(i, i == r'Industrial Robots')",
                "group.solutionInterest.exists(i, i == 'Robots')",
                "group.solutionInterest.exists(i, i == 'industrial robots')",
                "group.solutionInterest.exists(i, i == '0199f1a2-0000-7000-8000-0000000000f0')",
                "group.solutionInterest[1] == 'Industrial Robots'",
                "'Industrial Robots' in group.solutionInterest",
                "!('Industrial Robots' in group.solutionInterest)",
                "(group.solutionInterest + ['Drones']).exists(i, i == 'Industrial Robots')",
                "group.solutionInterest.exists(i, i in [\"Drones\", \"Industrial Robots\"])",
                "group.solutionInterest.exists(i, i in [\"Drones\", \"Robots\"])",
                "!group.solutionInterest.exists(i, i == 'Industrial Robots')",
                "!group.solutionInterest.exists(i, i == 'Robots')",
                "group.solutionInterest.exists(i, i == 'Industrial' + ' Robots')",
                "group.solutionInterest.exists(i, i == 'Industri\\u0061l \\x52obots')",
                "group.solutionInterest.exists(i, fold(i) == 'industrial robots')",
                "group.solutionInterest.exists(i, fold(i) == fold('INDUSTRIAL ROBOTS'))",
                "group.solutionInterest.exists(i, i == fold('Industrial Robots'))",
                "group.solutionInterest.exists(i, i.startsWith('Industrial'))",
                "group.solutionInterest.exists(i, i.startsWith('Robots'))",
                "group.solutionInterest.exists(i, i.startsWith('Drones') || i == 'Industrial')",
                "group.solutionInterest.exists(i, i.startsWith( fold('Industrial')))",
                "group.solutionInterest.exists(i, i.startsWith('''Ind'''))",
                "group.solutionInterest.exists(i, i.startsWith(('Ind')))",
                "group.solutionInterest.exists(i, i.startsWith(group.completeness < 50.0 ? 'Ind' : 'x'))",
                "['Ind', 'Dro'].exists(p, group.solutionInterest[1].startsWith(p))",
                "['Dro', 'Rob'].exists(p, group.solutionInterest[1].startsWith(p))",
                "group.solutionInterest.exists(i, fold(i).endsWith('robots'))",
                "group.solutionInterest.exists(i, i.contains('trial Ro'))",
                "group.solutionInterest.exists(i, 'Industrial Robots, Drones'.contains(i))",
                "group.solutionInterest.exists(i, 'Robots, Drones'.contains(i))",
                "group.solutionInterest[1].matches('Rob.ts$')",
                "group.solutionInterest[1].matches('^Robots')",
                "group.solutionInterest[1].matches(r'^\\w+\\sRobots')",
                "matches(fold(group.solutionInterest[1]), 'rob.ts$')",
                "group.stage == 'Industrial Robots'",
                "group.stage == 'Industrial Robots' || 'Drones' in group.solutionInterest",
                "group.stage.contains('e') && group.solutionInterest.exists(i, i == 'Robots')",
                "group.solutionInterest.exists(i, i == 'Robots' && fold(group.status) in ['e', 'industrial robots'])"
            })
    @DisplayName("SI-06: an expression names the interests by which its answer is decided, negated or not")
    void anExpressionNamesWhatItIsDecidedBy(String expression) {
        Map<String, Object> test = Map.of("expression", expression);
        boolean negated = expression.startsWith("!");

        boolean named = isNamed(tests(test), NAME);

        assertThat(named).isEqualTo(matches(test) != negated);
    }

    @ParameterizedTest(name = "{0}")
    @ValueSource(
            strings = {
                "group.solutionInterest.exists(i, i < 'Robots')",
                "group.solutionInterest.exists(i, i + '!' == 'Industrial Robots!')",
                "group.solutionInterest.exists(i, i.startsWith('Industrial' + group.stage))",
                "group.solutionInterest.exists(i, i.startsWith(group.completeness > 50.0 ? 'Ind' : 'x'))"
            })
    @DisplayName("SI-06: rather too many interests are named than too few")
    void ratherTooManyInterestsAreNamedThanTooFew(String expression) {
        Map<String, Object> test = Map.of("expression", expression);

        assertThat(isNamed(tests(test), NAME)).isTrue();
        assertThat(compiled(test)).isNotNull();
    }

    @ParameterizedTest(name = "{0} {1}: {2}")
    @CsvSource({
        "IS, Industrial Robots, INDUSTRIAL robots, true",
        "IS, Industrial Robots, Robots, false",
        "STARTS_WITH, Industrial, Industrial Arms, true",
        "STARTS_WITH, Industrial, Robots, false",
        "ENDS_WITH, robots, Home Robots, true",
        "ENDS_WITH, robots, Industrial Robots II, false",
        "NOT_CONTAINS, robot, My Robot, true",
        "NOT_CONTAINS, robot, Drones, false",
        "CONTAINS, f0, Drones, true"
    })
    @DisplayName("SI-03, SI-06: a name by which each test still finds the interest will do, in whatever case")
    void aNameByWhichEachTestFindsTheInterestWillDo(String operator, String value, String name, boolean found) {
        List<InterestMatch> tests =
                tests(Map.of("field", "solutionInterest", "operator", operator, "value", List.of(value, "Drone arms")));

        assertThat(isStillFound(tests, name)).isEqualTo(found);
    }

    @Test
    @DisplayName("SI-03, SI-06: one of the names a test lists is as good as another")
    void oneOfTheNamesATestListsIsAsGoodAsAnother() {
        List<InterestMatch> tests = tests(
                Map.of("field", "solutionInterest", "operator", "IS", "value", List.of("INDUSTRIAL ROBOTS", "Arms")));

        assertThat(isStillFound(tests, "arms")).isTrue();
        assertThat(isStillFound(tests, "legs")).isFalse();
    }

    @Test
    @DisplayName("SI-03, SI-06: an expression compares exactly, so another case is another name, unless it folds")
    void anExpressionComparesExactly() {
        String exactly = "group.solutionInterest.exists(i, i.endsWith('Robots'))";
        String folded = "group.solutionInterest.exists(i, fold(i).endsWith('robots'))";

        assertThat(isStillFound(tests(Map.of("expression", exactly)), "INDUSTRIAL ROBOTS"))
                .isFalse();
        assertThat(isStillFound(tests(Map.of("expression", exactly)), "Home Robots"))
                .isTrue();
        assertThat(isStillFound(tests(Map.of("expression", exactly)), "Robots II"))
                .isFalse();
        assertThat(isStillFound(tests(Map.of("expression", folded)), "INDUSTRIAL ROBOTS"))
                .isTrue();
        assertThat(isStillFound(tests(Map.of("expression", folded)), "Industrial Drones"))
                .isFalse();
    }

    @Test
    @DisplayName("SI-03, SI-06: a text that lists names finds the interest by each of them")
    void aTextThatListsNamesFindsTheInterestByEachOfThem() {
        List<InterestMatch> tests = tests(
                Map.of("expression", "group.solutionInterest.exists(i, 'Industrial Robots, Drones'.contains(i))"));

        assertThat(isStillFound(tests, "Drones")).isTrue();
        assertThat(isStillFound(tests, "drones")).isFalse();
        assertThat(isStillFound(tests, "Arms")).isFalse();
    }

    @Test
    @DisplayName("SI-06: nodes name interests by id, whatever they are called")
    void nodesNameInterestsById() {
        Map<String, Object> alert = Map.of("kind", "send-sales-alert", "solutionInterest", ID);

        List<InterestMatch> tests = JourneyInterests.of(journey("live", Map.of("type", "action", "action", alert)));

        assertThat(isNamed(tests, NAME)).isTrue();
        assertThat(isStillFound(tests, "Drones")).isTrue();
    }

    @Test
    @DisplayName("SI-06: a journey that is over names nothing, one that may begin again does")
    void aJourneyThatIsOverNamesNothing() {
        Map<String, Object> node = Map.of("solutionInterest", ID);

        assertThat(JourneyInterests.of(journey("aborted", node))).isEmpty();
        assertThat(JourneyInterests.of(journey("deleted", node))).isEmpty();
        assertThat(JourneyInterests.of(new DefinitionState(DefinitionState.JOURNEY, "j", "Journey", "live", null)))
                .isEmpty();
        assertThat(JourneyInterests.of(journey("draft", node))).hasSize(1);
        assertThat(JourneyInterests.of(journey("closed", node))).hasSize(1);
    }

    @Test
    @DisplayName("SI-06: a draft may hold conditions that are none, and they name nothing")
    void aDraftMayHoldConditionsThatAreNone() {
        assertThat(tests(Map.of("field", "solutionInterest", "operator", "CONTAINS", "value", " ")))
                .isEmpty();
        assertThat(tests(Map.of("field", "solutionInterest", "operator", "IS", "value", 7)))
                .isEmpty();
        assertThat(tests(Map.of("field", "solutionInterest"))).isEmpty();
        assertThat(tests(Map.of("expression", "group.solutionInterest.exists(i, i == 'Robots'")))
                .isEmpty();
        assertThat(tests(Map.of("expression", "'Robots' in group.solutionInterests")))
                .isEmpty();
    }

    @Test
    void testsAreReadAsTheyWereWritten() {
        List<InterestMatch> tests =
                tests(Map.of("expression", "group.solutionInterest.exists(i, i.startsWith('It\\'s'))"));

        assertThat(ContractJson.read(json(tests), InterestMatch[].class)).containsExactlyElementsOf(tests);
        assertThat(isNamed(tests, "It's robots")).isTrue();
    }

    private static boolean isNamed(List<InterestMatch> tests, String name) {
        return tests.stream().anyMatch(test -> test.names(ID, name));
    }

    private static boolean isStillFound(List<InterestMatch> tests, String name) {
        assertThat(isNamed(tests, NAME)).isTrue();
        return tests.stream().noneMatch(test -> test.names(ID, NAME) && !test.names(ID, name));
    }

    /** Of a live journey that splits by this test of a group. */
    private static List<InterestMatch> tests(Map<String, Object> test) {
        Map<String, Object> condition =
                Map.of("buyingGroup", Map.of("where", Map.of("all", List.of(Map.of("group", test)))));
        return JourneyInterests.of(journey("live", Map.of("paths", List.of(Map.of("condition", condition)))));
    }

    private static DefinitionState journey(String status, Map<String, Object> node) {
        return new DefinitionState(
                DefinitionState.JOURNEY, "j", "Journey", status, json(Map.of("nodes", List.of(node))));
    }

    private static JsonNode json(Object value) {
        return ContractJson.mapper().valueToTree(value);
    }
}
