package io.coterie.buyinggroup;

import static io.coterie.buyinggroup.AskingJourney.stage;
import static io.coterie.buyinggroup.AskingJourney.status;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.everyItem;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.is;

import io.coterie.contracts.ActionOutcome;
import io.coterie.contracts.JourneyAction;
import io.coterie.platform.testing.SuiteInfrastructure;
import java.sql.SQLException;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** An action that nothing can carry out is in no other's way. */
@RunningService
class FailingActionTest {

    private static final List<String> ACCOUNTS = List.of("a1@crm.Test", "a2@crm.Test", "a3@crm.Test");
    private static final String BAD = ACCOUNTS.get(1);

    private Scene scene;
    private AskingJourney journey;

    @BeforeEach
    void groupsOfWhichTheDatabaseRefusesAStatus() throws SQLException {
        scene = Scene.open();
        journey = new AskingJourney(scene);
        scene.audience("aud");
        for (String account : ACCOUNTS) {
            scene.account(account, "Account " + account);
            scene.inAudience("aud", account);
        }
        scene.awaitRest();
        scene.job(scene.interest("Robots", scene.liveTemplate(), true, scene.liveStages()), "aud");
        ACCOUNTS.forEach(scene::group);
        refuse();
    }

    @AfterEach
    void close() throws SQLException {
        accept();
        scene.close();
    }

    @Test
    @DisplayName("one action fails with a reason that tells nothing of the inside; all others are carried out in order")
    void anActionThatFailsIsSettledAndTheOthersAreCarriedOut() throws SQLException {
        JourneyAction before = stage(BAD, "Open");
        JourneyAction refused = status(BAD, "refused");
        JourneyAction after = stage(BAD, "Talks");
        JourneyAction other = status(ACCOUNTS.get(2), "cold");
        journey.asks(status(ACCOUNTS.get(0), "warm"), before, refused, after, other);
        assertThat(journey.outcome(other).status()).isEqualTo(ActionOutcome.PERFORMED);
        scene.awaitRest();
        assertThat(journey.outcomes())
                .extracting(ActionOutcome::actionId)
                .doesNotContain(refused.actionId(), after.actionId());

        awaitTheEndOfTheWait();

        assertThat(journey.outcome(refused).status()).isEqualTo(ActionOutcome.FAILED);
        assertThat(journey.outcome(refused).reason())
                .isEqualTo("The action could not be carried out; the service's log says why.");
        assertThat(journey.outcome(after).status()).isEqualTo(ActionOutcome.PERFORMED);
        scene.awaitRest();
        assertThat(journey.outcomes())
                .filteredOn(outcome -> outcome.accountKey().equals(BAD))
                .extracting(ActionOutcome::actionId)
                .containsExactly(before.actionId(), refused.actionId(), after.actionId());
        scene.get("/v1/buying-groups/" + scene.group(ACCOUNTS.get(0))).body("status", is("warm"));
        scene.get("/v1/buying-groups/" + scene.group(BAD)).body("stage", is("Talks"));
        scene.get("/v1/buying-groups/" + scene.group(ACCOUNTS.get(2))).body("status", is("cold"));
    }

    @Test
    @DisplayName("an action that failed is carried out once it can be, and what stands behind it after it")
    void anActionWhoseFailurePassesIsCarriedOut() throws SQLException {
        JourneyAction refused = status(BAD, "refused");
        JourneyAction after = stage(BAD, "Open");
        journey.asks(refused, after);
        scene.awaitRest();
        assertThat(journey.outcomes()).isEmpty();

        accept();

        assertThat(journey.outcome(after).status()).isEqualTo(ActionOutcome.PERFORMED);
        assertThat(journey.outcomes())
                .extracting(ActionOutcome::actionId)
                .containsExactly(refused.actionId(), after.actionId());
        scene.get("/v1/buying-groups/" + scene.group(BAD)).body("status", is("refused"));
    }

    @Test
    @DisplayName("what lacks its parameters, or whom to answer, becomes a dead letter that says so")
    void anActionThatLacksSomethingBecomesADeadLetter() {
        JourneyAction good = stage(BAD, "Open");
        journey.asksWithout("parameters", stage(BAD, "Open"));
        journey.asksWithout("runId", stage(BAD, "Open"));
        journey.asksWithout("kind", stage(BAD, "Open"));
        journey.asks(good);

        assertThat(journey.outcome(good).status()).isEqualTo(ActionOutcome.PERFORMED);
        assertThat(journey.outcomes()).hasSize(1);
        scene.get("/v1/dead-letters?limit=1000")
                .statusCode(200)
                .body(deadLetters(), hasSize(3))
                .body(deadLetters(), everyItem(containsString("parameters, an object")));
    }

    /** Again and again, because the service may note the wait in the same moment. */
    private void awaitTheEndOfTheWait() throws SQLException {
        try (PastScene past = new PastScene(scene)) {
            await().untilAsserted(() -> {
                past.update("""
                        update action_work set held_since = held_since - interval '1 hour', retry_at = now()
                         where sandbox_id = ? and held_since is not null""", scene.sandboxId);
                assertThat(journey.outcomes()).hasSize(5);
            });
        }
    }

    /** The reasons of the sandbox's own. */
    private String deadLetters() {
        return "items.findAll { it.attributes.ce_sandbox == '" + scene.sandbox + "' }.reason";
    }

    /** A failure that no attempt changes. */
    private void refuse() throws SQLException {
        execute("""
                create or replace function refuse_status() returns trigger language plpgsql as
                'begin raise exception ''no such status, says the inside''; end'""");
        execute("create trigger refuse_status before insert or update on buying_group for each row when"
                + " (new.sandbox_id = " + scene.sandboxId + " and new.status = 'refused')"
                + " execute function refuse_status()");
    }

    private static void accept() throws SQLException {
        execute("drop trigger if exists refuse_status on buying_group");
    }

    private static void execute(String sql) throws SQLException {
        try (var connection = SuiteInfrastructure.postgres().connectAsSuperuser("buying_group");
                var statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }
}
