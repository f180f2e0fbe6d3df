package io.coterie.journey.flow;

import static org.hamcrest.Matchers.hasSize;

import io.coterie.platform.testing.LargeBodyProbe;
import org.junit.jupiter.api.Test;

/** A body over {@code quarkus.http.limits.max-body-size}, which every service has from the platform. */
@ServiceTest
class LargeBodyTest {

    private static final int MAXIMUM = 10 * 1024 * 1024;

    @Test
    void aBodyOverTheLimitIsAnsweredWithAProblemHoweverItIsSent() {
        try (World world = World.create()) {
            Api api = Api.managing(world);
            LargeBodyProbe probe = new LargeBodyProbe("POST /v1/journeys", api.token(), api.sandbox(), MAXIMUM);

            probe.requireRefusedUnread();
            probe.requireRefusedWhenSent();
            probe.requireRefusedWhenCounted();

            api.get("/v1/journeys").then().statusCode(200).body("items", hasSize(0));
        }
    }
}
