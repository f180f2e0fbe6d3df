package io.coterie.activation;

import static io.restassured.RestAssured.given;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.stream.StreamSupport;

/** A look inside LinkedIn, and asking it for trouble. */
final class Ads {

    private Ads() {}

    static JsonNode segmentOf(String destinationId) {
        return get("/simulator/segments?sourceSegmentId=" + destinationId)
                .path("segments")
                .path(0);
    }

    /** The domains of the companies that are in the audience now, sorted. */
    static List<String> domainsIn(String destinationId) {
        return StreamSupport.stream(segmentOf(destinationId).path("companies").spliterator(), false)
                .map(company -> company.path("companyWebsiteDomain").asText())
                .sorted()
                .toList();
    }

    static void fault(String json) {
        post("/simulator/faults", json, 201);
    }

    static void clearFaults() {
        given().baseUri(Vendors.linkedIn()).delete("/simulator/faults").then().statusCode(204);
    }

    static JsonNode post(String path, String json, int status) {
        String answer = given().baseUri(Vendors.linkedIn())
                .contentType("application/json")
                .body(json)
                .post(path)
                .then()
                .statusCode(status)
                .extract()
                .asString();
        return answer.isEmpty() ? World.json("{}") : World.json(answer);
    }

    static JsonNode get(String path) {
        return World.json(given().baseUri(Vendors.linkedIn())
                .get(path)
                .then()
                .statusCode(200)
                .extract()
                .asString());
    }

    /** Takes a webhook's subscription away at LinkedIn, without our knowing. */
    static void unsubscribe(String webhook) {
        for (JsonNode subscription : get("/simulator/subscriptions").path("subscriptions")) {
            if (subscription.path("webhook").asText().equals(webhook)) {
                given().baseUri(Vendors.linkedIn())
                        .header("Authorization", "Bearer " + freshToken())
                        .header("LinkedIn-Version", "202608")
                        .header("X-Restli-Protocol-Version", "2.0.0")
                        .header("X-RestLi-Method", "DELETE")
                        .delete("/rest/leadNotifications/"
                                + subscription.path("id").asText())
                        .then()
                        .statusCode(204);
            }
        }
    }

    /** Other tests use up the one that connections begin with. */
    private static String freshToken() {
        return given().baseUri(Vendors.linkedIn())
                .formParam("grant_type", "refresh_token")
                .formParam("refresh_token", "coterie-local-refresh-token")
                .formParam("client_id", "coterie-local")
                .formParam("client_secret", "coterie-local-client-secret")
                .post("/oauth/v2/accessToken")
                .then()
                .statusCode(200)
                .extract()
                .path("access_token");
    }

    /** The id of a new connection of the sandbox to an ad account. */
    static String connect(World world, String sponsoredAccount, String version) {
        return world.user()
                .body(connection(sponsoredAccount, version))
                .post("/v1/linkedin-connections")
                .then()
                .statusCode(201)
                .extract()
                .path("id");
    }

    static String connection(String sponsoredAccount, String version) {
        return """
                {"name":"Ads","baseUrl":"%url/rest","sponsoredAccount":"%account","version":"%version",
                 "sourcePlatform":"DIRECT_API","clientId":"coterie-local","clientSecret":"coterie-local-client-secret",
                 "accessToken":"coterie-local-access-token","refreshToken":"coterie-local-refresh-token"}""".replace("%url", Vendors.linkedIn())
                .replace("%account", sponsoredAccount)
                .replace("%version", version);
    }
}
