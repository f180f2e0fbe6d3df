package io.coterie.activation;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.nullValue;

import io.coterie.contracts.ContractJson;
import io.coterie.contracts.EventTypes;
import io.coterie.contracts.Interaction;
import io.coterie.contracts.JourneyAction;
import io.coterie.contracts.Topics;
import io.coterie.platform.testing.ReadRecord;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@RunningService
class UnsubscribeTest {

    private World world;
    private String address;
    private String link;

    @BeforeEach
    void receiveAMail() {
        world = World.create();
        address = "ada.leaves" + world.id() + "@acme.example";
        world.company("1@acme.CRM", "Acme", "acme.example");
        world.person("leaver" + world.id() + "@acme.CRM", "1@acme.CRM", "Ada", address);
        String email = world.email("Welcome");
        UUID action = send(email);
        String header =
                MailServer.mailOf(action).at("/headers/List-Unsubscribe/0").asText();
        link = header.substring(1, header.length() - 1).substring(Vendors.PUBLIC_URL.length());
    }

    @AfterEach
    void leave() {
        world.close();
    }

    @Test
    void followingTheLinkChangesNothing() {
        given().get(link)
                .then()
                .statusCode(200)
                .contentType("text/html")
                .header("Cache-Control", equalTo("no-store"))
                .header("Set-Cookie", nullValue())
                .body(containsString("method=\"post\""), not(containsString(address)));
        given().head(link).then().statusCode(200);

        world.user().get("/v1/suppressions").then().body("items", hasSize(0));
    }

    @Test
    void oneClickSuppressesTheAddressAndTellsTheProfile() {
        given().redirects()
                .follow(false)
                .multiPart("List-Unsubscribe", "One-Click")
                .post(link)
                .then()
                .statusCode(200);

        world.user()
                .get("/v1/suppressions")
                .then()
                .body("items.address", hasItem(address))
                .body("items.reason", hasItem("unsubscribed"));
        Interaction told = interactions(1).getFirst();
        assertThat(told.eventType()).isEqualTo("directMarketing.emailUnsubscribed");
        assertThat(told.personKey()).isEqualTo("leaver" + world.id() + "@acme.CRM");
        assertThat(world.outcome(send(world.email("Another")), "skipped").reason())
                .isEqualTo("The address is suppressed: unsubscribed.");
    }

    @Test
    void bothFormsOfTheBodyAreTakenAndRepeatingIsHarmless() {
        given().contentType("application/x-www-form-urlencoded")
                .body("List-Unsubscribe=One-Click")
                .post(link)
                .then()
                .statusCode(200);
        given().multiPart("List-Unsubscribe", "One-Click").post(link).then().statusCode(200);

        assertThat(interactions(1)).hasSize(1);
        world.user().get("/v1/suppressions").then().body("items", hasSize(1));
    }

    @Test
    void leavingOneSandboxDoesNotLeaveAnother() {
        given().multiPart("List-Unsubscribe", "One-Click").post(link).then().statusCode(200);

        try (World other = World.create()) {
            other.user().get("/v1/suppressions").then().body("items", hasSize(0));
        }
    }

    @Test
    void aPostWithoutTheWordsChangesNothing() {
        given().contentType("application/x-www-form-urlencoded")
                .body("something=else")
                .post(link)
                .then()
                .statusCode(400)
                .body("violations[0].field", equalTo("List-Unsubscribe"));

        world.user().get("/v1/suppressions").then().body("items", hasSize(0));
    }

    @Test
    void aForgedLinkIsNotFound() {
        String forged = link.substring(0, link.length() - 2) + "AA";

        given().get(forged).then().statusCode(404);
        given().multiPart("List-Unsubscribe", "One-Click").post(forged).then().statusCode(404);
        given().get("/v1/unsubscribe/x").then().statusCode(404);
    }

    private UUID send(String email) {
        return world.action(
                JourneyAction.SEND_EMAIL,
                "mail",
                "1@acme.CRM",
                "leaver" + world.id() + "@acme.CRM",
                Map.of("email", email));
    }

    private List<Interaction> interactions(int atLeast) {
        return ours(world.kafka()
                .readUntil(Topics.INTERACTIONS, records -> ours(records).size() >= atLeast));
    }

    private List<Interaction> ours(List<ReadRecord> records) {
        return records.stream()
                .filter(record -> EventTypes.INTERACTION_RECORDED.equals(record.attribute("type")))
                .filter(record -> Integer.toString(world.id()).equals(record.attribute("sandboxid")))
                .map(record -> ContractJson.read(World.json(String.valueOf(record.value())), Interaction.class))
                .toList();
    }
}
