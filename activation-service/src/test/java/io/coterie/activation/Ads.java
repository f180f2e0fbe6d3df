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
