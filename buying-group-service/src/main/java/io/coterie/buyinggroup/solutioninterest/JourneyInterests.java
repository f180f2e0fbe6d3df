package io.coterie.buyinggroup.solutioninterest;

import com.fasterxml.jackson.databind.JsonNode;
import io.coterie.contracts.DefinitionState;
import io.coterie.platform.conditions.ComparedText;
import io.coterie.platform.conditions.ComparedText.Place;
import io.coterie.platform.conditions.ComparedTexts;
import io.coterie.platform.conditions.ConditionScope;
import io.coterie.platform.conditions.RecordKind;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;

/**
 * Reads out of a journey the tests by which it tells solution interests apart; pure. Its nodes name them by id. Its
 * conditions test a group's {@code solutionInterest}, which is the id and the name: with the operators of a field,
 * which know no case, or in an expression, which does unless it folds.
 */
final class JourneyInterests {

    private static final String INTEREST = "solutionInterest";

    /** Nobody is inside any more, nor will be. */
    private static final Set<String> OVER = Set.of("aborted", "deleted");

    private JourneyInterests() {}

    /** Nothing of a journey that is over. */
    static List<InterestMatch> of(DefinitionState journey) {
        Set<InterestMatch> tests = new LinkedHashSet<>();
        if (!OVER.contains(journey.status())) {
            collect(journey.definition(), tests);
        }
        return List.copyOf(tests);
    }

    private static void collect(@Nullable JsonNode node, Set<InterestMatch> tests) {
        if (node == null) {
            return;
        }
        add(Place.WHOLE, node.path(INTEREST), tests);
        JsonNode test = node.path(ConditionScope.GROUP.key());
        if (test.path("field").asText("").equals(INTEREST)) {
            add(part(test.path("operator").asText("")), test.path("value"), tests);
        }
        compared(test.path("expression").asText("")).forEach(tests::add);
        node.forEach(child -> collect(child, tests));
    }

    /** A test with a text, or with each of a list. */
    private static void add(Place part, JsonNode value, Set<InterestMatch> tests) {
        Stream<JsonNode> values = value.isArray() ? StreamSupport.stream(value.spliterator(), false) : Stream.of(value);
        List<String> texts = values.filter(JsonNode::isTextual)
                .map(JsonNode::textValue)
                .filter(text -> !text.isBlank())
                .toList();
        if (!texts.isEmpty()) {
            tests.add(new InterestMatch(part, false, texts));
        }
    }

    private static Place part(String operator) {
        return switch (operator) {
            case "STARTS_WITH", "NOT_STARTS_WITH" -> Place.START;
            case "ENDS_WITH" -> Place.END;
            case "CONTAINS", "NOT_CONTAINS" -> Place.INSIDE;
            default -> Place.WHOLE;
        };
    }

    private static Stream<InterestMatch> compared(String expression) {
        return expression.contains(INTEREST)
                ? ComparedTexts.of(expression, RecordKind.GROUP, INTEREST).stream()
                        .map(JourneyInterests::test)
                : Stream.empty();
    }

    private static InterestMatch test(ComparedText compared) {
        return new InterestMatch(compared.place(), compared.exactly(), List.of(compared.text()));
    }
}
