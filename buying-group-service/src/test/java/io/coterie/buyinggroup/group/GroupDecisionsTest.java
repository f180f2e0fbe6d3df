package io.coterie.buyinggroup.group;

import static org.assertj.core.api.Assertions.assertThat;

import io.coterie.buyinggroup.completeness.Completeness;
import io.coterie.buyinggroup.completeness.RoleRequirement;
import io.coterie.buyinggroup.definition.Trace;
import io.coterie.buyinggroup.group.GroupFact.Kind;
import io.coterie.buyinggroup.membership.Candidate;
import io.coterie.buyinggroup.membership.Cause;
import io.coterie.buyinggroup.membership.Decision;
import io.coterie.buyinggroup.membership.Source;
import io.coterie.buyinggroup.membership.Standing;
import io.coterie.buyinggroup.people.GonePeople;
import io.coterie.buyinggroup.solutioninterest.SolutionInterest;
import io.coterie.buyinggroup.stage.StageSet;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class GroupDecisionsTest {

    private static final Instant THEN = Instant.parse("2026-01-01T00:00:00Z");
    private static final Instant NOW = Instant.parse("2026-02-01T00:00:00Z");
    private static final UUID JOB = new UUID(0, 4);
    private static final String ACCOUNT = "1@crm.Test";
    private static final List<RoleRequirement> TEMPLATE =
            List.of(new RoleRequirement("Decision Maker", 1, true), new RoleRequirement("Influencer", 1, true));

    @Test
    @DisplayName("JOB-03: a wanted group is made with members and completeness at once")
    void aWantedGroupIsMadeWithItsMembers() {
        GroupChange change = decide(null, someFacts().people(candidate("a", "Decision Maker"), candidate("b", null)))
                .orElseThrow();

        assertThat(kinds(change)).containsExactly(Kind.CREATED, Kind.MEMBER_ASSIGNED);
        assertThat(change.after().name()).isEqualTo("Robots for Acme");
        assertThat(change.after().completeness().percent()).isEqualByComparingTo("50");
        assertThat(change.facts().getFirst().newValue()).isEqualTo("50");
        assertThat(change.after().revision()).isEqualTo(1);
    }

    @Test
    void aGroupNobodyWantsIsNotMade() {
        assertThat(decide(null, someFacts().wantedBy(null))).isEmpty();
    }

    @Test
    void aGroupOfAnAccountThatHasNotArrivedIsNotMade() {
        assertThat(decide(null, someFacts().accountName(null))).isEmpty();
    }

    @Test
    void anEmptyGroupIsAGroupToo() {
        GroupChange change = decide(null, someFacts()).orElseThrow();

        assertThat(kinds(change)).containsExactly(Kind.CREATED);
        assertThat(change.after().completeness().percent()).isEqualByComparingTo("0");
    }

    @Test
    @DisplayName("CMP-06: completeness changes in the change of the membership")
    void whoComesChangesCompletenessInTheSameChange() {
        BuyingGroup group = made(candidate("a", "Decision Maker"));

        GroupChange change = decide(
                        group, someFacts().people(candidate("a", "Decision Maker"), candidate("b", "Influencer")))
                .orElseThrow();

        assertThat(kinds(change)).containsExactly(Kind.MEMBER_ASSIGNED, Kind.COMPLETENESS_CHANGED);
        assertThat(change.facts().getLast().previousValue()).isEqualTo("50");
        assertThat(change.facts().getLast().newValue()).isEqualTo("100");
        assertThat(change.after().revision()).isEqualTo(group.revision() + 1);
    }

    @Test
    void aMemberMoreThanRequiredLeavesCompletenessAlone() {
        BuyingGroup group = made(candidate("a", "Decision Maker"));

        GroupChange change = decide(
                        group, someFacts().people(candidate("a", "Decision Maker"), candidate("b", "Decision Maker")))
                .orElseThrow();

        assertThat(kinds(change)).containsExactly(Kind.MEMBER_ASSIGNED);
    }

    @Test
    @DisplayName("D-22: the toggle decides whether people of an existing group are looked at again")
    void withTheToggleOffOnlyTheDepartedLeave() {
        BuyingGroup group = made(candidate("a", "Decision Maker"));

        assertThat(decide(
                        group,
                        someFacts().update(false).people(candidate("a", "Influencer"), candidate("b", "Influencer"))))
                .isEmpty();
        assertThat(kinds(decide(group, someFacts().update(false)).orElseThrow()))
                .containsExactly(Kind.MEMBER_REMOVED, Kind.COMPLETENESS_CHANGED);
    }

    @Test
    @DisplayName("D-11, D-29: whoever became a test profile leaves as one, with the toggle off, too")
    void whoBecameATestProfileLeavesAsOne() {
        GonePeople gone = new GonePeople(Set.of(), Map.of(), Map.of(ACCOUNT, Set.of("a")));

        GroupChange change = decide(
                        made(candidate("a", "Decision Maker")),
                        someFacts().update(false).gone(gone))
                .orElseThrow();

        assertThat(change.changed()).extracting(Standing::cause).containsExactly(Cause.TEST_PROFILE);
        assertThat(change.facts().getFirst().cause()).isEqualTo("TEST_PROFILE");
    }

    @Test
    @DisplayName("D-29: a test profile of another account has left this one")
    void aTestProfileThatMovedHasLeftTheAccount() {
        GonePeople gone = new GonePeople(Set.of(), Map.of(), Map.of("2@crm.Test", Set.of("a")));

        GroupChange change = decide(
                        made(candidate("a", "Decision Maker")), someFacts().gone(gone))
                .orElseThrow();

        assertThat(change.changed()).extracting(Standing::cause).containsExactly(Cause.LEFT_ACCOUNT);
    }

    @Test
    void whoWasErasedLeavesAsErased() {
        GonePeople gone = new GonePeople(Set.of("a"), Map.of(), Map.of());

        GroupChange change = decide(
                        made(candidate("a", "Decision Maker")), someFacts().gone(gone))
                .orElseThrow();

        assertThat(change.changed()).extracting(Standing::cause).containsExactly(Cause.PERSON_DELETED);
    }

    @Test
    @DisplayName("D-11: whoever is no test profile any more is a member again")
    void whoIsNoTestProfileAnyMoreIsAMemberAgain() {
        GonePeople gone = new GonePeople(Set.of(), Map.of(), Map.of(ACCOUNT, Set.of("a")));
        BuyingGroup without = decide(
                        made(candidate("a", "Decision Maker")), someFacts().gone(gone))
                .orElseThrow()
                .after();

        GroupChange change = decide(without, someFacts().people(candidate("a", "Decision Maker")))
                .orElseThrow();

        assertThat(change.changed()).extracting(Standing::cause).containsExactly(Cause.QUALIFIES);
    }

    @Test
    @DisplayName("decision 0021: for a day and a half a group takes people in, whatever the toggle says")
    void aNewGroupSettles() {
        BuyingGroup group = made(candidate("a", "Decision Maker"));
        GroupFacts facts = someFacts()
                .update(false)
                .people(candidate("a", "Decision Maker"), candidate("b", "Influencer"))
                .facts();

        assertThat(GroupDecisions.decide(group, facts, group.createdAt().plus(Duration.ofHours(36))))
                .isEmpty();
        assertThat(kinds(GroupDecisions.decide(
                                group,
                                facts,
                                group.createdAt().plus(Duration.ofHours(36)).minusNanos(1))
                        .orElseThrow()))
                .containsExactly(Kind.MEMBER_ASSIGNED, Kind.COMPLETENESS_CHANGED);
    }

    @Test
    @DisplayName("D-13, D-26: renames and the audience are followed with the toggle off, too")
    void aGroupFollowsNameAndAudience() {
        GroupChange change = decide(
                        made(),
                        someFacts().update(false).accountName("Acme Inc").wantedBy(null))
                .orElseThrow();

        assertThat(kinds(change)).containsExactly(Kind.RENAMED, Kind.LEFT_AUDIENCE);
        assertThat(change.after().name()).isEqualTo("Robots for Acme Inc");
        assertThat(change.after().outOfAudience()).isTrue();
        assertThat(kinds(decide(change.after(), someFacts().accountName("Acme Inc"))
                        .orElseThrow()))
                .containsExactly(Kind.ENTERED_AUDIENCE);
    }

    @Test
    @DisplayName("D-14: with the account its group goes, members first, its end last")
    void aDeletedAccountsGroupIsDeletedOnce() {
        GroupChange change = decide(
                        made(candidate("a", "Decision Maker")), someFacts().deleted())
                .orElseThrow();

        assertThat(kinds(change)).containsExactly(Kind.MEMBER_REMOVED, Kind.COMPLETENESS_CHANGED, Kind.DELETED);
        assertThat(change.after().deleted()).isTrue();
        assertThat(change.after().members()).isEmpty();
        assertThat(change.changed()).extracting(Standing::cause).containsExactly(Cause.ACCOUNT_DELETED);
        assertThat(decide(change.after(), someFacts().deleted())).isEmpty();
    }

    @Test
    @DisplayName("D-23: with the interest its groups go")
    void aDeletedInterestsGroupIsDeleted() {
        GroupChange change = decide(
                        made(candidate("a", "Decision Maker")), someFacts().interestDeleted())
                .orElseThrow();

        assertThat(change.changed()).extracting(Standing::cause).containsExactly(Cause.INTEREST_DELETED);
        assertThat(change.after().deleted()).isTrue();
    }

    @Test
    void aGroupThatComesBackGoesOnWithItsRevisionsAndKeepsRemovalsByHand() {
        BuyingGroup group = made(candidate("a", "Decision Maker"), candidate("b", "Influencer"));
        GroupEdit edit = GroupEdit.of(group, GroupRules.of(TEMPLATE), NOW);
        var _ = edit.decide(new Decision.Remove("b", Source.MANUAL, Cause.BY_HAND, "ann"));
        BuyingGroup deleted = decide(
                        edit.finish().orElseThrow().after(), someFacts().deleted())
                .orElseThrow()
                .after();

        GroupChange back = decide(
                        deleted, someFacts().people(candidate("a", "Decision Maker"), candidate("b", "Influencer")))
                .orElseThrow();

        assertThat(kinds(back)).containsExactly(Kind.CREATED, Kind.MEMBER_ASSIGNED);
        assertThat(back.after().id()).isEqualTo(group.id());
        assertThat(back.after().revision()).isEqualTo(deleted.revision() + 1);
        assertThat(back.after().members()).extracting(Standing::personKey).containsExactly("a");
    }

    @Property(tries = 2000)
    void decidingAgainFindsNothingToChange(
            @ForAll("people") List<Candidate> before,
            @ForAll("people") List<Candidate> after,
            @ForAll boolean update,
            @ForAll boolean wanted,
            @ForAll boolean accountDeleted) {
        SomeFacts facts = someFacts().update(update).people(after.toArray(Candidate[]::new));
        facts = wanted ? facts : facts.wantedBy(null);
        facts = accountDeleted ? facts.deleted() : facts;
        BuyingGroup group = made(before.toArray(Candidate[]::new));

        BuyingGroup changed = decide(group, facts).map(GroupChange::after).orElse(group);

        assertThat(decide(changed, facts)).isEmpty();
    }

    @Property(tries = 2000)
    void completenessIsAlwaysThatOfTheMembers(
            @ForAll("people") List<Candidate> before, @ForAll("people") List<Candidate> after, @ForAll boolean update) {
        BuyingGroup group = made(before.toArray(Candidate[]::new));

        BuyingGroup changed = decide(group, someFacts().update(update).people(after.toArray(Candidate[]::new)))
                .map(GroupChange::after)
                .orElse(group);

        Map<String, Integer> members = new HashMap<>();
        changed.members().forEach(member -> members.merge(member.role(), 1, Integer::sum));
        assertThat(changed.completeness()).isEqualTo(Completeness.of(TEMPLATE, members));
    }

    @Property(tries = 2000)
    void theFactsTellExactlyHowTheMembersChanged(
            @ForAll("people") List<Candidate> before, @ForAll("people") List<Candidate> after) {
        BuyingGroup group = made(before.toArray(Candidate[]::new));
        Map<String, String> told = new HashMap<>();
        group.members().forEach(member -> told.put(member.personKey(), member.role()));

        Optional<GroupChange> change = decide(group, someFacts().people(after.toArray(Candidate[]::new)));
        change.ifPresent(happened -> happened.facts().forEach(fact -> {
            switch (fact.kind()) {
                case MEMBER_ASSIGNED, MEMBER_ROLE_CHANGED ->
                    told.put(fact.member().personKey(), fact.member().role());
                case MEMBER_REMOVED -> told.remove(fact.member().personKey());
                default -> {}
            }
        }));

        Map<String, String> are = new HashMap<>();
        change.map(GroupChange::after)
                .orElse(group)
                .members()
                .forEach(member -> are.put(member.personKey(), member.role()));
        assertThat(told).isEqualTo(are);
    }

    @Provide
    Arbitrary<List<Candidate>> people() {
        return Combinators.combine(
                        Arbitraries.of("a", "b", "c", "d"),
                        Arbitraries.of("Decision Maker", "Influencer").injectNull(0.3))
                .as(Candidate::new)
                .list()
                .ofMaxSize(4)
                .uniqueElements(Candidate::personKey);
    }

    private static Optional<GroupChange> decide(@Nullable BuyingGroup group, SomeFacts facts) {
        return GroupDecisions.decide(group, facts.facts(), NOW);
    }

    private static BuyingGroup made(Candidate... people) {
        return GroupDecisions.decide(null, someFacts().people(people).facts(), THEN)
                .orElseThrow()
                .after();
    }

    private static List<Kind> kinds(GroupChange change) {
        return change.facts().stream().map(GroupFact::kind).toList();
    }

    private static Candidate candidate(String person, @Nullable String role) {
        return new Candidate(person, role);
    }

    private static SomeFacts someFacts() {
        return new SomeFacts("Acme", false, true, false, List.of(), GonePeople.NOBODY, JOB);
    }

    private record SomeFacts(
            @Nullable String name,
            boolean accountGone,
            boolean updates,
            boolean interestGone,
            List<Candidate> candidates,
            GonePeople missing,
            @Nullable UUID job) {

        SomeFacts accountName(@Nullable String other) {
            return new SomeFacts(other, accountGone, updates, interestGone, candidates, missing, job);
        }

        SomeFacts deleted() {
            return new SomeFacts(null, true, updates, interestGone, List.of(), missing, job);
        }

        SomeFacts update(boolean on) {
            return new SomeFacts(name, accountGone, on, interestGone, candidates, missing, job);
        }

        SomeFacts interestDeleted() {
            return new SomeFacts(name, accountGone, updates, true, candidates, missing, job);
        }

        SomeFacts people(Candidate... people) {
            return new SomeFacts(name, accountGone, updates, interestGone, List.of(people), missing, job);
        }

        SomeFacts gone(GonePeople others) {
            return new SomeFacts(name, accountGone, updates, interestGone, candidates, others, job);
        }

        SomeFacts wantedBy(@Nullable UUID other) {
            return new SomeFacts(name, accountGone, updates, interestGone, candidates, missing, other);
        }

        GroupFacts facts() {
            SolutionInterest interest = new SolutionInterest(
                    new UUID(0, 1),
                    "Robots",
                    null,
                    new UUID(0, 2),
                    StageSet.NONE,
                    updates,
                    null,
                    180,
                    interestGone,
                    1,
                    Trace.begun(THEN, "ann"));
            return new GroupFacts(
                    7, ACCOUNT, name, accountGone, interest, GroupRules.of(TEMPLATE), candidates, missing, null, job);
        }
    }
}
