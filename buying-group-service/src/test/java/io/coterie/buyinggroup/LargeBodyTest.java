package io.coterie.buyinggroup;

import static org.hamcrest.Matchers.hasSize;

import io.coterie.platform.testing.LargeBodyProbe;
import io.coterie.platform.testing.Tokens;
import org.junit.jupiter.api.Test;

/** A body over {@code quarkus.http.limits.max-body-size}, which every service has from the platform. */
@RunningService
class LargeBodyTest {

    private static final int MAXIMUM = 10 * 1024 * 1024;

    @Test
    void aBodyOverTheLimitIsAnsweredWithAProblemHoweverItIsSent() {
        try (Scene scene = Scene.open()) {
            LargeBodyProbe probe = new LargeBodyProbe(
                    "POST /v1/roles-templates",
                    Tokens.of(Tokens.ACME)
                            .permissions("manage-b2b-role-templates")
                            .sign(),
                    scene.sandbox,
                    MAXIMUM);

            probe.requireRefusedUnread();
            probe.requireRefusedWhenSent();
            probe.requireRefusedWhenCounted();

            scene.get("/v1/roles-templates").statusCode(200).body("items", hasSize(0));
        }
    }
}
