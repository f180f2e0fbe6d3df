package io.coterie.buyinggroup;

import static io.coterie.buyinggroup.AskingJourney.assign;
import static io.coterie.buyinggroup.AskingJourney.remove;
import static io.coterie.buyinggroup.AskingJourney.stage;
import static io.coterie.buyinggroup.AskingJourney.status;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
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

/** Actions that arrive before what they are about: topics have no order among each other. */
@RunningService
class EarlyActionTest {

    private static final List<String> ACCOUNTS = List.of("a1@crm.Test", "a2@crm.Test", "a3@crm.Test", "a4@crm.Test");
    private static final String ACCOUNT = ACCOUNTS.getFirst();

    private Scene scene;
    private AskingJourney journey;

    @BeforeEach
    void anInterestThatHasAJob() {
        scene = Scene.open();
        journey = new AskingJourney(scene);
        scene.audience("aud");
        scene.awaitRest();
        scene.job(scene.interest("Robots", scene.liveTemplate(), true, scene.liveStages()), "aud");
    }

    @AfterEach
    void close() {
        scene.close();
    }

    @Test
    @DisplayName("BEY-01: what a journey asks of groups that a job is about to make is done when they are there")
    void actionsWaitForTheirGroups() {
        for (String account : ACCOUNTS) {
            scene.person(chief(account), "Chief", account);
            scene.person(clerk(account), "Clerk", account);
            scene.inAudience("aud", account);
        }
        scene.awaitRest();
        List<JourneyAction> asked = List.of(
                stage(ACCOUNTS.get(0), "Open"),
                status(ACCOUNTS.get(1), "warm"),
                assign(ACCOUNTS.get(2), clerk(ACCOUNTS.get(2)), "Champion"),
                remove(ACCOUNTS.get(3), chief(ACCOUNTS.get(3))));
        journey.asks(asked.toArray(JourneyAction[]::new));
        scene.awaitRest();
        assertThat(journey.outcomes()).isEmpty();

        ACCOUNTS.forEach(account -> scene.account(account, "Account " + account));

        assertThat(asked)
                .allSatisfy(
                        action -> assertThat(journey.outcome(action).status()).isEqualTo(ActionOutcome.PERFORMED));
        scene.get("/v1/buying-groups/" + scene.group(ACCOUNTS.get(0))).body("stage", is("Open"));
        scene.get("/v1/buying-groups/" + scene.group(ACCOUNTS.get(1))).body("status", is("warm"));
        scene.awaitMembers(
                scene.group(ACCOUNTS.get(2)),
                chief(ACCOUNTS.get(2)) + "=Decision Maker",
                clerk(ACCOUNTS.get(2)) + "=Champion");
        scene.awaitMembers(scene.group(ACCOUNTS.get(3)));
    }

    @Test
    @DisplayName("BEY-01: a group that is wanted and takes its time is waited for, when everything else has arrived")
    void anActionWaitsForABuildThatTakesItsTime() throws SQLException {
        scene.account(ACCOUNT, "Acme");
        scene.awaitRest();
        refuseGroups();
        try {
            scene.inAudience("aud", ACCOUNT);
            await().untilAsserted(() -> scene.get("/v1/build-failures").body("items", hasSize(1)));
            JourneyAction asked = status(ACCOUNT, "warm");
            journey.asks(asked);
            scene.awaitRest();
            assertThat(journey.outcomes()).isEmpty();

            acceptGroups();
            scene.account(ACCOUNT, "Acme again");

            assertThat(journey.outcome(asked).status()).isEqualTo(ActionOutcome.PERFORMED);
            scene.get("/v1/buying-groups/" + scene.group(ACCOUNT)).body("status", is("warm"));
        } finally {
            acceptGroups();
        }
    }

    @Test
    @DisplayName("a person who has not arrived is waited for, and what the account is asked for later waits behind")
    void anActionWaitsForItsPerson() {
        String group = aGroup();
        JourneyAction early = assign(ACCOUNT, clerk(ACCOUNT), "Champion");
        JourneyAction later = stage(ACCOUNT, "Open");
        JourneyAction evenLater = status(ACCOUNT, "warm");
        journey.asks(early, later);
        scene.awaitRest();
        journey.asks(evenLater);
        scene.awaitRest();
        assertThat(journey.outcomes()).isEmpty();

        scene.person(clerk(ACCOUNT), "Clerk", ACCOUNT);

        assertThat(journey.outcome(evenLater).status()).isEqualTo(ActionOutcome.PERFORMED);
        assertThat(journey.outcomes())
                .extracting(ActionOutcome::actionId)
                .containsExactly(early.actionId(), later.actionId(), evenLater.actionId());
        assertThat(journey.outcomes()).extracting(ActionOutcome::status).containsOnly(ActionOutcome.PERFORMED);
        scene.awaitMembers(group, clerk(ACCOUNT) + "=Champion");
    }

    @Test
    @DisplayName(
            "BEY-01: an account that entered the journey by the job's audience is waited for until it enters it here")
    void anActionWaitsForTheMembershipThatLetItsAccountIn() {
        scene.journey(journey.id(), "live", "aud");
        scene.account(ACCOUNT, "Acme");
        scene.awaitRest();
        JourneyAction asked = status(ACCOUNT, "warm");
        journey.asks(asked);
        scene.awaitRest();
        assertThat(journey.outcomes()).isEmpty();

        scene.inAudience("aud", ACCOUNT);

        assertThat(journey.outcome(asked).status()).isEqualTo(ActionOutcome.PERFORMED);
        scene.get("/v1/buying-groups/" + scene.group(ACCOUNT)).body("status", is("warm"));
    }

    @Test
    @DisplayName("D-34: an account that has left the audience again is not waited for")
    void anAccountThatHasLeftIsNotWaitedFor() {
        scene.journey(journey.id(), "live", "aud");
        scene.account(ACCOUNT, "Acme");
        scene.outOfAudience("aud", ACCOUNT);
        scene.awaitRest();
        JourneyAction asked = status(ACCOUNT, "warm");
        journey.asks(asked);
        scene.awaitRest();

        assertThat(journey.outcomes()).extracting(ActionOutcome::status).containsExactly(ActionOutcome.SKIPPED);
    }

    @Test
    @DisplayName("D-34: an account of a journey that does not take in the job's audience is not waited for")
    void anAccountOfAnotherAudienceIsNotWaitedFor() {
        scene.audience("others");
        scene.journey(journey.id(), "live", "others");
        scene.account(ACCOUNT, "Acme");
        scene.awaitRest();
        JourneyAction asked = status(ACCOUNT, "warm");
        journey.asks(asked);
        scene.awaitRest();

        assertThat(journey.outcomes()).extracting(ActionOutcome::status).containsExactly(ActionOutcome.SKIPPED);
    }

    @Test
    @DisplayName("a person who is known, and not yet as one of the account's, is waited for")
    void anActionWaitsForItsPersonToJoinTheAccount() {
        String group = aGroup();
        scene.person(clerk(ACCOUNT), "Clerk", ACCOUNTS.get(1));
        scene.awaitRest();
        JourneyAction asked = assign(ACCOUNT, clerk(ACCOUNT), "Champion");
        journey.asks(asked);
        scene.awaitRest();
        assertThat(journey.outcomes()).isEmpty();

        scene.person(clerk(ACCOUNT), "Clerk", ACCOUNT);

        assertThat(journey.outcome(asked).status()).isEqualTo(ActionOutcome.PERFORMED);
        scene.awaitMembers(group, clerk(ACCOUNT) + "=Champion");
    }

    @Test
    @DisplayName("MEM-09: a person who was deleted is not waited for")
    void aDeletedPersonIsNotWaitedFor() {
        String group = aGroup();
        scene.person(clerk(ACCOUNT), "Clerk", ACCOUNT);
        scene.deletePerson(clerk(ACCOUNT));
        scene.awaitRest();
        JourneyAction asked = assign(ACCOUNT, clerk(ACCOUNT), "Champion");
        journey.asks(asked);
        scene.awaitRest();

        assertThat(journey.outcome(asked).status()).isEqualTo(ActionOutcome.SKIPPED);
        scene.awaitMembers(group);
    }

    @Test
    @DisplayName(
            "MEM-09: the wait ends; the action is then decided as things stand, and those behind it are carried out")
    void theWaitIsBounded() throws SQLException {
        String group = aGroup();
        JourneyAction early = assign(ACCOUNT, "nobody@crm.Test", "Champion");
        JourneyAction later = status(ACCOUNT, "warm");
        journey.asks(early, later);
        scene.awaitRest();
        assertThat(journey.outcomes()).isEmpty();

        try (PastScene past = new PastScene(scene)) {
            // Again and again, because the service may note the wait in the same moment.
            await().untilAsserted(() -> {
                past.update("""
                        update action_work set held_since = held_since - interval '1 hour', retry_at = now()
                         where sandbox_id = ? and held_since is not null""", scene.sandboxId);
                assertThat(journey.outcomes()).hasSize(2);
            });
        }

        assertThat(journey.outcome(early).status()).isEqualTo(ActionOutcome.SKIPPED);
        assertThat(journey.outcome(early).reason()).isEqualTo("The person does not belong to the account.");
        assertThat(journey.outcome(later).status()).isEqualTo(ActionOutcome.PERFORMED);
        scene.get("/v1/buying-groups/" + group).body("status", is("warm"));
    }

    @Test
    @DisplayName("MEM-09, D-34: without a group that anybody wants the action is skipped at once")
    void aGroupNobodyWantsIsNotWaitedFor() {
        scene.account(ACCOUNT, "Acme");
        scene.awaitRest();
        JourneyAction asked = status(ACCOUNT, "warm");
        journey.asks(asked);
        scene.awaitRest();

        assertThat(journey.outcomes()).singleElement().satisfies(outcome -> {
            assertThat(outcome.status()).isEqualTo(ActionOutcome.SKIPPED);
            assertThat(outcome.reason()).isEqualTo("The account has no buying group for 'Robots'.");
        });
    }

    private String aGroup() {
        scene.account(ACCOUNT, "Acme");
        scene.inAudience("aud", ACCOUNT);
        return scene.group(ACCOUNT);
    }

    private static String chief(String account) {
        return "chief-" + account;
    }

    private static String clerk(String account) {
        return "clerk-" + account;
    }

    private void refuseGroups() throws SQLException {
        execute("""
                create or replace function refuse_early_group() returns trigger language plpgsql as
                'begin raise exception ''no group yet''; end'""");
        execute("create trigger refuse_early_group before insert on buying_group for each row when (new.sandbox_id = "
                + scene.sandboxId + ") execute function refuse_early_group()");
    }

    private static void acceptGroups() throws SQLException {
        execute("drop trigger if exists refuse_early_group on buying_group");
    }

    private static void execute(String sql) throws SQLException {
        try (var connection = SuiteInfrastructure.postgres().connectAsSuperuser("buying_group");
                var statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }
}
