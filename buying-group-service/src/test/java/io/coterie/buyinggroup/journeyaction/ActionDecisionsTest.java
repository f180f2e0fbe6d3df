package io.coterie.buyinggroup.journeyaction;

import static org.assertj.core.api.Assertions.assertThat;

import io.coterie.buyinggroup.completeness.Completeness;
import io.coterie.buyinggroup.definition.Trace;
import io.coterie.buyinggroup.group.BuyingGroup;
import io.coterie.buyinggroup.group.GroupChange;
import io.coterie.buyinggroup.group.GroupFact;
import io.coterie.buyinggroup.group.GroupRules;
import io.coterie.buyinggroup.groupstore.InterestRules;
import io.coterie.buyinggroup.membership.Candidate;
import io.coterie.buyinggroup.membership.Cause;
import io.coterie.buyinggroup.membership.Memberships;
import io.coterie.buyinggroup.membership.Source;
import io.coterie.buyinggroup.membership.Standing;
import io.coterie.buyinggroup.people.GonePeople;
import io.coterie.buyinggroup.rolestemplate.CompiledTemplate;
import io.coterie.buyinggroup.rolestemplate.TemplateFixtures;
import io.coterie.buyinggroup.solutioninterest.SolutionInterest;
import io.coterie.buyinggroup.stage.Stage;
import io.coterie.buyinggroup.stage.StageGraph;
import io.coterie.buyinggroup.stage.StageSet;
import io.coterie.buyinggroup.stage.StageVersion;
import io.coterie.contracts.ActionOutcome;
import io.coterie.contracts.ContractJson;
import io.coterie.contracts.JourneyAction;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class ActionDecisionsTest {

    private static final Instant NOW = Instant.parse("2026-02-01T00:00:00Z");
    private static final Patience PATIENCE = new Patience(Duration.ofMinutes(2));
    private static final UUID TEMPLATE = new UUID(0, 2);
    private static final StageVersion STAGES = new StageVersion(new UUID(0, 3), 1);
    private static final String DELETED = "deleted";
    private static final CompiledTemplate TEMPLATE_ROLES = TemplateFixtures.byHand("Decision Maker", "Champion");
    private static final SolutionInterest ROBOTS = new SolutionInterest(
            new UUID(0, 1),
            "Robots",
            null,
            TEMPLATE,
            new StageSet(1, STAGES),
            true,
            null,
            180,
            false,
            1,
            Trace.begun(NOW, "ann"));
    private static final StageGraph GRAPH = new StageGraph(List.of(
            new Stage("Open", null, true, null, List.of("Talks")),
            new Stage("Talks", null, false, null, List.of("Won")),
            new Stage("Won", null, false, Stage.Destination.SUCCESS, List.of())));

    @Test
    @DisplayName("STG-11: a group moves along its model, several moves on top of each other")
    void severalMovesOfOneGroupFollowEachOther() {
        ActionDecisions decisions = decide(group(), move("Open"), move("Talks"), move("Won"));

        assertThat(statuses(decisions)).containsOnly(ActionOutcome.PERFORMED);
        assertThat(decisions.changes()).singleElement().satisfies(entry -> {
            assertThat(entry.change().after().stage()).isEqualTo("Won");
            assertThat(entry.change().facts()).hasSize(3);
        });
    }

    @Test
    @DisplayName("STG-12: an invalid move is skipped with the allowed ones named, and the journey goes on")
    void anInvalidMoveIsSkipped() {
        ActionDecisions decisions = decide(group(), move("Won"));

        assertThat(reason(decisions)).isEqualTo("From no stage a group cannot move to 'Won'; allowed: Open.");
        assertThat(statuses(decisions)).containsExactly(ActionOutcome.SKIPPED);
        assertThat(decisions.changes()).isEmpty();
    }

    @Test
    @DisplayName("STG-10: no journey moves a group that has not got the model its interest was given")
    void aGroupWithoutTheAttachedModelDoesNotMove() {
        ActionDecisions decisions = decide(group(StageSet.NONE), move("Open"));

        assertThat(statuses(decisions)).containsExactly(ActionOutcome.SKIPPED);
        assertThat(decisions.changes()).isEmpty();
    }

    @Test
    @DisplayName("MEM-09, D-34: without a group the action is skipped")
    void withoutAGroupTheActionIsSkipped() {
        ActionDecisions decisions = decide(null, assign("p1", "Champion"));

        assertThat(statuses(decisions)).containsExactly(ActionOutcome.SKIPPED);
    }

    @Test
    @DisplayName("BEY-01: what comes before its group waits for it, tried again after as long as it has waited")
    void anActionBeforeItsGroupWaits() {
        PendingAction early = assign("p1", "Champion");

        ActionDecisions first = decide(groupToCome("1@crm.Test"), null, early);
        ActionDecisions again = decide(groupToCome("1@crm.Test"), null, heldFor(Duration.ofSeconds(8), early));

        assertThat(first.decided()).isEmpty();
        assertThat(first.done()).isEmpty();
        assertThat(first.held()).containsExactly(new HeldAction(early, NOW, NOW.plusMillis(250)));
        assertThat(again.held()).singleElement().satisfies(held -> {
            assertThat(held.since()).isEqualTo(NOW.minusSeconds(8));
            assertThat(held.retryAt()).isEqualTo(NOW.plusSeconds(8));
        });
    }

    @Test
    @DisplayName("BEY-01: what comes before its account, or the person it names, waits for them")
    void anActionBeforeItsAccountOrPersonWaits() {
        ToCome account = new ToCome(Set.of("1@crm.Test"), Map.of());

        assertThat(decide(account, null, move("Open")).held()).hasSize(1);
        assertThat(decide(group(), assign("late", "Champion")).held()).hasSize(1);
    }

    @Test
    @DisplayName("MEM-09: somebody whom no account will have is not waited for, nor is who is to be removed")
    void nobodyIsNotWaitedFor() {
        BuyingGroup withFormer =
                group(new Standing("former", true, "Champion", Source.SYSTEM, Cause.QUALIFIES, "system", NOW, NOW));

        assertThat(statuses(decide(group(), assign(DELETED, "Champion")))).containsExactly(ActionOutcome.SKIPPED);
        assertThat(statuses(decide(group(), remove(DELETED)))).containsExactly(ActionOutcome.SKIPPED);
        assertThat(statuses(decide(group(), assign("loser", "Champion")))).containsExactly(ActionOutcome.SKIPPED);
        assertThat(reason(decide(group(), assign("tester", "Champion")))).contains("test profile");
        assertThat(statuses(decide(withFormer, remove("former")))).containsExactly(ActionOutcome.PERFORMED);
        assertThat(statuses(decide(group(), remove("late")))).containsExactly(ActionOutcome.SKIPPED);
    }

    @Test
    @DisplayName("MEM-09, D-34: a group of another interest, or for another account, is not waited for")
    void onlyTheGroupToComeIsWaitedFor() {
        ToCome another = new ToCome(Set.of("2@crm.Test"), Map.of("1@crm.Test", Set.of(new UUID(0, 7))));

        assertThat(statuses(decide(another, null, move("Open")))).containsExactly(ActionOutcome.SKIPPED);
    }

    @Test
    @DisplayName("what an account was asked for later stays behind what waits; what was carried out before does not")
    void laterActionsStayBehindOneThatWaits() {
        PendingAction early = assign("late", "Champion");
        PendingAction later = move("Open");
        PendingAction before = status("hot");
        ActionDecisions decisions =
                new ActionDecisions(facts(group(), Set.of(before.action().actionId())), PATIENCE, NOW);

        decisions.decide(early);
        decisions.decide(later);
        decisions.decide(before);

        assertThat(decisions.held()).extracting(HeldAction::action).containsExactly(early, later);
        assertThat(decisions.held()).extracting(HeldAction::retryAt).containsOnly(NOW.plusMillis(250));
        assertThat(decisions.done()).containsExactly(before);
        assertThat(decisions.changes()).isEmpty();
    }

    @Test
    @DisplayName("MEM-09, D-34: whoever has waited long enough is decided as things stand, and so are those behind")
    void theWaitEnds() {
        PendingAction early = heldFor(PATIENCE.hold(), assign("late", "Champion"));
        PendingAction later = heldFor(PATIENCE.hold(), move("Open"));

        ActionDecisions decisions = decide(group(), early, later);
        ActionDecisions almost = decide(group(), heldFor(PATIENCE.hold().minusSeconds(1), assign("late", "Champion")));

        assertThat(statuses(decisions)).containsExactly(ActionOutcome.SKIPPED, ActionOutcome.PERFORMED);
        assertThat(decisions.held()).isEmpty();
        assertThat(almost.held())
                .singleElement()
                .satisfies(held -> assertThat(held.retryAt()).isEqualTo(NOW.plusSeconds(1)));
    }

    @Test
    void anInterestNobodyKnowsFailsTheAction() {
        ActionDecisions decisions = decide(
                group(),
                action(
                        JourneyAction.UPDATE_BUYING_GROUP_STAGE,
                        null,
                        Map.of("solutionInterest", "Boats", "stage", "Open")));

        assertThat(statuses(decisions)).containsExactly(ActionOutcome.FAILED);
        assertThat(reason(decisions)).contains("Boats");
    }

    @Test
    void aPersonOfTheAccountIsAssignedByTheJourney() {
        ActionDecisions decisions = decide(group(), assign("p1", "champion"));

        assertThat(statuses(decisions)).containsExactly(ActionOutcome.PERFORMED);
        assertThat(decisions.changes().getFirst().change().changed())
                .singleElement()
                .satisfies(standing -> {
                    assertThat(standing.source()).isEqualTo(Source.JOURNEY);
                    assertThat(standing.role()).isEqualTo("Champion");
                    assertThat(standing.cause()).isEqualTo(Cause.JOURNEY_ACTION);
                });
    }

    @Test
    @DisplayName("BG-04: a person who is still of another account when the wait ends is skipped")
    void aPersonOfAnotherAccountIsSkipped() {
        PendingAction asked = heldFor(PATIENCE.hold(), assign("stranger", "Champion"));

        assertThat(statuses(decide(group(), asked))).containsExactly(ActionOutcome.SKIPPED);
    }

    @Test
    @DisplayName("D-33: a role outside the template fails the action")
    void aRoleOutsideTheTemplateFails() {
        assertThat(statuses(decide(group(), assign("p1", "Sponsor")))).containsExactly(ActionOutcome.FAILED);
    }

    @Test
    @DisplayName("§9.6: what somebody decided by hand stands against a journey")
    void aDecisionByHandStands() {
        BuyingGroup group =
                group(new Standing("p1", true, "Decision Maker", Source.MANUAL, Cause.BY_HAND, "ann", NOW, NOW));

        ActionDecisions decisions = decide(group, assign("p1", "Champion"), remove("p1"));

        assertThat(statuses(decisions)).containsExactly(ActionOutcome.SKIPPED, ActionOutcome.SKIPPED);
        assertThat(decisions.changes()).isEmpty();
    }

    @Test
    @DisplayName("MEM-10, D-35: removing somebody who is no member does nothing")
    void removingANonMemberDoesNothing() {
        assertThat(statuses(decide(group(), remove("p1")))).containsExactly(ActionOutcome.SKIPPED);
    }

    @Test
    @DisplayName("MEM-10, D-35, §9.6: a journey confirms a removal by the system, and it stays against the system")
    void aJourneyConfirmsARemovalByTheSystem() {
        BuyingGroup group = group(
                new Standing("p1", false, "Champion", Source.SYSTEM, Cause.NO_LONGER_QUALIFIES, "system", NOW, NOW));

        ActionDecisions decisions = decide(group, remove("p1"));

        assertThat(statuses(decisions)).containsExactly(ActionOutcome.PERFORMED);
        GroupChange change = decisions.changes().getFirst().change();
        assertThat(change.changed()).singleElement().satisfies(standing -> {
            assertThat(standing.active()).isFalse();
            assertThat(standing.role()).isEqualTo("Champion");
            assertThat(standing.source()).isEqualTo(Source.JOURNEY);
            assertThat(standing.cause()).isEqualTo(Cause.JOURNEY_ACTION);
        });
        assertThat(change.facts())
                .extracting(GroupFact::kind)
                .contains(GroupFact.Kind.MEMBER_CONFIRMED)
                .doesNotContain(GroupFact.Kind.MEMBER_REMOVED);
        assertThat(membersOfTheSystem(group, "p1")).containsExactly("p1");
        assertThat(membersOfTheSystem(change.after(), "p1")).isEmpty();
        assertThat(statuses(decide(change.after(), remove("p1")))).containsExactly(ActionOutcome.SKIPPED);
    }

    /** Whom the system would take in, if this person fulfilled a role's condition. */
    private static List<String> membersOfTheSystem(BuyingGroup group, String person) {
        return Memberships.reevaluate(
                        List.of(new Candidate(person, "Champion")),
                        group.standings(),
                        Map.of(),
                        Memberships.Scope.EVERYONE,
                        gone -> Cause.LEFT_ACCOUNT,
                        NOW)
                .stream()
                .filter(ruling -> ruling.after().active())
                .map(ruling -> ruling.after().personKey())
                .toList();
    }

    @Test
    void aStatusHasUpToFiftyCharacters() {
        ActionDecisions decisions = decide(group(), status("x".repeat(51)), status("hot"));

        assertThat(statuses(decisions)).containsExactly(ActionOutcome.FAILED, ActionOutcome.PERFORMED);
        assertThat(decisions.changes().getFirst().change().after().status()).isEqualTo("hot");
    }

    @Test
    @DisplayName("BEY-02: what was carried out before, or stands twice in the batch, is not carried out again")
    void anActionIsCarriedOutOnce() {
        PendingAction once = move("Open");
        ActionDecisions decisions = new ActionDecisions(facts(group(), Set.of()), PATIENCE, NOW);
        decisions.decide(once);
        decisions.decide(once);
        assertThat(decisions.decided()).hasSize(1);

        ActionDecisions again =
                new ActionDecisions(facts(group(), Set.of(once.action().actionId())), PATIENCE, NOW);
        again.decide(once);
        assertThat(again.decided()).isEmpty();
        assertThat(again.changes()).isEmpty();
    }

    private static ActionDecisions decide(@Nullable BuyingGroup group, PendingAction... actions) {
        return decide(ToCome.NOTHING, group, actions);
    }

    private static ActionDecisions decide(ToCome toCome, @Nullable BuyingGroup group, PendingAction... actions) {
        ActionDecisions decisions = new ActionDecisions(facts(group, Set.of()).with(toCome), PATIENCE, NOW);
        for (PendingAction action : actions) {
            decisions.decide(action);
        }
        return decisions;
    }

    private static ActionFacts facts(@Nullable BuyingGroup group, Set<UUID> settled) {
        return new ActionFacts(
                settled,
                Map.of(
                        "Robots",
                        new InterestRules(ROBOTS, TEMPLATE_ROLES, GroupRules.of(TEMPLATE_ROLES.requirements()))),
                Map.of(STAGES, GRAPH),
                group == null ? List.of() : List.of(group),
                Map.of("1@crm.Test", Set.of("p1", "p2")),
                new GonePeople(Set.of(DELETED), Map.of("loser", "p1"), Map.of("1@crm.Test", Set.of("tester"))),
                ToCome.NOTHING);
    }

    /** The account's group is wanted, and not there. */
    private static ToCome groupToCome(String account) {
        return new ToCome(Set.of(), Map.of(account, Set.of(ROBOTS.id())));
    }

    private static PendingAction heldFor(Duration time, PendingAction pending) {
        return new PendingAction(pending.action(), pending.eventId(), pending.correlationId(), NOW.minus(time));
    }

    private static BuyingGroup group(Standing... standings) {
        return group(ROBOTS.stages(), standings);
    }

    private static BuyingGroup group(StageSet stages, Standing... standings) {
        TreeMap<String, Standing> byPerson = new TreeMap<>();
        for (Standing standing : standings) {
            byPerson.put(standing.personKey(), standing);
        }
        Completeness completeness = standings.length == 0
                ? new Completeness(BigDecimal.ZERO, List.of())
                : new Completeness(BigDecimal.valueOf(50), List.of());
        return new BuyingGroup(
                new UUID(0, 9),
                "1@crm.Test",
                ROBOTS.id(),
                null,
                "Robots for Acme",
                null,
                stages,
                null,
                completeness,
                null,
                null,
                null,
                byPerson,
                false,
                false,
                1,
                NOW,
                NOW);
    }

    private static List<String> statuses(ActionDecisions decisions) {
        return decisions.decided().stream()
                .map(pending -> decisions.outcome(pending).status())
                .toList();
    }

    private static @Nullable String reason(ActionDecisions decisions) {
        return decisions.outcome(decisions.decided().getFirst()).reason();
    }

    private static PendingAction move(String stage) {
        return action(
                JourneyAction.UPDATE_BUYING_GROUP_STAGE, null, Map.of("solutionInterest", "Robots", "stage", stage));
    }

    private static PendingAction status(String status) {
        return action(
                JourneyAction.UPDATE_BUYING_GROUP_STATUS, null, Map.of("solutionInterest", "Robots", "status", status));
    }

    private static PendingAction assign(String person, String role) {
        return action(JourneyAction.ASSIGN_TO_BUYING_GROUP, person, Map.of("solutionInterest", "Robots", "role", role));
    }

    private static PendingAction remove(String person) {
        return action(JourneyAction.REMOVE_FROM_BUYING_GROUP, person, Map.of("solutionInterest", "Robots"));
    }

    private static PendingAction action(String kind, @Nullable String person, Map<String, String> parameters) {
        return new PendingAction(
                new JourneyAction(
                        UUID.randomUUID(),
                        kind,
                        new UUID(1, 1),
                        new UUID(1, 2),
                        "node",
                        1,
                        "1@crm.Test",
                        person,
                        ContractJson.mapper().valueToTree(parameters)),
                UUID.randomUUID(),
                null,
                null);
    }
}
