package io.coterie.activation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.hasSize;

import io.coterie.platform.testing.LargeBodyProbe;
import io.coterie.platform.testing.RawExchange;
import io.coterie.platform.testing.Tokens;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A body over {@code quarkus.http.limits.max-body-size}, which every service has from the platform. */
@RunningService
class LargeBodyTest {

    private static final int MAXIMUM = 10 * 1024 * 1024;
    private static final int OF_PUBLIC_ENDPOINTS = 64 * 1024;

    /** The default of {@code coterie.http.max-concurrent-requests-without-token}. */
    private static final int WITHOUT_TOKEN = 64;

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
    void manyWhoNeedNoTokenTakeNoPlaceOfThoseWhoHaveOne() {
        List<RawExchange> halfSent = new ArrayList<>();
        try (World world = World.create()) {
            for (int request = 0; request < WITHOUT_TOKEN; request++) {
                halfSent.add(webhookHead());
            }
            await().atMost(World.PATIENCE).untilAsserted(() -> {
                try (RawExchange late = webhookHead()) {
                    assertThat(late.send(BODY).answer().status()).isEqualTo(503);
                }
            });

            world.user().get("/v1/emails").then().statusCode(200);
        } finally {
            halfSent.forEach(RawExchange::close);
        }
    }

    private static RawExchange webhookHead() {
        return RawExchange.open()
                .head(
                        "POST /v1/lead-webhooks/anything",
                        "Content-Type: application/json",
                        "Content-Length: " + BODY.length);
    }
}
