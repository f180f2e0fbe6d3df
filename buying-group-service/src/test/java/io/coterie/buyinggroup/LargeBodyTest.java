package io.coterie.buyinggroup;

import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.is;

import org.junit.jupiter.api.Test;

/** A body over {@code quarkus.http.limits.max-body-size}, which every service has from the platform. */
@RunningService
class LargeBodyTest {

    private static final String LARGE = "{\"name\":\"" + "x".repeat(10 * 1024 * 1024) + "\"}";

    @Test
    void aBodyOverTheLimitIsAnsweredWithAProblem() {
        try (Scene scene = Scene.open()) {
            scene.post("/v1/roles-templates", LARGE)
                    .statusCode(413)
                    .contentType(containsString("application/problem+json"))
                    .body("code", is("payload-too-large"));
            scene.get("/v1/roles-templates").statusCode(200).body("items.size()", is(0));
        }
    }
}
