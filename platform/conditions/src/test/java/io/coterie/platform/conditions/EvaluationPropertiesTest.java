package io.coterie.platform.conditions;

import static io.coterie.platform.conditions.ConditionFixtures.FIELDS;
import static io.coterie.platform.conditions.ConditionFixtures.JSON;
import static io.coterie.platform.conditions.ConditionFixtures.NOW;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import com.fasterxml.jackson.core.JsonProcessingException;
import dev.cel.common.CelException;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

class EvaluationPropertiesTest {

    /** Every way to fail inside CEL: overflow, division, conversion, an index, a date that is none. */
    private static final List<String> HAZARDS = List.of(
            "account.accountOrganization.numberOfEmployees + 9223372036854775807 > 0",
            "1 / account.accountOrganization.numberOfEmployees == 1",
            "int(account.accountName) > 3 || account.accountName == 'a'",
            "timestamp(account.accountName) < now",
            "account._acme.tags[5] == 'a'",
            "account._acme.tags.exists(t, t.contains(account.accountName))",
            "account._acme.tags.all(t, int(t) > 3)",
            "account._acme.isPublic ? account.accountName == 'a' : has(account._acme.founded)",
            "!(account.accountName == 'a' && account._acme.isPublic)",
            "account._acme.founded + duration('1h') > earlier(now, 'P1Y')",
            "account.accountName.matches('^(a|b)+$') || !account._acme.isPublic",
            "(account.accountName == 'a' || account._acme.isPublic) == true",
            "account.accountOrganization.annualRevenue.amount / 0.0 > 1.0",
            "!has(account.accountName) && account._acme.tags.size() > 1");

    @Property(tries = 400, edgeCases = EdgeCasesMode.NONE)
    void evaluationNeverThrowsAndItsExplanationAgrees(
            @ForAll("trees") Map<String, Object> tree, @ForAll("accounts") AccountFacts facts)
            throws JsonProcessingException {
        CompiledCondition condition = ConditionCompiler.compile(
                JSON.valueToTree(tree), FIELDS, ConditionRoot.JOURNEY_SPLIT, Set.of(ConditionScope.EVENTS));

        boolean matched = condition.matches(facts);

        Explanation explanation = condition.explain(facts);
        assertThat(explanation.matched()).as(condition.inWords()).isEqualTo(matched);
        assertThat(JSON.writeValueAsString(explanation)).contains("\"label\"");
        assertThat(condition.inWords()).isNotBlank();
    }

    @Property(tries = 400, edgeCases = EdgeCasesMode.NONE)
    void anExpressionTakenApartAnswersAsCelDoes(
            @ForAll("hazards") String expression, @ForAll("accounts") AccountFacts facts) throws CelException {
        CelEnvironment environment = FIELDS.environment(RecordKind.ACCOUNT);

        CelDivision division =
                environment.division(environment.check(expression).getAst());
        CelLogic apart = division.whole();
        CelLogic whole = new CelLogic.Computed(
                division.runtime().createProgram(division.tree()), division.variables(), List.of());

        assertThat(apart.evaluate(facts, NOW)).as(expression).isEqualTo(whole.evaluate(facts, NOW));
    }

    @Property(tries = 300, edgeCases = EdgeCasesMode.NONE)
    void aDocumentOfAnyShapeIsReadWithoutFailure(@ForAll("values") Object value) {
        for (RecordKind kind : List.of(RecordKind.ACCOUNT, RecordKind.PERSON)) {
            for (FieldDefinition field : FIELDS.fields(kind)) {
                String top = field.path().split("\\.", -1)[0];
                Map<String, Object> document = new HashMap<>(Map.of(top, value));
                Facts facts = kind == RecordKind.ACCOUNT
                        ? new AccountFacts("k", document, List.of(), NOW)
                        : new PersonFacts("k", document, List.of(), NOW);

                assertThatCode(() -> new FieldReader(field).read(facts)).doesNotThrowAnyException();
            }
        }
    }

    @Provide
    Arbitrary<Object> values() {
        return Generators.anything();
    }

    @Provide
    Arbitrary<String> hazards() {
        return Arbitraries.of(HAZARDS);
    }

    @Provide
    Arbitrary<Map<String, Object>> trees() {
        return trees(2);
    }

    @Provide
    Arbitrary<AccountFacts> accounts() {
        return Combinators.combine(
                        Generators.documents(RecordKind.ACCOUNT),
                        people().list().ofMaxSize(4),
                        groups().list().ofMaxSize(3),
                        Arbitraries.of(true, false).map(member -> member ? Set.of("audience") : Set.<String>of()),
                        Generators.documents(RecordKind.EVENT).list().ofMaxSize(3),
                        Arbitraries.of(NOW, Instant.EPOCH, Instant.MIN, Instant.MAX))
                .as((document, people, groups, audiences, events, now) ->
                        new AccountFacts("k", document, people, groups, audiences, events, now));
    }

    private static Arbitrary<PersonFacts> people() {
        return Combinators.combine(
                        Generators.documents(RecordKind.PERSON),
                        Generators.texts().list().ofMaxSize(2))
                .as((document, roles) -> new PersonFacts("p", document, roles, NOW));
    }

    private static Arbitrary<GroupFacts> groups() {
        return Combinators.combine(
                        Generators.texts(),
                        Generators.texts().injectNull(0.3),
                        Arbitraries.doubles().between(0, 100),
                        Arbitraries.doubles().between(0, 100).injectNull(0.3))
                .as((text, stage, completeness, engagement) ->
                        new GroupFacts(text, text, stage, stage, completeness, engagement, Map.of(text, 2), NOW));
    }

    private Arbitrary<Map<String, Object>> trees(int depth) {
        Arbitrary<Map<String, Object>> tests = Arbitraries.oneOf(
                scoped("account", Generators.fieldTests(RecordKind.ACCOUNT)),
                scoped("account", Arbitraries.of(HAZARDS).map(text -> Map.of("expression", text))),
                quantified(),
                scoped(
                        "buyingGroup",
                        scoped("group", Generators.fieldTests(RecordKind.GROUP))
                                .map(where -> Map.of("exists", true, "where", where))),
                scoped(
                        "buyingGroup",
                        Generators.texts()
                                .map(role ->
                                        Map.of("exists", false, "where", Map.of("roleMembers", Map.of("role", role))))),
                Arbitraries.just(Map.of("audience", "audience")),
                scoped(
                        "events",
                        scoped("event", Generators.fieldTests(RecordKind.EVENT))
                                .map(where -> Map.of("type", "a", "within", "P30D", "where", where))));
        if (depth == 0) {
            return tests;
        }
        Arbitrary<Map<String, Object>> nested = trees(depth - 1);
        return Arbitraries.oneOf(
                tests,
                nested.list().ofMinSize(1).ofMaxSize(3).map(list -> Map.of("all", list)),
                nested.list().ofMinSize(1).ofMaxSize(3).map(list -> Map.of("any", list)),
                nested.map(inner -> Map.of("not", inner)));
    }

    private static Arbitrary<Map<String, Object>> quantified() {
        Arbitrary<Object> quantifiers = Arbitraries.of("any", "all", "none", Map.of("atLeast", 2));
        return Combinators.combine(quantifiers, scoped("person", Generators.fieldTests(RecordKind.PERSON)))
                .as((quantifier, where) -> Map.of("people", Map.of("quantifier", quantifier, "where", where)));
    }

    private static Arbitrary<Map<String, Object>> scoped(String key, Arbitrary<Map<String, Object>> inner) {
        return inner.map(test -> Map.of(key, test));
    }
}
