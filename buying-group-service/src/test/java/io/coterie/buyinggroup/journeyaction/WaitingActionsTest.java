package io.coterie.buyinggroup.journeyaction;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.coterie.buyinggroup.completeness.Completeness;
import io.coterie.buyinggroup.definition.Trace;
import io.coterie.buyinggroup.group.BuyingGroup;
import io.coterie.buyinggroup.group.GroupRules;
import io.coterie.buyinggroup.groupstore.InterestRules;
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
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/**
 * Actions beside each other. Acme has a group for Robots, which goes from Open to Won, and one for Drills, which goes
 * from New to Done; Bolt has one for Robots.
 */
class WaitingActionsTest {

    private static final Instant NOW = Instant.parse("2026-02-01T00:00:00Z");
    private static final Patience PATIENCE = new Patience(Duration.ofMinutes(2));
    private static final String ACME = "1@crm.Test";
    private static final String BOLT = "2@crm.Test";

    /** People who have not arrived. */
    private static final String LATE = "late";

    private static final String LATER = "later";

    private static final InterestRules ROBOTS = interest(1, "Robots", "Champion");
    private static final InterestRules DRILLS = interest(2, "Drills", "Sponsor");

    @Test
    @DisplayName("MEM-09, D-34: a later action that waits for something itself does so as long as its own wait lasts")
    void aLaterActionHasItsOwnWait() {
        PendingAction first = heldFor(PATIENCE.hold(), assign(ACME, LATE, "Champion"));
        PendingAction itself = heldFor(Duration.ofSeconds(10), assign(ACME, LATER, "Champion"));
        PendingAction behind = move(ACME, ROBOTS, "Open");

        ActionDecisions decisions = decide(first, itself, behind);

        assertThat(decisions.done()).containsExactly(first);
        assertThat(statuses(decisions)).containsExactly(ActionOutcome.SKIPPED);
        assertThat(decisions.held())
                .containsExactly(
                        new HeldAction(itself, NOW.minusSeconds(10), NOW.plusSeconds(10)),
                        new HeldAction(behind, NOW, NOW.plusSeconds(10)));
    }

    @Test
    @DisplayName("BEY-01: whoever stands behind another waits since it was held, and is tried again with that one")
    void whoeverStandsBehindIsTriedAgainWithTheFirst() {
        PendingAction first = heldFor(Duration.ofSeconds(8), assign(ACME, LATE, "Champion"));
        PendingAction behind = heldFor(Duration.ofSeconds(5), move(ACME, ROBOTS, "Open"));
        PendingAction latest = assign(ACME, LATER, "Champion");

        ActionDecisions decisions = decide(first, behind, latest);

        assertThat(decisions.done()).isEmpty();
        assertThat(decisions.held())
                .containsExactly(
                        new HeldAction(first, NOW.minusSeconds(8), NOW.plusSeconds(8)),
                        new HeldAction(behind, NOW.minusSeconds(5), NOW.plusSeconds(8)),
                        new HeldAction(latest, NOW, NOW.plusSeconds(8)));
    }

    @Test
    @DisplayName("BEY-01: a wait that is over does not take an action past one of its account that is still held")
    void aWaitThatIsOverDoesNotChangeTheOrder() {
        PendingAction first = heldFor(Duration.ofSeconds(8), assign(ACME, LATE, "Champion"));
        PendingAction behind = heldFor(PATIENCE.hold(), move(ACME, ROBOTS, "Open"));

        ActionDecisions decisions = decide(first, behind);

        assertThat(decisions.done()).isEmpty();
        assertThat(decisions.held()).extracting(HeldAction::action).containsExactly(first, behind);
    }

    @Test
    @DisplayName("BEY-01: nothing waits that was asked for before what is held, or for another account")
    void onlyLaterActionsOfTheAccountWait() {
        PendingAction before = move(ACME, ROBOTS, "Open");
        PendingAction early = assign(ACME, LATE, "Champion");
        PendingAction elsewhere = move(BOLT, ROBOTS, "Open");
        PendingAction aboutAnother = move(ACME, DRILLS, "New");

        ActionDecisions decisions = decide(before, early, elsewhere, aboutAnother);

        assertThat(decisions.done()).containsExactly(before, elsewhere);
        assertThat(statuses(decisions)).containsOnly(ActionOutcome.PERFORMED);
        assertThat(decisions.held()).extracting(HeldAction::action).containsExactly(early, aboutAnother);
    }

    @Test
    @DisplayName("BEY-01: each account's actions are tried again when the first of that account is")
    void eachAccountHasItsOwnNextTry() {
        PendingAction ofAcme = heldFor(Duration.ofSeconds(8), assign(ACME, LATE, "Champion"));
        PendingAction ofBolt = heldFor(Duration.ofSeconds(3), assign(BOLT, LATE, "Champion"));
        PendingAction behind = move(BOLT, ROBOTS, "Open");

        ActionDecisions decisions = decide(ofAcme, ofBolt, behind);

        assertThat(decisions.held())
                .extracting(HeldAction::retryAt)
                .containsExactly(NOW.plusSeconds(8), NOW.plusSeconds(3), NOW.plusSeconds(3));
    }

    @Test
    @DisplayName("STG-11, D-33: what is asked about an interest follows its stages and roles, in its group alone")
    void eachInterestHasItsOwnGroup() {
        ActionDecisions decisions = decide(
                move(ACME, DRILLS, "Open"),
                move(ACME, ROBOTS, "Open"),
                move(ACME, DRILLS, "New"),
                assign(ACME, DRILLS, "p1", "Sponsor"),
                assign(ACME, ROBOTS, "p2", "Sponsor"));

        assertThat(statuses(decisions))
                .containsExactly(
                        ActionOutcome.SKIPPED,
                        ActionOutcome.PERFORMED,
                        ActionOutcome.PERFORMED,
                        ActionOutcome.PERFORMED,
                        ActionOutcome.FAILED);
        assertThat(decisions.outcome(decisions.decided().getFirst()).reason())
                .isEqualTo("From no stage a group cannot move to 'Open'; allowed: New.");
        assertThat(decisions.changes())
                .extracting(
                        entry -> entry.interest().name(),
                        entry -> entry.change().after().stage(),
                        entry -> entry.change().changed().size())
                .containsExactlyInAnyOrder(tuple("Robots", "Open", 0), tuple("Drills", "New", 1));
    }

    private static ActionDecisions decide(PendingAction... actions) {
        ActionDecisions decisions = new ActionDecisions(facts(), PATIENCE, NOW);
        for (PendingAction action : actions) {
            decisions.decide(action);
        }
        return decisions;
    }

    private static List<String> statuses(ActionDecisions decisions) {
        return decisions.decided().stream()
                .map(pending -> decisions.outcome(pending).status())
                .toList();
    }

    private static ActionFacts facts() {
        return new ActionFacts(
                Set.of(),
                Map.of("Robots", ROBOTS, "Drills", DRILLS),
                Map.of(version(ROBOTS), graph("Open", "Won"), version(DRILLS), graph("New", "Done")),
                List.of(group(1, ACME, DRILLS), group(2, ACME, ROBOTS), group(3, BOLT, ROBOTS)),
                Map.of(ACME, Set.of("p1", "p2"), BOLT, Set.of()),
                GonePeople.NOBODY,
                ToCome.NOTHING);
    }

    private static InterestRules interest(long number, String name, String role) {
        CompiledTemplate template = TemplateFixtures.byHand(role);
        SolutionInterest interest = new SolutionInterest(
                new UUID(1, number),
                name,
                null,
                new UUID(2, number),
                new StageSet(1, new StageVersion(new UUID(3, number), 1)),
                true,
                null,
                180,
                false,
                1,
                Trace.begun(NOW, "ann"));
        return new InterestRules(interest, template, GroupRules.of(template.requirements()));
    }

    private static StageVersion version(InterestRules rules) {
        return Objects.requireNonNull(rules.interest().stages().version());
    }

    private static StageGraph graph(String first, String last) {
        return new StageGraph(List.of(
                new Stage(first, null, true, null, List.of(last)),
                new Stage(last, null, false, Stage.Destination.SUCCESS, List.of())));
    }

    private static BuyingGroup group(long number, String account, InterestRules rules) {
        return new BuyingGroup(
                new UUID(4, number),
                account,
                rules.interest().id(),
                null,
                rules.interest().groupName(account),
                null,
                rules.interest().stages(),
                null,
                new Completeness(BigDecimal.ZERO, List.of()),
                null,
                null,
                null,
                new TreeMap<>(),
                false,
                false,
                1,
                NOW,
                NOW);
    }

    private static PendingAction heldFor(Duration time, PendingAction pending) {
        return new PendingAction(pending.action(), pending.eventId(), pending.correlationId(), NOW.minus(time));
    }

    private static PendingAction move(String account, InterestRules rules, String stage) {
        return action(account, rules, JourneyAction.UPDATE_BUYING_GROUP_STAGE, null, "stage", stage);
    }

    private static PendingAction assign(String account, String person, String role) {
        return assign(account, ROBOTS, person, role);
    }

    private static PendingAction assign(String account, InterestRules rules, String person, String role) {
        return action(account, rules, JourneyAction.ASSIGN_TO_BUYING_GROUP, person, "role", role);
    }

    private static PendingAction action(
            String account, InterestRules rules, String kind, @Nullable String person, String parameter, String value) {
        Map<String, String> parameters =
                Map.of("solutionInterest", rules.interest().name(), parameter, value);
        return new PendingAction(
                new JourneyAction(
                        UUID.randomUUID(),
                        kind,
                        new UUID(5, 1),
                        new UUID(5, 2),
                        "node",
                        1,
                        account,
                        person,
                        ContractJson.mapper().valueToTree(parameters)),
                UUID.randomUUID(),
                null,
                null);
    }
}
