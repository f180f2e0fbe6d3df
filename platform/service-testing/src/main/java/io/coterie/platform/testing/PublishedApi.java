package io.coterie.platform.testing;

import static io.restassured.RestAssured.given;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

/**
 * Holds the OpenAPI document kept in {@code docs/reference/openapi} against the one the running service publishes. With
 * {@code -Dcoterie.contracts.update=true} the kept one is written instead; {@code ./coterie contracts} does so for every
 * service.
 */
public final class PublishedApi {

    private static final String UPDATE = "coterie.contracts.update";
    private static final String PLACE = "/q/openapi";

    /** Every service has them, and they ask for no sandbox. */
    private static final Set<String> ABOUT_THE_SERVICE =
            Set.of("GET /v1/replication", "GET /v1/dead-letters", "POST /v1/dead-letters/{id}/replay");

    private final String service;

    private PublishedApi(String service) {
        this.service = service;
    }

    /** @param service the name of its file, for example {@code profile-service} */
    public static PublishedApi of(String service) {
        return new PublishedApi(service);
    }

    /** The kept document is what the service publishes. */
    public void requireKept() {
        String published = given().get(PLACE).asString();
        Path kept = Repository.root().resolve("docs/reference/openapi").resolve(service + ".yaml");
        if (Boolean.getBoolean(UPDATE)) {
            KeptFile.write(kept, published);
        } else {
            KeptFile.require(kept, published, "./coterie contracts");
        }
    }

    /** Every operation says what a caller needs to know. */
    public void requireDescribed() {
        ApiFaults.require(document());
    }

    /**
     * Every operation that needs a permission is among the requests, with the permission that it is published with; those
     * about the service itself aside.
     *
     * @param permissions by method and path, for example {@code GET /v1/emails/1}
     */
    public void requireTried(Map<String, String> permissions) {
        new TriedOperations(document()).require(permissions, ABOUT_THE_SERVICE);
    }

    /** Operations that need no permission, by method and path template. */
    public Set<String> openOperations() {
        return new TriedOperations(document()).open();
    }

    /** What is about the service itself opens to nobody but its administrators. */
    public void requireServicesPagesClosed() {
        Tokens somebody = Tokens.of(Tokens.ACME).permissions("manage-b2b-sandboxes", "manage-b2b-profiles");
        for (String page : ABOUT_THE_SERVICE) {
            String method = page.substring(0, page.indexOf(' '));
            String path = page.substring(page.indexOf(' ') + 1).replace("{id}", new UUID(0, 1).toString());
            given().request(method, path).then().statusCode(401);
            given().auth()
                    .oauth2(somebody.byStranger().sign())
                    .request(method, path)
                    .then()
                    .statusCode(401);
            given().auth().oauth2(somebody.sign()).request(method, path).then().statusCode(403);
        }
    }

    private static JsonNode document() {
        try {
            return new ObjectMapper()
                    .readTree(given().get(PLACE + "?format=json").asString());
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException("Expected the published document to be JSON", e);
        }
    }
}
