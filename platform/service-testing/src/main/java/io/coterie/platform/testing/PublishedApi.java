package io.coterie.platform.testing;

import static io.restassured.RestAssured.given;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.UncheckedIOException;
import java.nio.file.Path;

/**
 * Holds the OpenAPI document kept in {@code docs/reference/openapi} against the one the running service publishes. With
 * {@code -Dcoterie.contracts.update=true} the kept one is written instead; {@code ./coterie contracts} does so for every
 * service.
 */
public final class PublishedApi {

    private static final String UPDATE = "coterie.contracts.update";
    private static final String PLACE = "/q/openapi";

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
        JsonNode document = read(given().get(PLACE + "?format=json").asString());
        ApiFaults.require(document);
    }

    private static JsonNode read(String json) {
        try {
            return new ObjectMapper().readTree(json);
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException("Expected the published document to be JSON", e);
        }
    }
}
