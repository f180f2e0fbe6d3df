package io.coterie.activation;

import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;

import org.junit.jupiter.api.Test;

/** A body over {@code quarkus.http.limits.max-body-size}, which every service has from the platform. */
@RunningService
class LargeBodyTest {

    private static final String LARGE = "{\"name\":\"" + "x".repeat(10 * 1024 * 1024) + "\"}";

    @Test
    void aBodyOverTheLimitIsAnsweredWithAProblem() {
        try (World world = World.create()) {
            world.user()
                    .body(LARGE)
                    .post("/v1/emails")
                    .then()
                    .statusCode(413)
                    .contentType(containsString("application/problem+json"))
                    .body("code", equalTo("payload-too-large"));
            world.user().get("/v1/emails").then().statusCode(200).body("items.size()", equalTo(0));
        }
    }
}
