package io.coterie.platform.conditions;

import static io.coterie.platform.conditions.ConditionFixtures.JSON;
import static io.coterie.platform.conditions.ConditionFixtures.account;
import static io.coterie.platform.conditions.ConditionFixtures.accountWith;
import static io.coterie.platform.conditions.ConditionFixtures.audience;
import static io.coterie.platform.conditions.ConditionFixtures.group;
import static io.coterie.platform.conditions.ConditionFixtures.json;
import static io.coterie.platform.conditions.ConditionFixtures.person;
import static io.coterie.platform.conditions.ConditionFixtures.split;
import static io.coterie.platform.conditions.ConditionFixtures.titled;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** BEY-05: every answer can be asked why. */
class ExplanationTest {

    private static final String INDUSTRY =
            "{'account': {'field': 'accountOrganization.industry', 'operator': 'IS', 'value': ['Software', 'Games']}}";

    @Test
    void aFieldTestShowsWhatWasExpectedAndFound() {
        Explanation explanation =
                audience(INDUSTRY).explain(account("{'accountOrganization': {'industry': 'Mining'}}"));

        assertThat(JSON.<JsonNode>valueToTree(explanation)).isEqualTo(json("""
                        {'kind': 'account', 'pointer': '/account', 'matched': false, 'label': 'Industry is Software or Games',
                         'field': 'accountOrganization.industry', 'operator': 'IS', 'expected': ['Software', 'Games'],
                         'actual': 'Mining', 'missing': false}"""));
    }

    @Test
    void aMissingValueIsReported() {
        Explanation explanation = audience(INDUSTRY).explain(account("{}"));

        assertThat(explanation.matched()).isFalse();
        assertThat(explanation.missing()).isTrue();
        assertThat(explanation.actual()).isNull();
    }

    @Test
    void aValueOfAnotherTypeIsMissingAndShown() {
        Explanation explanation = audience(INDUSTRY).explain(account("{'accountOrganization': {'industry': 7}}"));

        assertThat(explanation.missing()).isTrue();
        assertThat(explanation.actual()).isEqualTo(7);
    }

    @Test
    void everyBranchIsExplainedAtItsPlace() {
        Explanation explanation = audience("{'any': [" + INDUSTRY + ", {'not': " + INDUSTRY + "}]}")
                .explain(account("{'accountOrganization': {'industry': 'Games'}}"));

        assertThat(explanation.matched()).isTrue();
        assertThat(explanation.kind()).isEqualTo("any");
        assertThat(explanation.children())
                .extracting(child -> child.pointer() + " " + child.kind() + " " + child.matched())
                .containsExactly("/any/0/account account true", "/any/1 not false");
        assertThat(explanation.children().getLast().children())
                .extracting(Explanation::pointer)
                .containsExactly("/any/1/not/account");
    }

    @Test
    void peopleAreCountedAndThoseWhoDecidedAreNamed() {
        Explanation explanation = directors("{'atLeast': 2}")
                .explain(account("{}", titled("1", "Director"), titled("2", "Clerk"), titled("3", "Director of IT")));

        assertThat(explanation.matched()).isTrue();
        assertThat(explanation.counts()).isEqualTo(new Explanation.Counts(2, 3, List.of("1", "3")));
        assertThat(explanation.children())
                .extracting(Explanation::label)
                .containsExactly("1: Job title contains director", "3: Job title contains director");
    }

    @Test
    void whoKeepsAllFromHoldingIsNamed() {
        Explanation explanation =
                directors("'all'").explain(account("{}", titled("1", "Director"), titled("2", "Clerk")));

        assertThat(explanation.counts()).isEqualTo(new Explanation.Counts(1, 2, List.of("2")));
    }

    @Test
    void atMostTenPeopleAreNamed() {
        PersonFacts[] directors = IntStream.range(0, 30)
                .mapToObj(i -> titled("p" + i, "Director"))
                .toArray(PersonFacts[]::new);

        Explanation explanation = directors("'any'").explain(account("{}", directors));

        assertThat(explanation.counts().matching()).isEqualTo(30);
        assertThat(explanation.counts().keys()).hasSize(10);
        assertThat(explanation.children()).hasSize(10);
    }

    @Test
    void theGroupsOfAnAccountAreExplained() {
        Explanation explanation = split("{'buyingGroup': {'where': {'all': ["
                        + "{'group': {'field': 'completeness', 'operator': 'AT_LEAST', 'value': 100}}, "
                        + "{'roleMembers': {'role': 'Champion', 'atLeast': 2}}]}}}")
                .explain(accountWith(group("Robots", "New", 50, Map.of("Champion", 2))));

        assertThat(explanation.matched()).isFalse();
        assertThat(explanation.counts()).isEqualTo(new Explanation.Counts(0, 1, List.of()));
        assertThat(explanation.children().getFirst().label())
                .isEqualTo("Robots: Completeness score is at least 100 and at least 2 in role Champion");
        assertThat(explanation.children().getFirst().children())
                .extracting(child -> child.matched() + " " + child.actual())
                .containsExactly("false 50.0", "true 2");
    }

    @Test
    void anExpressionShowsTheFieldsItReadAndWhyItHadNoResult() {
        CompiledCondition growing = audience("{'account': {'expression': "
                + "'account.accountOrganization.numberOfEmployees + 1 > 0 && has(account.accountName)'}}");

        Explanation explanation = growing.explain(
                account("{'accountName': 'A', 'accountOrganization': {'numberOfEmployees': 9223372036854775807}}"));

        assertThat(explanation.matched()).isFalse();
        assertThat(explanation.missing()).isFalse();
        assertThat(explanation.actual())
                .isEqualTo(Map.of("accountOrganization.numberOfEmployees", Long.MAX_VALUE, "accountName", "A"));
        assertThat(explanation.problem()).contains("overflow");
    }

    @Test
    void anExpressionWithoutProblemHasNone() {
        Explanation explanation = audience("{'account': {'expression': 'has(account.accountName)'}}")
                .explain(account("{}"));

        assertThat(explanation.problem()).isNull();
        assertThat(explanation.missing()).isTrue();
    }

    @Test
    void longValuesAreShortened() {
        Explanation explanation = audience(INDUSTRY)
                .explain(account("{'accountOrganization': {'industry': '" + "a".repeat(5000) + "'}}"));

        assertThat(explanation.actual()).asString().hasSize(201).endsWith("…");
    }

    @Test
    void factsOfAnotherKindAreExplainedAsSuch() {
        Explanation explanation = audience(INDUSTRY).explain(person("k", "{}"));

        assertThat(explanation.matched()).isFalse();
        assertThat(explanation.problem()).isEqualTo("These facts are not what the condition is about");
    }

    private static CompiledCondition directors(String quantifier) {
        return audience("{'people': {'quantifier': " + quantifier + ", 'where': {'person': "
                + "{'field': 'extendedWorkDetails.jobTitle', 'operator': 'CONTAINS', 'value': 'director'}}}}");
    }
}
