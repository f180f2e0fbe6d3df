package io.coterie.platform.conditions;

import static io.coterie.platform.conditions.ConditionFixtures.audience;
import static io.coterie.platform.conditions.ConditionFixtures.role;
import static io.coterie.platform.conditions.ConditionFixtures.split;
import static io.coterie.platform.conditions.ConditionFixtures.withEvents;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** BEY-14: a condition knows what it reads, so a change wakes only those that mention it. */
class ConditionReadsTest {

    @Test
    void theFieldsOfTestsAndExpressionsAreRead() {
        CompiledCondition condition = audience("""
                {'all': [
                  {'account': {'field': 'accountName', 'operator': 'IS_NOT_EMPTY'}},
                  {'account': {'expression': 'account.accountOrganization.numberOfEmployees > 1 || has(account.accountPhone.number)'}},
                  {'people': {'quantifier': 'any', 'where': {'not': {'person': {'field': 'roles', 'operator': 'IS_EMPTY'}}}}}
                ]}""");

        assertThat(condition.fieldsRead())
                .containsExactly(
                        new FieldRead(RecordKind.ACCOUNT, "accountName"),
                        new FieldRead(RecordKind.ACCOUNT, "accountOrganization.numberOfEmployees"),
                        new FieldRead(RecordKind.ACCOUNT, "accountPhone.number"),
                        new FieldRead(RecordKind.PERSON, "roles"));
        assertThat(condition.reads().people()).isTrue();
        assertThat(condition.reads().groups()).isFalse();
        assertThat(condition.reads().time()).isFalse();
    }

    @Test
    void aSplitKnowsTheInterestsAndAudiencesItLooksAt() {
        ConditionReads reads = split("""
                {'any': [
                  {'audience': 'a-1'},
                  {'buyingGroup': {'where': {'all': [
                    {'group': {'field': 'solutionInterest', 'operator': 'IS', 'value': ['Robots', 'Drones']}},
                    {'roleMembers': {'role': 'Champion'}}]}}}
                ]}""").reads();

        assertThat(reads.audiences()).containsExactly("a-1");
        assertThat(reads.groups()).isTrue();
        assertThat(reads.solutionInterests()).containsExactly("Drones", "Robots");
        assertThat(reads.anySolutionInterest()).isFalse();
    }

    @Test
    void aGroupTestThatNamesNoInterestLooksAtAllOfThem() {
        assertThat(split("{'buyingGroup': {}}").reads().anySolutionInterest()).isTrue();
        assertThat(split("{'buyingGroup': {'where': {'any': ["
                                + "{'group': {'field': 'solutionInterest', 'operator': 'IS', 'value': ['Robots']}},"
                                + "{'group': {'field': 'stage', 'operator': 'IS', 'value': ['Won']}}]}}}")
                        .reads()
                        .anySolutionInterest())
                .isTrue();
        assertThat(split("{'buyingGroup': {'where': {'not': "
                                + "{'group': {'field': 'solutionInterest', 'operator': 'IS', 'value': ['Robots']}}}}}")
                        .reads()
                        .anySolutionInterest())
                .isTrue();
    }

    @Test
    void relativeDatesChangeByTimeAlone() {
        assertThat(role("{'person': {'field': 'person.birthDate', 'operator': 'IN_PAST', 'value': 'P1Y'}}")
                        .reads()
                        .time())
                .isTrue();
        assertThat(role("{'person': {'expression': 'person.person.birthDate < now'}}")
                        .reads()
                        .time())
                .isTrue();
        assertThat(role("{'person': {'field': 'person.birthDate', 'operator': 'IS', 'value': '2000-01-01'}}")
                        .reads()
                        .time())
                .isFalse();
    }

    @Test
    void eventTypesAndFieldsAreRead() {
        ConditionReads reads = withEvents(ConditionRoot.PERSON, """
                {'events': {'type': 'web.formFilledOut', 'within': 'P30D', 'where':
                  {'event': {'field': 'web.fillOutForm.webFormName', 'operator': 'IS', 'value': 'Demo'}}}}""").reads();

        assertThat(reads.eventTypes()).containsExactly("web.formFilledOut");
        assertThat(reads.fields()).containsExactly(new FieldRead(RecordKind.EVENT, "web.fillOutForm.webFormName"));
        assertThat(reads.time()).isTrue();
    }

    @Test
    void aConditionSpeaks() {
        assertThat(split("""
                {'all': [
                  {'account': {'field': 'accountOrganization.industry', 'operator': 'IS_NOT', 'value': ['Mining', 'Farming', 'Oil']}},
                  {'account': {'field': 'accountOrganization.numberOfEmployees', 'operator': 'BETWEEN', 'value': [10, 20]}},
                  {'any': [
                    {'people': {'quantifier': {'atLeast': 2}, 'where': {'person': {'field': 'roles', 'operator': 'IS', 'value': 'User'}}}},
                    {'not': {'audience': 'a-1'}}]},
                  {'buyingGroup': {'exists': false, 'where': {'roleMembers': {'role': 'Champion', 'atLeast': 2}}}}
                ]}""").inWords())
                .isEqualTo("Industry is not Mining, Farming or Oil and Employee size is between 10 and 20 and "
                        + "(at least 2 people have Role in account is User or not (member of audience a-1)) and "
                        + "the account has no buying group with at least 2 in role Champion");
    }

    @Test
    void manyValuesAreCountedInWords() {
        assertThat(audience("{'account': {'field': 'accountName', 'operator': 'IS', 'value': "
                                + "['a','b','c','d','e','f','g','h','i','j','k','l']}}")
                        .inWords())
                .isEqualTo("Name is a, b, c, d, e, f, g, h, i, j or 2 more");
    }

    @Test
    void relativeDatesSpeak() {
        assertThat(role("{'person': {'field': 'person.birthDate', 'operator': 'IN_PAST', 'value': 'P1Y2M'}}")
                        .inWords())
                .isEqualTo("Date of birth is in the past 1 year 2 months");
    }

    @Test
    void aTestPrintsAsCel() {
        assertThat(audience("{'account': {'field': 'accountName', 'operator': 'NOT_CONTAINS', 'value': ['A', 'b']}}")
                        .asExpression())
                .contains("has(account.accountName) && !(fold(account.accountName).contains(\"a\") || "
                        + "fold(account.accountName).contains(\"b\"))");
        assertThat(split("{'audience': 'a-1'}").asExpression()).isEmpty();
        assertThat(audience("{'not': {'account': {'expression': 'account.accountName == \\u0022a\\u0022'}}}")
                        .asExpression())
                .isEmpty();
    }
}
