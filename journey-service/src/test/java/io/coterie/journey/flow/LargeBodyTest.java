package io.coterie.journey.flow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;

import org.junit.jupiter.api.Test;

/** A body over {@code quarkus.http.limits.max-body-size}, which every service has from the platform. */
@ServiceTest
class LargeBodyTest {

    private static final String LARGE = "{\"name\":\"" + "x".repeat(10 * 1024 * 1024) + "\"}";

    @Test
    void aBodyOverTheLimitIsAnsweredWithAProblem() {
        try (World world = World.create()) {
            Api.managing(world)
                    .post("/v1/journeys", LARGE)
                    .then()
                    .statusCode(413)
                    .contentType(containsString("application/problem+json"))
                    .body("code", equalTo("payload-too-large"));

            assertThat(world.count("select count(*) from journey where sandbox_id = " + world.id()))
                    .isZero();
        }
    }
}
