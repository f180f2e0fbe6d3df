package io.coterie.activation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;

import com.fasterxml.jackson.databind.JsonNode;
import io.coterie.contracts.JourneyAction;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@RunningService
class EmailDeliveryTest {

    private World world;
    private String email;

    @BeforeEach
    void enter() {
        world = World.create();
        world.company("1@acme.CRM", "Acme & Sons", "acme.example");
        email = world.email("Welcome");
    }

    @AfterEach
    void leave() {
        MailServer.clearFaults();
        world.close();
    }

    @Test
    void aMailArrivesSignedWithBothUnsubscribeHeadersOnce() {
        world.person("2@acme.CRM", "1@acme.CRM", "Ada", "ada.welcome@acme.example");

        UUID action = send("2@acme.CRM");

        JsonNode mail = MailServer.mailOf(action);
        assertThat(mail.path("subject").asText()).isEqualTo("Hello Ada");
        assertThat(mail.path("to")).hasSize(1);
        assertThat(mail.path("to").path(0).asText()).isEqualTo("ada.welcome@acme.example");
        assertThat(mail.at("/headers/List-Unsubscribe")).hasSize(1);
        assertThat(mail.at("/headers/List-Unsubscribe/0").asText())
                .startsWith("<" + Vendors.PUBLIC_URL + "/v1/unsubscribe/")
                .hasSizeLessThan(998);
        assertThat(mail.at("/headers/List-Unsubscribe-Post/0").asText()).isEqualTo("List-Unsubscribe=One-Click");
        assertThat(mail.at("/headers/Message-ID/0").asText()).isEqualTo("<" + action + "@mail.coterie.example>");
        assertThat(mail.at("/headers/X-Coterie-Kind/0").asText()).isEqualTo("email");
        assertThat(mail.at("/headers/X-Coterie-Node/0").asText()).isEqualTo("mail");
        JsonNode verdict = MailServer.dkimOf(mail);
        assertThat(verdict.path("verified").asBoolean()).isTrue();
        assertThat(verdict.path("oneClickUnsubscribe").asBoolean()).isTrue();
        assertThat(world.outcome(action, "performed").kind()).isEqualTo(JourneyAction.SEND_EMAIL);
    }

    @Test
    void theBodyIsMadeForThePersonAndEscaped() {
        world.person("2@acme.CRM", "1@acme.CRM", "<b>Ada</b>", "ada.body@acme.example");

        String raw = MailServer.rawOf(MailServer.mailOf(send("2@acme.CRM")));

        assertThat(raw)
                .contains("&lt;b&gt;Ada&lt;/b&gt; of Acme &amp; Sons</p>")
                .doesNotContain("<p>Gr=C3=BC=C3=9Fe, <b>");
        assertThat(raw.replace("\r\n", "")).doesNotContain("\r", "\n");
    }

    @Test
    void anActionAskedForTwiceSendsOneMail() {
        world.person("2@acme.CRM", "1@acme.CRM", "Ada", "ada.twice@acme.example");
        JourneyAction action = anAction("2@acme.CRM");

        world.request(action);
        world.request(action);
        UUID later = send("2@acme.CRM");

        MailServer.mailOf(later);
        assertThat(MailServer.mailsOf(action.actionId())).hasSize(1);
        assertThat(world.outcomesNow(action.actionId())).hasSize(1);
    }

    @Test
    void whoHasOptedOutGetsNothingAndTheReasonIsKept() {
        world.person("2@acme.CRM", "1@acme.CRM", """
                {"workEmail":{"address":"ada.optout@acme.example"},"consents":{"marketing":{"email":{"val":"n"}}}}""");

        UUID action = send("2@acme.CRM");

        assertThat(world.outcome(action, "skipped").reason()).isEqualTo("Consent for marketing e-mail is 'n'.");
        assertThat(MailServer.mailsOf(action)).isEmpty();
        world.user()
                .get("/v1/deliveries/" + action)
                .then()
                .statusCode(200)
                .body("state", equalTo("suppressed"))
                .body("reason", equalTo("Consent for marketing e-mail is 'n'."))
                .body("recipient", equalTo("ada.optout@acme.example"));
    }

    @Test
    void aSuppressedAddressGetsNothing() {
        world.person("2@acme.CRM", "1@acme.CRM", "Ada", "Ada.Suppressed@acme.example");
        world.user()
                .body("{\"address\":\"ada.suppressed@ACME.example\",\"reason\":\"complaint\"}")
                .post("/v1/suppressions")
                .then()
                .statusCode(201);

        UUID action = send("2@acme.CRM");

        assertThat(world.outcome(action, "skipped").reason()).isEqualTo("The address is suppressed: complaint.");
        world.user().get("/v1/suppressions").then().body("items.address", hasItem("ada.suppressed@acme.example"));
    }

    @Test
    void anActionThatOvertakesItsPersonWaitsForIt() {
        UUID action = send("late@acme.CRM");
        await().atMost(World.PATIENCE)
                .until(() ->
                        World.count("select count(*) from message where reason like '%not known%' and message_id = '"
                                        + action + "'")
                                == 1);

        world.person("late@acme.CRM", "1@acme.CRM", "Late", "late@acme.example");

        assertThat(world.outcome(action, "performed").reason()).isNull();
    }

    @Test
    void whatCanNeverBeSentFailsWithItsReason() {
        world.person("2@acme.CRM", "1@acme.CRM", "{\"workEmail\":{\"address\":\"not an address\"}}");

        UUID noAddress = send("2@acme.CRM");
        UUID noEmail = world.action(
                JourneyAction.SEND_EMAIL,
                "mail",
                "1@acme.CRM",
                "2@acme.CRM",
                Map.of("email", UUID.randomUUID().toString()));
        UUID noPerson = world.action(JourneyAction.SEND_EMAIL, "mail", "1@acme.CRM", null, Map.of("email", email));

        assertThat(world.outcome(noAddress, "failed").reason()).contains("no usable e-mail address");
        assertThat(world.outcome(noEmail, "failed").reason()).contains("no such e-mail");
        assertThat(world.outcome(noPerson, "failed").reason()).contains("no person");
    }

    @Test
    void aRecipientRefusedForGoodFails() {
        MailServer.fault("{\"kind\":\"refuse-recipient\",\"pattern\":\"gone@*\"}");
        world.person("2@acme.CRM", "1@acme.CRM", "Gone", "gone@acme.example");

        UUID action = send("2@acme.CRM");

        assertThat(world.outcome(action, "failed").reason()).contains("No such user here");
    }

    @Test
    void anAddressThatIsNotThereIsSuppressed() {
        MailServer.fault("{\"kind\":\"refuse-recipient\",\"pattern\":\"left@*\"}");
        world.person("2@acme.CRM", "1@acme.CRM", "Left", "left@acme.example");
        world.outcome(send("2@acme.CRM"), "failed");

        UUID again = send("2@acme.CRM");

        assertThat(world.outcome(again, "skipped").reason()).isEqualTo("The address is suppressed: hard-bounce.");
        world.user()
                .get("/v1/suppressions")
                .then()
                .body("items.find { it.address == 'left@acme.example' }.reason", equalTo("hard-bounce"))
                .body("items.find { it.address == 'left@acme.example' }.personKey", equalTo("2@acme.CRM"))
                .body("items.find { it.address == 'left@acme.example' }.createdBy", equalTo("mail-server"));
    }

    @Test
    void anAddressRefusedByAPolicyIsNotSuppressed() {
        MailServer.fault("{\"kind\":\"refuse-recipient\",\"pattern\":\"policy@*\",\"code\":550,"
                + "\"message\":\"5.7.1 Not accepted from here\",\"times\":1}");
        world.person("2@acme.CRM", "1@acme.CRM", "Policy", "policy@acme.example");
        world.outcome(send("2@acme.CRM"), "failed");

        UUID again = send("2@acme.CRM");

        world.outcome(again, "performed");
    }

    @Test
    void aMessageDeferredIsSentLaterAndOnce() {
        MailServer.fault("{\"kind\":\"refuse-message\",\"pattern\":\"busy@*\"}");
        world.person("2@acme.CRM", "1@acme.CRM", "Busy", "busy@acme.example");

        UUID action = send("2@acme.CRM");

        assertThat(world.outcome(action, "performed").reason()).isNull();
        assertThat(MailServer.mailsOf(action)).hasSize(1);
        world.user().get("/v1/deliveries/" + action).then().body("attempts", equalTo(1));
    }

    @Test
    void atMostOneMessagePerConnectionIsBeingHandedOver() {
        MailServer.fault("{\"kind\":\"hold\",\"pattern\":\"held*\",\"times\":100}");
        List<UUID> actions = new ArrayList<>();
        for (int index = 0; index < 12; index++) {
            world.person("held" + index + "@acme.CRM", "1@acme.CRM", "Held", "held" + index + "@acme.example");
            actions.add(send("held" + index + "@acme.CRM"));
        }
        await().atMost(World.PATIENCE).until(() -> inState("handing-over") == Vendors.CONNECTIONS);

        assertThat(inState("sent")).isZero();

        MailServer.clearFaults();
        await().atMost(World.PATIENCE).until(() -> inState("sent") == 12);
        actions.forEach(action -> assertThat(MailServer.mailsOf(action)).hasSize(1));
    }

    @Test
    void theSummaryCountsByStateAndKind() {
        world.person("2@acme.CRM", "1@acme.CRM", "Ada", "ada.summary@acme.example");
        world.outcome(send("2@acme.CRM"), "performed");

        world.user()
                .get("/v1/deliveries/summary")
                .then()
                .statusCode(200)
                .body("total", equalTo(1))
                .body("byState.sent", equalTo(1))
                .body("byState.uncertain", equalTo(0))
                .body("byKind.email.sent", equalTo(1));
        world.user()
                .get("/v1/deliveries?state=sent&limit=1")
                .then()
                .body("items.recipient", hasItem("ada.summary@acme.example"));
    }

    private long inState(String state) {
        return World.count(
                "select count(*) from message where sandbox_id = " + world.id() + " and state = '" + state + "'");
    }

    private UUID send(String personKey) {
        return world.action(JourneyAction.SEND_EMAIL, "mail", "1@acme.CRM", personKey, Map.of("email", email));
    }

    private JourneyAction anAction(String personKey) {
        return new JourneyAction(
                UUID.randomUUID(),
                JourneyAction.SEND_EMAIL,
                World.JOURNEY,
                UUID.randomUUID(),
                "mail",
                1,
                "1@acme.CRM",
                personKey,
                World.json("{\"email\":\"" + email + "\"}"));
    }
}
