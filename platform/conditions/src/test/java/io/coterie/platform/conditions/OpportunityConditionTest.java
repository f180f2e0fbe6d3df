package io.coterie.platform.conditions;

import static io.coterie.platform.conditions.ConditionFixtures.NOW;
import static io.coterie.platform.conditions.ConditionFixtures.audience;
import static io.coterie.platform.conditions.ConditionFixtures.document;
import static io.coterie.platform.conditions.ConditionFixtures.faults;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** "Has opportunity" with constraints (§16.1, AL-06). */
class OpportunityConditionTest {

    private static final String OPEN = "{'opportunity': {'field': 'isClosed', 'operator': 'FALSE'}}";
    private static final String LARGE =
            "{'opportunity': {'field': 'opportunityAmount.amount', 'operator': 'AT_LEAST', 'value': 1000}}";

    @Test
    void anAccountHasAnOpportunityOrHasNone() {
        assertThat(audience("{'opportunities': {}}").matches(with("{}"))).isTrue();
        assertThat(audience("{'opportunities': {}}").matches(with())).isFalse();
        assertThat(audience("{'opportunities': {'exists': false}}").matches(with()))
                .isTrue();
        assertThat(audience("{'opportunities': {'exists': false}}").matches(with("{}")))
                .isFalse();
    }

    @Test
    void oneOpportunityMustSatisfyAllNestedTests() {
        CompiledCondition openAndLarge =
                audience("{'opportunities': {'where': {'all': [" + OPEN + "," + LARGE + "]}}}");

        assertThat(openAndLarge.matches(with("{'isClosed': false, 'opportunityAmount': {'amount': 1000}}")))
                .isTrue();
        assertThat(openAndLarge.matches(with(
                        "{'isClosed': false, 'opportunityAmount': {'amount': 999}}",
                        "{'isClosed': true, 'opportunityAmount': {'amount': 1000}}")))
                .isFalse();
    }

    @Test
    void noOpportunityMaySatisfyTheNestedTests() {
        CompiledCondition noneOpen = audience("{'opportunities': {'exists': false, 'where': " + OPEN + "}}");

        assertThat(noneOpen.matches(with("{'isClosed': true}"))).isTrue();
        assertThat(noneOpen.matches(with("{'isClosed': true}", "{'isClosed': false}")))
                .isFalse();
    }

    @Test
    void anExpressionReadsTheOpportunity() {
        assertThat(audience("{'opportunities': {'where': {'opportunity': "
                                + "{'expression': '!opportunity.isWon && opportunity.probabilityPercentage > 50.0'}}}}")
                        .matches(with("{'isWon': false, 'probabilityPercentage': 80}")))
                .isTrue();
    }

    @Test
    void aServiceThatKeepsOpportunitiesOffersThemToAJourneysSplit() {
        String tree = "{'opportunities': {'where': " + OPEN + "}}";

        assertThat(faults(ConditionRoot.JOURNEY_SPLIT, tree)).hasSize(1);
        assertThat(ConditionCompiler.compile(
                                ConditionFixtures.json(tree),
                                FieldCatalogue.standard(),
                                ConditionRoot.JOURNEY_SPLIT,
                                Set.of(ConditionScope.OPPORTUNITIES))
                        .matches(with("{'isClosed': false}")))
                .isTrue();
    }

    @Test
    void theConditionSaysWhatItReads() {
        ConditionReads reads =
                audience("{'opportunities': {'where': " + OPEN + "}}").reads();

        assertThat(reads.opportunities()).isTrue();
        assertThat(reads.people()).isFalse();
        assertThat(reads.fields()).containsExactly(new FieldRead(RecordKind.OPPORTUNITY, "isClosed"));
    }

    @Test
    void theAnswerIsExplained() {
        Explanation explanation = audience("{'opportunities': {'where': " + OPEN + "}}")
                .explain(with("{'isClosed': true}", "{'isClosed': false}"));

        assertThat(explanation.matched()).isTrue();
        assertThat(explanation.label()).isEqualTo("the account has an opportunity with Closed is false");
        assertThat(explanation.counts()).isEqualTo(new Explanation.Counts(1, 2, List.of("o1")));
        assertThat(explanation.children()).hasSize(2);
    }

    @Test
    void aPlaceWhereItCannotStandOrAFieldItDoesNotHaveIsAFault() {
        assertThat(faults(ConditionRoot.PERSON, "{'opportunities': {}}")).hasSize(1);
        assertThat(faults(ConditionRoot.ACCOUNT_AUDIENCE, OPEN)).hasSize(1);
        assertThat(
                        faults(
                                ConditionRoot.ACCOUNT_AUDIENCE,
                                "{'opportunities': {'exists': 1, 'where': {'opportunity': {'field': 'isOpen', 'operator': 'TRUE'}}}}"))
                .extracting(ConditionFault::pointer)
                .containsExactly("/opportunities/exists", "/opportunities/where/opportunity/field");
    }

    private static AccountFacts with(String... opportunities) {
        List<OpportunityFacts> facts = new ArrayList<>();
        for (String opportunity : opportunities) {
            facts.add(new OpportunityFacts("o" + facts.size(), document(opportunity), NOW));
        }
        return new AccountFacts("1@crm.Test", Map.of(), List.of(), List.of(), Set.of(), List.of(), facts, NOW, NOW);
    }
}
