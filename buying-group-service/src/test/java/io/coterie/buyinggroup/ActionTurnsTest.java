package io.coterie.buyinggroup;

import static io.coterie.buyinggroup.AskingJourney.assign;
import static io.coterie.buyinggroup.AskingJourney.status;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.hasSize;

import io.coterie.contracts.ActionOutcome;
import io.coterie.contracts.JourneyAction;
import io.coterie.platform.testing.SuiteInfrastructure;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Actions that cannot be carried out yet are in nobody's way, and one that is asked for again is carried out once. */
@RunningService
class ActionTurnsTest {

    private static final String ACCOUNT = "a1@crm.Test";
    private static final String OTHER = "a2@crm.Test";
    private static final String CLERK = "clerk@crm.Test";

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    @DisplayName("architecture §3: a sandbox whose account somebody is busy with holds up no other, whichever is first")
    void aSandboxThatHasToWaitHoldsUpNoOther(boolean firstHasToWait) throws SQLException {
        try (Scene first = groups();
                Scene second = groups()) {
            Scene busy = firstHasToWait ? first : second;
            Scene free = firstHasToWait ? second : first;
            AskingJourney waiting = new AskingJourney(busy);
            AskingJourney going = new AskingJourney(free);
            JourneyAction late = status(ACCOUNT, "late");
            JourneyAction prompt = status(ACCOUNT, "prompt");

            try (Connection holder = lock(busy)) {
                waiting.asks(late);
                awaitReady(busy);
                going.asks(prompt);

                assertThat(going.outcome(prompt).status()).isEqualTo(ActionOutcome.PERFORMED);
                assertThat(waiting.outcomes()).isEmpty();
                holder.rollback();
            }
            assertThat(waiting.outcome(late).status()).isEqualTo(ActionOutcome.PERFORMED);
        }
    }

    @Test
    @DisplayName("architecture §3: of two sandboxes that ask for much at once, each has all of it done, in its order")
    void sandboxesThatAskForMuchAreBothServed() {
        try (Scene first = groups();
                Scene second = groups()) {
            List<AskingJourney> journeys = List.of(new AskingJourney(first), new AskingJourney(second));
            List<JourneyAction> asked = IntStream.range(0, 20)
                    .mapToObj(i -> status(ACCOUNT, "status " + i))
                    .toList();

            asked.forEach(action -> journeys.forEach(journey -> journey.asks(action)));

            for (AskingJourney journey : journeys) {
                assertThat(journey.outcome(asked.getLast()).status()).isEqualTo(ActionOutcome.PERFORMED);
                assertThat(journey.outcomes())
                        .extracting(ActionOutcome::actionId)
                        .containsExactlyElementsOf(
                                asked.stream().map(JourneyAction::actionId).toList());
            }
        }
    }

    @Test
    @DisplayName("BEY-01: a sandbox whose actions all wait for people who have not arrived keeps no other waiting")
    void aSandboxFullOfHeldActionsKeepsNoOtherWaiting() throws SQLException {
        try (Scene full = groups();
                Scene free = groups()) {
            AskingJourney waiting = new AskingJourney(full);
            AskingJourney going = new AskingJourney(free);
            waiting.asks(IntStream.range(0, 30)
                    .mapToObj(i -> assign(ACCOUNT, "nobody" + i + "@crm.Test", "Champion"))
                    .toArray(JourneyAction[]::new));
            full.awaitRest();
            JourneyAction elsewhere = status(OTHER, "prompt");
            JourneyAction prompt = status(ACCOUNT, "prompt");

            waiting.asks(elsewhere);
            going.asks(prompt);

            assertThat(waiting.outcome(elsewhere).status()).isEqualTo(ActionOutcome.PERFORMED);
            assertThat(going.outcome(prompt).status()).isEqualTo(ActionOutcome.PERFORMED);
            assertThat(waiting.outcomes()).hasSize(1);
            forget(full);
        }
    }

    @Test
    @DisplayName("BEY-01: more held actions than a claim looks at are in no other account's way")
    void manyHeldActionsAreInNoOtherAccountsWay() throws SQLException {
        try (Scene scene = groups();
                PastScene tables = new PastScene(scene)) {
            tables.update("""
                    insert into action_work (sandbox_id, action_id, account_key, action, event_id, held_since, retry_at)
                    select ?, gen_random_uuid(), 'held' || n || '@crm.Test', '{}', gen_random_uuid(), now(),
                           now() + interval '1 hour'
                      from generate_series(1, 1100) as n""", scene.sandboxId);
            AskingJourney journey = new AskingJourney(scene);
            JourneyAction asked = status(ACCOUNT, "prompt");

            journey.asks(asked);

            assertThat(journey.outcome(asked).status()).isEqualTo(ActionOutcome.PERFORMED);
            forget(scene);
        }
    }

    @Test
    @DisplayName("BEY-02: an action asked for again while it waits, and after that, has its effect and outcome once")
    void anActionAskedForAgainWhileItWaitsIsCarriedOutOnce() {
        try (Scene scene = groups()) {
            AskingJourney journey = new AskingJourney(scene);
            String group = scene.group(ACCOUNT);
            JourneyAction early = assign(ACCOUNT, CLERK, "Champion");
            JourneyAction behind = status(ACCOUNT, "warm");
            journey.asks(early, behind);
            scene.awaitRest();
            journey.asks(early);
            journey.asks(behind, early);
            scene.awaitRest();
            assertThat(journey.outcomes()).isEmpty();

            scene.person(CLERK, "Clerk", ACCOUNT);
            assertThat(journey.outcome(behind).status()).isEqualTo(ActionOutcome.PERFORMED);
            journey.asks(behind, early);
            scene.awaitRest();

            assertThat(journey.outcomes())
                    .extracting(ActionOutcome::actionId)
                    .containsExactly(early.actionId(), behind.actionId());
            scene.awaitMembers(group, CLERK + "=Champion");
            scene.get("/v1/buying-groups/" + group + "/history")
                    .body("items.findAll { it.kind == 'MEMBER_ASSIGNED' }", hasSize(1))
                    .body("items.findAll { it.kind == 'STATUS_CHANGED' }", hasSize(1));
            scene.get("/v1/dead-letters?limit=1000")
                    .statusCode(200)
                    .body("items.findAll { it.attributes.ce_sandbox == '" + scene.sandbox + "' }", hasSize(0));
        }
    }

    /** Two accounts that have a group each, and nobody in it. */
    private static Scene groups() {
        Scene scene = Scene.open();
        scene.audience("aud");
        for (String account : List.of(ACCOUNT, OTHER)) {
            scene.account(account, "Account " + account);
            scene.inAudience("aud", account);
        }
        scene.awaitRest();
        scene.job(scene.interest("Robots", scene.liveTemplate(), true, scene.liveStages()), "aud");
        scene.group(ACCOUNT);
        scene.group(OTHER);
        scene.awaitRest();
        return scene;
    }

    /** Somebody is busy with the account until the connection's transaction ends. */
    private static Connection lock(Scene scene) throws SQLException {
        Connection holder = SuiteInfrastructure.postgres().connectAsSuperuser("buying_group");
        holder.setAutoCommit(false);
        try (PreparedStatement statement =
                holder.prepareStatement("select 1 from subject where sandbox_id = ? and subject_key = ? for update")) {
            statement.setInt(1, scene.sandboxId);
            statement.setString(2, ACCOUNT);
            assertThat(statement.executeQuery().next()).isTrue();
        }
        return holder;
    }

    /** Waits until the sandbox has an action to carry out. */
    private static void awaitReady(Scene scene) throws SQLException {
        String ready = "select count(*) from action_work where retry_at is null and sandbox_id = " + scene.sandboxId;
        try (PastScene tables = new PastScene(scene)) {
            await().untilAsserted(() -> assertThat(tables.number(ready)).isOne());
        }
    }

    /** Nothing that is held is tried again. */
    private static void forget(Scene scene) throws SQLException {
        try (PastScene tables = new PastScene(scene)) {
            tables.update("delete from action_work where sandbox_id = ?", scene.sandboxId);
        }
    }
}
