package io.coterie.activation;

import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.hasSize;

import io.coterie.platform.testing.HalfSentRequests;
import io.coterie.platform.testing.LargeBodyProbe;
import io.coterie.platform.testing.RawExchange;
import io.coterie.platform.testing.Tokens;
import org.junit.jupiter.api.Test;

/** A body over {@code quarkus.http.limits.max-body-size}, which every service has from the platform. */
@RunningService
class LargeBodyTest {

    private static final int MAXIMUM = 10 * 1024 * 1024;
    private static final int OF_PUBLIC_ENDPOINTS = 64 * 1024;

    /** The default of {@code coterie.http.max-concurrent-requests}. */
    private static final int MAXIMUM_REQUESTS = 256;

    private static final byte[] BODY = {'{', '}'};

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

    @Test
    void manyAtPublicEndpointsTakeNoPlaceOfTheOthersWhateverTokenTheyInvent() {
        HalfSentRequests halfSent =
                new HalfSentRequests(MAXIMUM_REQUESTS, () -> webhook("Authorization: Bearer invented"));
        try (World world = World.create()) {
            await().atMost(World.PATIENCE).until(() -> halfSent.areAllWaitedFor() && statusOfAWebhook() == 503);

            world.user().get("/v1/emails").then().statusCode(200);
        } finally {
            halfSent.close();
            await().atMost(World.PATIENCE).until(() -> statusOfAWebhook() != 503);
        }
    }

    private static int statusOfAWebhook() {
        try (RawExchange whole = webhook("Accept: */*")) {
            return whole.send(BODY).answer().status();
        }
    }

    /** The head of a webhook and nothing of its body. */
    private static RawExchange webhook(String header) {
        return RawExchange.open()
                .head(
                        "POST /v1/lead-webhooks/anything",
                        header,
                        "Content-Type: application/json",
                        "Content-Length: " + BODY.length);
    }
}
