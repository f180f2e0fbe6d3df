package io.coterie.activation;

import static io.restassured.RestAssured.given;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.UUID;
import java.util.stream.StreamSupport;

/** What arrived, and asking for trouble. */
final class MailServer {

    private MailServer() {}

    /** The mails of an action that have arrived by now. */
    static List<JsonNode> mailsOf(UUID actionId) {
        JsonNode page = get("/messages?header=X-Coterie-Action:" + actionId);
        return StreamSupport.stream(page.path("messages").spliterator(), false).toList();
    }

    /** The mail of an action; waits for it. */
    static JsonNode mailOf(UUID actionId) {
        await().atMost(World.PATIENCE).until(() -> !mailsOf(actionId).isEmpty());
        return mailsOf(actionId).getFirst();
    }

    static JsonNode dkimOf(JsonNode mail) {
        return get("/messages/" + mail.path("id").asInt() + "/dkim");
    }

    static String rawOf(JsonNode mail) {
        return given().baseUri(Vendors.mailbox())
                .get("/messages/" + mail.path("id").asInt())
                .then()
                .statusCode(200)
                .extract()
                .asString();
    }

    static void fault(String json) {
        given().baseUri(Vendors.mailbox())
                .contentType("application/json")
                .body(json)
                .post("/faults")
                .then()
                .statusCode(201);
    }

    static void clearFaults() {
        given().baseUri(Vendors.mailbox()).delete("/faults").then().statusCode(204);
    }

    private static JsonNode get(String path) {
        return World.json(given().baseUri(Vendors.mailbox())
                .get(path)
                .then()
                .statusCode(200)
                .extract()
                .asString());
    }
}
