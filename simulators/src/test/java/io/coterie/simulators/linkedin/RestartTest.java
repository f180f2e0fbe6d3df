package io.coterie.simulators.linkedin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RestartTest {

    @TempDir
    Path directory;

    @Test
    void everythingConfirmedIsThereAfterARestart() throws IOException {
        JsonNode segments;
        JsonNode leads;
        String token;
        try (LinkedInSimulator simulator = start();
                WebhookReceiver receiver = new WebhookReceiver()) {
            LinkedInClient linkedIn = new LinkedInClient(simulator.url());
            String id = linkedIn.createSegment("s-1");
            String gone = linkedIn.createSegment("s-2");
            assertThat(linkedIn.delete("/rest/dmpSegments/" + gone).status()).isEqualTo(204);
            assertThat(linkedIn.method("PARTIAL_UPDATE")
                            .post("/rest/dmpSegments/" + id, "{\"patch\":{\"$set\":{\"name\":\"New\"}}}")
                            .status())
                    .isEqualTo(204);
            assertThat(linkedIn.stream(id, """
                                    [{"action":"ADD","companyWebsiteDomain":"a.example"},
                                     {"action":"ADD","companyWebsiteDomain":"a.example"},
                                     {"action":"ADD","companyWebsiteDomain":"b.example"},
                                     {"action":"REMOVE","companyWebsiteDomain":"b.example"},
                                     {"action":"ADD"}]
                                    """).status()).isEqualTo(200);
            assertThat(linkedIn.post("/rest/leadNotifications", """
                                    {"webhook":"%s","owner":{"sponsoredAccount":"urn:li:sponsoredAccount:516848833"},
                                     "leadType":"SPONSORED"}
                                    """.formatted(receiver.url()))
                            .status())
                    .isEqualTo(201);
            submit(linkedIn);
            await().untilAsserted(() ->
                    assertThat(leads(linkedIn).path("pending").asInt()).isZero());
            token = linkedIn.with("Content-Type", "application/x-www-form-urlencoded")
                    .post(
                            "/oauth/v2/accessToken",
                            "grant_type=refresh_token&refresh_token=coterie-local-refresh-token"
                                    + "&client_id=coterie-local&client_secret=coterie-local-client-secret")
                    .json()
                    .path("access_token")
                    .asText();
            segments = linkedIn.get("/simulator/segments").json();
            leads = leads(linkedIn);
        }
        try (LinkedInSimulator simulator = start()) {
            LinkedInClient linkedIn = new LinkedInClient(simulator.url()).with("Authorization", "Bearer " + token);
            assertThat(linkedIn.get("/simulator/segments").json()).isEqualTo(segments);
            assertThat(leads(linkedIn)).isEqualTo(leads);
            assertThat(linkedIn.get("/rest/me").status()).isEqualTo(200);
            assertThat(linkedIn.createSegment("s-3")).isEqualTo("17000003");
        }
    }

    @Test
    void anUnacceptedNotificationIsTakenUpAgain() throws IOException {
        try (WebhookReceiver receiver = new WebhookReceiver()) {
            try (LinkedInSimulator simulator = start()) {
                LinkedInClient linkedIn = new LinkedInClient(simulator.url());
                assertThat(linkedIn.post("/rest/leadNotifications", """
                                        {"webhook":"%s","owner":{"sponsoredAccount":"urn:li:sponsoredAccount:516848833"},
                                         "leadType":"SPONSORED"}
                                        """.formatted(receiver.url()))
                                .status())
                        .isEqualTo(201);
                receiver.failNext(1_000_000);
                submit(linkedIn);
                await().untilAsserted(() -> assertThat(leads(linkedIn)
                                .path("leads")
                                .path(0)
                                .path("pushes")
                                .path(0)
                                .path("attempts")
                                .asInt())
                        .isPositive());
            }
            receiver.failNext(0);
            try (LinkedInSimulator simulator = start()) {
                LinkedInClient linkedIn = new LinkedInClient(simulator.url());
                await().untilAsserted(() ->
                        assertThat(leads(linkedIn).path("pending").asInt()).isZero());
                assertThat(receiver.accepted()).hasSize(1);
            }
        }
    }

    private static void submit(LinkedInClient linkedIn) {
        assertThat(linkedIn.post("/simulator/leads", """
                                {"sponsoredAccount":516848833,"answers":{"WORK_EMAIL":"a@b.example"},
                                 "hiddenFields":{"account_key":"k"}}
                                """).status()).isEqualTo(201);
    }

    private static JsonNode leads(LinkedInClient linkedIn) {
        return linkedIn.get("/simulator/leads").json();
    }

    private LinkedInSimulator start() {
        return LinkedInSimulator.start(LinkedInSettings.local()
                .withData(directory)
                .withWebhookPace(new LinkedInSettings.WebhookPace(
                        Duration.ofHours(2), Duration.ofMillis(10), Duration.ofMillis(50))));
    }
}
