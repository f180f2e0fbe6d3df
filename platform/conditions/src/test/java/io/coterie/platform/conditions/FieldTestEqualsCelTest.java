package io.coterie.platform.conditions;

import static io.coterie.platform.conditions.ConditionFixtures.FIELDS;
import static io.coterie.platform.conditions.ConditionFixtures.JSON;
import static io.coterie.platform.conditions.ConditionFixtures.NOW;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Assume;
import net.jqwik.api.Combinators;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.statistics.Statistics;
import net.jqwik.api.statistics.StatisticsCoverage;
import net.jqwik.api.statistics.StatisticsReport;

/** "The first form compiles to the second" (architecture, conditions): the fast path and the printed CEL give the same answer. */
class FieldTestEqualsCelTest {

    record Case(RecordKind kind, Map<String, Object> test, Facts facts) {}

    @StatisticsReport(onFailureOnly = true)
    @Property(tries = 3_000, edgeCases = EdgeCasesMode.NONE)
    void aFieldTestAndItsExpressionAgree(@ForAll("cases") Case example) {
        CompiledCondition fast = compile(example, example.test());
        String expression = fast.asExpression().orElseThrow();

        CompiledCondition cel = compile(example, Map.of("expression", expression));

        boolean matched = fast.matches(example.facts());
        assertThat(cel.matches(example.facts())).as(expression).isEqualTo(matched);
        assertThat(cel.fieldsRead()).isSubsetOf(fast.fieldsRead());
        Statistics.collect(example.test().get("operator"), matched);
        Statistics.coverage(FieldTestEqualsCelTest::everyOperatorMatchesAndRefuses);
    }

    private static void everyOperatorMatchesAndRefuses(StatisticsCoverage coverage) {
        for (Operator operator : Operator.values()) {
            coverage.check(operator.name(), true).count(count -> count > 0);
            coverage.check(operator.name(), false).count(count -> count > 0 || operator == Operator.IS_ANY);
        }
    }

    @Property(tries = 500, edgeCases = EdgeCasesMode.NONE)
    void aTreeOfFieldTestsAndItsExpressionAgree(
            @ForAll("cases") Case first, @ForAll("accountTests") Map<String, Object> second) {
        Map<String, Object> one = Map.of(scope(first), first.test());
        Map<String, Object> other = first.kind() == RecordKind.ACCOUNT ? Map.of("account", second) : one;
        JsonNode tree = JSON.valueToTree(Map.of(
                "any", List.of(Map.of("not", Map.of("all", List.of(one, other))), Map.of("not", other))));
        CompiledCondition fast = ConditionCompiler.compile(tree, FIELDS, root(first));

        String expression = fast.asExpression().orElseThrow();
        Assume.that(expression.length() <= ConditionLimits.EXPRESSION_LENGTH);

        CompiledCondition cel = compile(first, Map.of("expression", expression));

        assertThat(cel.matches(first.facts())).as(expression).isEqualTo(fast.matches(first.facts()));
    }

    @Provide
    Arbitrary<Case> cases() {
        return Arbitraries.of(RecordKind.ACCOUNT, RecordKind.PERSON, RecordKind.GROUP)
                .flatMap(kind -> Generators.fieldTests(kind)
                        .flatMap(test -> facts(kind, test).map(facts -> new Case(kind, test, facts))));
    }

    @Provide
    Arbitrary<Map<String, Object>> accountTests() {
        return Generators.fieldTests(RecordKind.ACCOUNT);
    }

    private static Arbitrary<Facts> facts(RecordKind kind, Map<String, Object> test) {
        FieldDefinition field = FIELDS.find(kind, test.get("field").toString()).orElseThrow();
        Arbitrary<Map<String, Object>> documents =
                Arbitraries.oneOf(Generators.documentsOf(field), Generators.documents(kind));
        return switch (kind) {
            case PERSON ->
                Combinators.combine(documents, Generators.texts().list().ofMaxSize(3))
                        .as((document, roles) -> new PersonFacts("k", document, roles, NOW));
            case GROUP ->
                Combinators.combine(
                                Generators.texts(),
                                Generators.texts().injectNull(0.2),
                                Arbitraries.of(0.0, 0.1, 1.0, 2.5, 100.0),
                                Arbitraries.of(0.0, 1.0, 2.5).injectNull(0.3))
                        .as((name, stage, completeness, engagement) ->
                                new GroupFacts("id", name, stage, stage, completeness, engagement, Map.of(), NOW));
            case ACCOUNT, EVENT, OPPORTUNITY ->
                documents.map(document -> new AccountFacts("k", new HashMap<>(document), List.of(), NOW));
        };
    }

    private static CompiledCondition compile(Case example, Map<String, Object> test) {
        return ConditionCompiler.compile(JSON.valueToTree(Map.of(scope(example), test)), FIELDS, root(example));
    }

    private static String scope(Case example) {
        return example.kind().scope();
    }

    private static ConditionRoot root(Case example) {
        return switch (example.kind()) {
            case PERSON -> ConditionRoot.PERSON;
            case GROUP -> ConditionRoot.GROUP;
            case ACCOUNT, EVENT, OPPORTUNITY -> ConditionRoot.ACCOUNT_AUDIENCE;
        };
    }
}
