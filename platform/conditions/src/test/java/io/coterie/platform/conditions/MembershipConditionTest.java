package io.coterie.platform.conditions;

import static io.coterie.platform.conditions.ConditionFixtures.FIELDS;
import static io.coterie.platform.conditions.ConditionFixtures.NOW;
import static io.coterie.platform.conditions.ConditionFixtures.faults;
import static io.coterie.platform.conditions.ConditionFixtures.group;
import static io.coterie.platform.conditions.ConditionFixtures.json;
import static io.coterie.platform.conditions.ConditionFixtures.split;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** "Member of Buying Group" of §16.2: interest, stage, scores and role of one group, and removed members (MEM-07). */
class MembershipConditionTest {

    private static final PersonFacts NOBODY = person();
    private static final PersonFacts CHAMPION =
            person(new MembershipFacts(group("Robots", "Open", 40, Map.of()), "Champion", false));
    private static final PersonFacts REMOVED =
            person(new MembershipFacts(group("Robots", "Open", 40, Map.of()), "Champion", true));

    @Test
    void aPlaceInAnyGroupIsEnough() {
        assertThat(member("{}").matches(CHAMPION)).isTrue();
        assertThat(member("{}").matches(NOBODY)).isFalse();
        assertThat(member("{'exists': false}").matches(NOBODY)).isTrue();
        assertThat(member("{'exists': false}").matches(CHAMPION)).isFalse();
    }

    @Test
    void removedMembersCountUnlessTheConstraintSaysOtherwise() {
        assertThat(member("{}").matches(REMOVED)).isTrue();
        assertThat(member("{'removed': false}").matches(REMOVED)).isFalse();
        assertThat(member("{'removed': false}").matches(CHAMPION)).isTrue();
        assertThat(member("{'removed': true}").matches(REMOVED)).isTrue();
        assertThat(member("{'removed': true}").matches(CHAMPION)).isFalse();
    }

    @Test
    void theRoleIsOneOfThoseNamedWithoutRegardToCase() {
        assertThat(member("{'role': 'champion'}").matches(CHAMPION)).isTrue();
        assertThat(member("{'role': ['Blocker', 'CHAMPION']}").matches(CHAMPION))
                .isTrue();
        assertThat(member("{'role': 'Blocker'}").matches(CHAMPION)).isFalse();
    }

    @Test
    void everyConstraintHoldsForTheSamePlace() {
        PersonFacts twice = person(
                new MembershipFacts(group("Robots", "Open", 40, Map.of()), "Champion", false),
                new MembershipFacts(group("Drones", "Won", 100, Map.of()), "Blocker", false));
        String drones =
                "'where': {'all': [{'group': {'field': 'solutionInterest', 'operator': 'IS', 'value': 'Drones'}},"
                        + "{'group': {'field': 'completeness', 'operator': 'AT_LEAST', 'value': 80}}]}";

        assertThat(member("{'role': 'Blocker', " + drones + "}").matches(twice)).isTrue();
        assertThat(member("{'role': 'Champion', " + drones + "}").matches(twice))
                .isFalse();
        assertThat(member("{" + drones + "}").reads().solutionInterests()).containsExactly("Drones");
        assertThat(member("{}").reads().anySolutionInterest()).isTrue();
    }

    @Test
    void aSplitCountsPeopleByTheirPlaceInTheGroup() {
        CompiledCondition two = split("{'people': {'quantifier': {'atLeast': 2}, 'where':"
                + "{'buyingGroupMember': {'role': 'Champion', 'removed': false}}}}");

        assertThat(two.matches(new AccountFacts("k", Map.of(), List.of(CHAMPION, CHAMPION, REMOVED), NOW)))
                .isTrue();
        assertThat(two.matches(new AccountFacts("k", Map.of(), List.of(CHAMPION, REMOVED, NOBODY), NOW)))
                .isFalse();
    }

    @Test
    void theMatchingPlacesAreExplained() {
        Explanation explanation = member("{'removed': true}").explain(REMOVED);

        assertThat(explanation.label()).isEqualTo("removed member of a buying group");
        assertThat(explanation.counts()).isEqualTo(new Explanation.Counts(1, 1, List.of("Robots (Champion, removed)")));
    }

    @Test
    void whatIsNotUnderstoodIsNamedWithItsPlace() {
        assertThat(faults(
                        ConditionRoot.JOURNEY_SPLIT,
                        "{'people': {'quantifier': 'any', 'where': {'buyingGroupMember':"
                                + "{'exists': 1, 'removed': 'no', 'role': [], 'interest': 'x'}}}}"))
                .extracting(ConditionFault::pointer)
                .containsExactly(
                        "/people/where/buyingGroupMember/interest",
                        "/people/where/buyingGroupMember/exists",
                        "/people/where/buyingGroupMember/removed",
                        "/people/where/buyingGroupMember/role");
        assertThat(faults(ConditionRoot.PERSON, "{'buyingGroupMember': {}}"))
                .extracting(ConditionFault::message)
                .as("only a service that knows groups can answer it")
                .first()
                .asString()
                .contains("cannot be used here");
    }

    private static CompiledCondition member(String constraints) {
        return ConditionCompiler.compile(
                json("{'buyingGroupMember': " + constraints + "}"),
                FIELDS,
                ConditionRoot.PERSON,
                Set.of(ConditionScope.BUYING_GROUP_MEMBER));
    }

    private static PersonFacts person(MembershipFacts... memberships) {
        return new PersonFacts("k", Map.of(), List.of(), List.of(), null, List.of(memberships), NOW, NOW);
    }
}
