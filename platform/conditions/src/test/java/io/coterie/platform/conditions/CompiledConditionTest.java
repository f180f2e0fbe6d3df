package io.coterie.platform.conditions;

import static io.coterie.platform.conditions.ConditionFixtures.account;
import static io.coterie.platform.conditions.ConditionFixtures.accountWith;
import static io.coterie.platform.conditions.ConditionFixtures.audience;
import static io.coterie.platform.conditions.ConditionFixtures.group;
import static io.coterie.platform.conditions.ConditionFixtures.person;
import static io.coterie.platform.conditions.ConditionFixtures.role;
import static io.coterie.platform.conditions.ConditionFixtures.split;
import static io.coterie.platform.conditions.ConditionFixtures.titled;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class CompiledConditionTest {

    private static final String SOFTWARE =
            "{'account': {'field': 'accountOrganization.industry', 'operator': 'IS', 'value': ['Software']}}";

    @Test
    void aFieldTestMatchesTheDocument() {
        CompiledCondition software = audience(SOFTWARE);

        assertThat(software.matches(account("{'accountOrganization': {'industry': 'SOFTWARE'}}")))
                .isTrue();
        assertThat(software.matches(account("{'accountOrganization': {'industry': 'Mining'}}")))
                .isFalse();
    }

    @Test
    void anExpressionMatchesTheDocument() {
        CompiledCondition large =
                audience("{'account': {'expression': 'account.accountOrganization.numberOfEmployees > 100'}}");

        assertThat(large.matches(account("{'accountOrganization': {'numberOfEmployees': 101}}")))
                .isTrue();
        assertThat(large.matches(account("{'accountOrganization': {'numberOfEmployees': 100}}")))
                .isFalse();
        assertThat(large.matches(account("{}"))).isFalse();
    }

    @Test
    void allHoldsWhenEveryNestedConditionDoes() {
        CompiledCondition both = audience(
                "{'all': [" + SOFTWARE + ", {'account': {'field': 'accountName', 'operator': 'IS_NOT_EMPTY'}}]}");

        assertThat(both.matches(account("{'accountName': 'A', 'accountOrganization': {'industry': 'Software'}}")))
                .isTrue();
        assertThat(both.matches(account("{'accountOrganization': {'industry': 'Software'}}")))
                .isFalse();
    }

    @Test
    void anyHoldsWhenOneNestedConditionDoes() {
        CompiledCondition either = audience(
                "{'any': [" + SOFTWARE + ", {'account': {'field': 'accountName', 'operator': 'IS_NOT_EMPTY'}}]}");

        assertThat(either.matches(account("{'accountName': 'A'}"))).isTrue();
        assertThat(either.matches(account("{}"))).isFalse();
    }

    @Test
    void notMatchesWhatTheNestedTestHadNoValueFor() {
        CompiledCondition other = audience("{'not': " + SOFTWARE + "}");

        assertThat(other.matches(account("{}"))).isTrue();
        assertThat(other.matches(account("{'accountOrganization': {'industry': 'Software'}}")))
                .isFalse();
    }

    @Test
    void peopleAreCountedByTheQuantifier() {
        PersonFacts director = titled("1@crm.Test", "Director of Sales");
        PersonFacts clerk = titled("2@crm.Test", "Clerk");

        assertThat(directors("'any'").matches(account("{}", director, clerk))).isTrue();
        assertThat(directors("'any'").matches(account("{}", clerk))).isFalse();
        assertThat(directors("'all'").matches(account("{}", director, clerk))).isFalse();
        assertThat(directors("'all'").matches(account("{}", director, director)))
                .isTrue();
        assertThat(directors("'none'").matches(account("{}", director))).isFalse();
        assertThat(directors("'none'").matches(account("{}", clerk))).isTrue();
        assertThat(directors("{'atLeast': 2}").matches(account("{}", director, clerk)))
                .isFalse();
        assertThat(directors("{'atLeast': 2}").matches(account("{}", director, clerk, director)))
                .isTrue();
    }

    @Test
    void anAccountWithoutPeopleHasNoneAndNotAll() {
        assertThat(directors("'none'").matches(account("{}"))).isTrue();
        assertThat(directors("'all'").matches(account("{}"))).isFalse();
    }

    @Test
    void aMatchedBuyingGroupSatisfiesAllNestedTestsItself() {
        CompiledCondition matched = split("""
                {'buyingGroup': {'where': {'all': [
                  {'group': {'field': 'solutionInterest', 'operator': 'IS', 'value': ['Robots']}},
                  {'group': {'field': 'completeness', 'operator': 'AT_LEAST', 'value': 100}},
                  {'roleMembers': {'role': 'decision maker', 'atLeast': 2}}]}}}""");
        Map<String, Integer> two = Map.of("Decision Maker", 2);

        assertThat(matched.matches(accountWith(group("Robots", "New", 100, two))))
                .isTrue();
        assertThat(matched.matches(accountWith(group("Robots", "New", 99, two), group("Drones", "New", 100, two))))
                .isFalse();
        assertThat(matched.matches(accountWith(group("Robots", "New", 100, Map.of("Decision Maker", 1)))))
                .isFalse();
    }

    @Test
    void aGroupThatMustNotExistIsLookedForWithAllNestedTests() {
        CompiledCondition none = split("{'buyingGroup': {'exists': false, 'where': "
                + "{'group': {'field': 'stage', 'operator': 'IS', 'value': 'Won'}}}}");

        assertThat(none.matches(accountWith())).isTrue();
        assertThat(none.matches(accountWith(group("Robots", "New", 1, Map.of()))))
                .isTrue();
        assertThat(none.matches(accountWith(group("Robots", "Won", 1, Map.of()))))
                .isFalse();
    }

    @Test
    void anInterestIsNamedByItsIdToo() {
        CompiledCondition robots = split("{'buyingGroup': {'where': "
                + "{'group': {'field': 'solutionInterest', 'operator': 'IS', 'value': ['id-of-Robots']}}}}");

        assertThat(robots.matches(accountWith(group("Robots", "New", 1, Map.of()))))
                .isTrue();
    }

    @Test
    void membershipOfAnAudienceIsAFact() {
        CompiledCondition member = split("{'audience': 'a-1'}");

        assertThat(member.matches(
                        new AccountFacts("k", Map.of(), List.of(), List.of(), Set.of("a-1"), ConditionFixtures.NOW)))
                .isTrue();
        assertThat(member.matches(account("{}"))).isFalse();
    }

    @Test
    void aRoleConditionIsAboutAPerson() {
        CompiledCondition champion =
                role("{'person': {'field': 'roles', 'operator': 'IS', 'value': ['Champion', 'Sponsor']}}");

        assertThat(champion.matches(new PersonFacts("k", Map.of(), List.of("User", "champion"), ConditionFixtures.NOW)))
                .isTrue();
        assertThat(champion.matches(new PersonFacts("k", Map.of(), List.of(), ConditionFixtures.NOW)))
                .isFalse();
    }

    @Test
    void factsOfAnotherKindDoNotMatch() {
        assertThat(audience("{'not': " + SOFTWARE + "}").matches(person("k", "{}")))
                .isFalse();
    }

    private static CompiledCondition directors(String quantifier) {
        return audience("{'people': {'quantifier': " + quantifier + ", 'where': {'person': "
                + "{'field': 'extendedWorkDetails.jobTitle', 'operator': 'CONTAINS', 'value': ['director']}}}}");
    }
}
