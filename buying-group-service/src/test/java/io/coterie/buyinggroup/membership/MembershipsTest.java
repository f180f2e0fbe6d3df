package io.coterie.buyinggroup.membership;

import static io.coterie.buyinggroup.membership.MembershipFixtures.*;
import static org.assertj.core.api.Assertions.assertThat;

import io.coterie.buyinggroup.membership.Memberships.Scope;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class MembershipsTest {

    private static final List<RoleRule<String>> RULES = List.of(
            new RoleRule<>(DECISION_MAKER, true, title -> title.contains("Chief")),
            new RoleRule<>(INFLUENCER, true, title -> title.contains("Director")),
            new RoleRule<>(CHAMPION, false, title -> true));

    @Test
    @DisplayName("RT-09: who satisfies several roles gets the one with the highest priority only")
    void whoFitsSeveralRolesGetsTheFirst() {
        assertThat(RoleRule.firstMatch(RULES, "Chief Director")).isEqualTo(DECISION_MAKER);
    }

    @Test
    @DisplayName("RT-07: a role without automatic assignment is filled by people and journeys only")
    void aRoleWithoutAutomaticAssignmentDoesNotFillItself() {
        assertThat(RoleRule.firstMatch(RULES, "Engineer")).isNull();
    }

    @Test
    void aNewGroupGetsEveryoneWhoQualifies() {
        List<Ruling.Applied> changes = reevaluate(List.of(candidate("a", INFLUENCER), candidate("b", null)), Map.of());

        assertThat(changes).hasSize(1);
        assertThat(changes.getFirst().effect()).isEqualTo(Ruling.Effect.ASSIGNED);
        assertThat(changes.getFirst().after())
                .isEqualTo(new Standing(
                        "a", true, INFLUENCER, Source.SYSTEM, Cause.QUALIFIES, Decision.SYSTEM_ACTOR, NOW, NOW));
    }

    @Test
    @DisplayName("BEY-04: people join in the order of their keys, however they were read")
    void peopleJoinInTheOrderOfTheirKeys() {
        List<Ruling.Applied> changes = reevaluate(
                List.of(candidate("b", INFLUENCER), candidate("c", DECISION_MAKER), candidate("a", CHAMPION)),
                Map.of());

        assertThat(changes).extracting(change -> change.after().personKey()).containsExactly("a", "b", "c");
    }

    @Test
    @DisplayName("D-28: who drifts into another role moves, if the system put them there")
    void roleDriftMovesMembersOfTheSystem() {
        List<Ruling.Applied> changes = reevaluate(
                List.of(candidate("a", DECISION_MAKER), candidate("b", DECISION_MAKER), candidate("c", DECISION_MAKER)),
                standings(
                        standing("a", true, INFLUENCER, Source.SYSTEM),
                        standing("b", true, INFLUENCER, Source.JOURNEY),
                        standing("c", true, INFLUENCER, Source.MANUAL)));

        assertThat(changes).extracting(Ruling.Applied::effect).containsExactly(Ruling.Effect.ROLE_CHANGED);
        assertThat(changes.getFirst().after().personKey()).isEqualTo("a");
        assertThat(changes.getFirst().after().role()).isEqualTo(DECISION_MAKER);
    }

    @Test
    @DisplayName("JOB-08: who no longer qualifies is removed, subject to precedence")
    void whoNoLongerQualifiesIsRemovedUnlessAHigherSourceSaidOtherwise() {
        List<Ruling.Applied> changes = reevaluate(
                List.of(candidate("a", null), candidate("b", null), candidate("c", null)),
                standings(
                        standing("a", true, INFLUENCER, Source.SYSTEM),
                        standing("b", true, INFLUENCER, Source.JOURNEY),
                        standing("c", true, INFLUENCER, Source.MANUAL)));

        assertThat(changes).hasSize(1);
        assertThat(changes.getFirst().after().cause()).isEqualTo(Cause.NO_LONGER_QUALIFIES);
    }

    @Test
    @DisplayName("D-22: with the toggle off only the departed leave")
    void whereNothingIsToBeUpdatedOnlyTheDepartedLeave() {
        List<Ruling.Applied> changes = Memberships.reevaluate(
                List.of(candidate("new", INFLUENCER), candidate("drifted", DECISION_MAKER)),
                standings(
                        standing("drifted", true, INFLUENCER, Source.SYSTEM),
                        standing("gone", true, INFLUENCER, Source.MANUAL)),
                Map.of(),
                Scope.DEPARTED_ONLY,
                person -> Cause.LEFT_ACCOUNT,
                NOW);

        assertThat(changes).extracting(change -> change.after().personKey()).containsExactly("gone");
        assertThat(changes.getFirst().after().cause()).isEqualTo(Cause.LEFT_ACCOUNT);
    }

    @Test
    void whoWasErasedLeavesWithThatReason() {
        List<Ruling.Applied> changes = Memberships.reevaluate(
                List.of(),
                standings(standing("gone", true, INFLUENCER, Source.MANUAL)),
                Map.of(),
                Scope.EVERYONE,
                person -> Cause.PERSON_DELETED,
                NOW);

        assertThat(changes.getFirst().after().cause()).isEqualTo(Cause.PERSON_DELETED);
    }

    @Property(tries = 3000)
    void aSecondEvaluationFindsNothingToChange(
            @ForAll("people") List<Candidate> people, @ForAll("histories") Map<String, Standing> earlier) {
        Map<String, Standing> after = new HashMap<>(earlier);
        reevaluate(people, earlier).forEach(change -> after.put(change.after().personKey(), change.after()));

        assertThat(reevaluate(people, after)).isEmpty();
    }

    @Property(tries = 3000)
    void theOrderInWhichPeopleAreSeenDoesNotMatter(
            @ForAll("people") List<Candidate> people, @ForAll("histories") Map<String, Standing> earlier) {
        assertThat(reevaluate(people.reversed(), earlier))
                .containsExactlyInAnyOrderElementsOf(reevaluate(people, earlier));
    }

    @Property(tries = 3000)
    void noMemberIsLeftWhoIsNotAPersonOfTheAccount(
            @ForAll("people") List<Candidate> people, @ForAll("histories") Map<String, Standing> earlier) {
        Map<String, Standing> after = new HashMap<>(earlier);
        reevaluate(people, earlier).forEach(change -> after.put(change.after().personKey(), change.after()));

        assertThat(people)
                .extracting(Candidate::personKey)
                .containsAll(after.values().stream()
                        .filter(Standing::active)
                        .map(Standing::personKey)
                        .toList());
    }

    @Property(tries = 3000)
    void whatPeopleAndJourneysDecidedAboutThePresentIsUntouched(
            @ForAll("people") List<Candidate> people, @ForAll("histories") Map<String, Standing> earlier) {
        List<String> present = people.stream().map(Candidate::personKey).toList();

        assertThat(reevaluate(people, earlier))
                .noneMatch(change -> change.before() != null
                        && change.before().source() != Source.SYSTEM
                        && present.contains(change.before().personKey()));
    }

    @Provide
    Arbitrary<List<Candidate>> people() {
        return Combinators.combine(
                        Arbitraries.of("a", "b", "c", "d", "e"),
                        Arbitraries.of(INFLUENCER, CHAMPION, DECISION_MAKER).injectNull(0.3))
                .as(Candidate::new)
                .list()
                .ofMaxSize(5)
                .uniqueElements(Candidate::personKey);
    }

    @Provide
    Arbitrary<Map<String, Standing>> histories() {
        return Combinators.combine(
                        Arbitraries.of("a", "b", "c", "d", "e"),
                        Arbitraries.of(true, false),
                        Arbitraries.of(INFLUENCER, CHAMPION, DECISION_MAKER),
                        Arbitraries.of(Source.class))
                .as(MembershipFixtures::standing)
                .list()
                .ofMaxSize(5)
                .uniqueElements(Standing::personKey)
                .map(list -> list.stream()
                        .collect(Collectors.toMap(
                                Standing::personKey, standing -> standing, (one, two) -> one, LinkedHashMap::new)));
    }

    private static List<Ruling.Applied> reevaluate(List<Candidate> people, Map<String, Standing> standings) {
        return Memberships.reevaluate(people, standings, Map.of(), Scope.EVERYONE, person -> Cause.LEFT_ACCOUNT, NOW);
    }

    private static Map<String, Standing> standings(Standing... standings) {
        Map<String, Standing> byPerson = new LinkedHashMap<>();
        for (Standing standing : standings) {
            byPerson.put(standing.personKey(), standing);
        }
        return byPerson;
    }

    private static Candidate candidate(String person, String role) {
        return new Candidate(person, role);
    }
}
