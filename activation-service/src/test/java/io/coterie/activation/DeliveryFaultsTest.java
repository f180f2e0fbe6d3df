package io.coterie.activation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;

import io.coterie.contracts.JourneyAction;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What a killed process or a cut connection leaves behind is shown, never guessed and never repeated silently. */
@RunningService
class DeliveryFaultsTest {

    private World world;
    private String email;

    @BeforeEach
    void enter() {
        world = World.create();
        world.company("1@acme.CRM", "Acme", "acme.example");
        world.person("2@acme.CRM", "1@acme.CRM", "Ada", "ada.fault" + world.id() + "@acme.example");
        email = world.email("Welcome");
    }

    @AfterEach
    void leave() {
        MailServer.clearFaults();
        world.close();
    }

    @Test
    void whatADeadProcessWasHandingOverBecomesUncertainAndIsNotSent() {
        UUID action = leftBehind("handing-over", true);

        assertThat(world.outcome(action, "uncertain").reason()).contains("process ended");
        world.user()
                .get("/v1/deliveries?state=uncertain")
                .then()
                .body("items.id", hasItem(action.toString()))
                .body("items.reason", hasItem(containsString("process ended")));
        assertThat(MailServer.mailsOf(action)).isEmpty();
    }

    @Test
    void whatADeadProcessHadOnlyClaimedIsSent() {
        UUID action = leftBehind("claimed", false);

        assertThat(world.outcome(action, "performed").reason()).isNull();
        assertThat(MailServer.mailsOf(action)).hasSize(1);
    }

    @Test
    void whatALivingProcessHoldsIsLeftToIt() {
        UUID living = UUID.randomUUID();
        World.execute("insert into service_instance (instance_id, seen_at) values ('" + living
                + "', now() + interval '1 hour')");

        UUID held = leftBehind("handing-over", true, living);
        UUID dead = leftBehind("handing-over", true);
        world.outcome(dead, "uncertain");

        world.user().get("/v1/deliveries/" + held).then().body("state", equalTo("handing-over"));
    }

    @Test
    void aConnectionCutBeforeTheMessageWasKeptIsUncertain() {
        MailServer.fault("{\"kind\":\"drop-before-store\",\"pattern\":\"ada.fault*\"}");

        UUID action = send();

        assertThat(world.outcome(action, "uncertain").reason()).contains("connection was cut");
        assertThat(MailServer.mailsOf(action)).isEmpty();
    }

    @Test
    void anOperatorMaySendAnUncertainMessageAgain() {
        MailServer.fault("{\"kind\":\"drop-before-store\",\"pattern\":\"ada.fault*\"}");
        UUID action = send();
        world.outcome(action, "uncertain");

        world.user().post("/v1/deliveries/" + action + "/resend").then().statusCode(200);

        assertThat(world.outcome(action, "performed").reason()).isNull();
        assertThat(MailServer.mailsOf(action)).hasSize(1);
    }

    @Test
    void anOperatorMaySettleAnUncertainMessage() {
        MailServer.fault("{\"kind\":\"drop-after-store\",\"pattern\":\"ada.fault*\"}");
        UUID action = send();
        world.outcome(action, "uncertain");

        world.user()
                .body("{\"delivered\":true,\"note\":\"seen in the mailbox\"}")
                .post("/v1/deliveries/" + action + "/settle")
                .then()
                .statusCode(200)
                .body("state", equalTo("sent"))
                .body("reason", containsString("seen in the mailbox"));

        assertThat(world.outcome(action, "performed").reason()).isNull();
        assertThat(MailServer.mailsOf(action)).hasSize(1);
        world.user()
                .body("{\"delivered\":false}")
                .post("/v1/deliveries/" + action + "/settle")
                .then()
                .statusCode(409)
                .body("code", equalTo("message-not-uncertain"));
    }

    @Test
    void pendingDeliveriesAreShownUntilTheyAreThrough() {
        MailServer.fault("{\"kind\":\"hold\",\"pattern\":\"ada.fault*\"}");
        UUID action = send();
        await().atMost(World.PATIENCE).until(() -> pending() == 1);

        MailServer.clearFaults();

        world.outcome(action, "performed");
        await().atMost(World.PATIENCE).until(() -> pending() == 0);
    }

    private int pending() {
        return world.user()
                .get("/v1/replication")
                .then()
                .statusCode(200)
                .extract()
                .path("pendingWork.deliveries");
    }

    private UUID send() {
        return world.action(JourneyAction.SEND_EMAIL, "mail", "1@acme.CRM", "2@acme.CRM", Map.of("email", email));
    }

    private UUID leftBehind(String state, boolean handingOver) {
        return leftBehind(state, handingOver, UUID.randomUUID());
    }

    /** Rows as a process leaves them that was killed at this point. */
    private UUID leftBehind(String state, boolean handingOver, UUID process) {
        UUID action = UUID.randomUUID();
        UUID run = UUID.randomUUID();
        World.execute("""
                insert into action (sandbox_id, action_id, kind, journey_id, run_id, node_id, visit, account_key, person_key)
                values (%sandbox, '%action', 'send-email', '%journey', '%run', 'mail', 1, '1@acme.CRM', '2@acme.CRM');
                insert into message (sandbox_id, message_id, kind, state, journey_id, run_id, node_id, visit, account_key,
                                     person_key, parameters, instance_id)
                values (%sandbox, '%action', 'email', '%state', '%journey', '%run', 'mail', 1, '1@acme.CRM', '2@acme.CRM',
                        '{"email":"%email"}', '%process');
                insert into delivery_queue (sandbox_id, message_id, claimed_by, handing_over)
                values (%sandbox, '%action', '%process', %handingOver);
                """.replace("%sandbox", Integer.toString(world.id()))
                .replace("%action", action.toString())
                .replace("%journey", World.JOURNEY.toString())
                .replace("%run", run.toString())
                .replace("%state", state)
                .replace("%email", email)
                .replace("%process", process.toString())
                .replace("%handingOver", Boolean.toString(handingOver)));
        return action;
    }
}
