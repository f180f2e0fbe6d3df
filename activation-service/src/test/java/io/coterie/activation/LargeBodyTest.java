package io.coterie.activation;

import static org.hamcrest.Matchers.hasSize;

import io.coterie.platform.testing.LargeBodyProbe;
import io.coterie.platform.testing.Tokens;
import org.junit.jupiter.api.Test;

/** A body over {@code quarkus.http.limits.max-body-size}, which every service has from the platform. */
@RunningService
class LargeBodyTest {

    private static final int MAXIMUM = 10 * 1024 * 1024;
    private static final int OF_PUBLIC_ENDPOINTS = 64 * 1024;

    @Test
    void aBodyOverTheLimitIsAnsweredWithAProblemHoweverItIsSent() {
        try (World world = World.create()) {
            LargeBodyProbe probe = new LargeBodyProbe(
                    "POST /v1/emails",
                    Tokens.of(Tokens.ACME).permissions("manage-b2b-emails").sign(),
                    world.name(),
                    MAXIMUM);

            probe.requireRefusedUnread();
            probe.requireRefusedWhenSent();
            probe.requireRefusedWhenCounted();

            world.user().get("/v1/emails").then().statusCode(200).body("items", hasSize(0));
        }
    }

    @Test
    void whoeverNeedsNoTokenMaySendNoMoreThanAWebhookOrAnUnsubscriptionHas() {
        LargeBodyProbe webhook =
                new LargeBodyProbe("POST /v1/lead-webhooks/anything", "none", "none", OF_PUBLIC_ENDPOINTS);

        webhook.requireRefusedUnread();
        webhook.requireRefusedWhenSent();
        webhook.requireRefusedWhenCounted();
        new LargeBodyProbe("POST /v1/unsubscribe/anything", "none", "none", OF_PUBLIC_ENDPOINTS).requireRefusedUnread();
    }
}
