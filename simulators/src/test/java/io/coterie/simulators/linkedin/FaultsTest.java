package io.coterie.simulators.linkedin;

import static io.coterie.simulators.linkedin.LinkedInClient.segment;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.coterie.simulators.linkedin.LinkedInClient.Answer;
import java.io.UncheckedIOException;
import java.time.Clock;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class FaultsTest {

    private static final String COMPANY = "[{\"action\":\"ADD\",\"companyWebsiteDomain\":\"a.example\"}]";

    private final AdjustableClock clock = new AdjustableClock();
    private LinkedInSimulator simulator;
    private LinkedInClient linkedIn;

    @BeforeEach
    void start() {
        simulator = LinkedInSimulator.start(LinkedInSettings.local().withClock(clock));
        linkedIn = new LinkedInClient(simulator.url());
    }

    @AfterEach
    void stop() {
        simulator.close();
    }

    @Test
    void aStatusCanComeWithATimeToWait() {
        fault("{\"kind\":\"respond\",\"status\":429,\"retryAfter\":7}");

        Answer refused = linkedIn.post("/rest/dmpSegments", segment("s-1"));

        assertThat(refused.status()).isEqualTo(429);
        assertThat(refused.header("Retry-After")).isEqualTo("7");
    }

    @ParameterizedTest
    @CsvSource({
        "429,TOO_MANY_REQUESTS",
        "500,INTERNAL_SERVER_ERROR",
        "503,SERVICE_UNAVAILABLE",
        "401,INVALID_ACCESS_TOKEN",
        "403,ACCESS_DENIED",
        "404,NOT_FOUND",
        "409,CONFLICT",
        "426,NONEXISTENT_VERSION"
    })
    void aStatusIsAnsweredOnceAndNothingIsDone(int status, String code) {
        fault("{\"kind\":\"respond\",\"status\":" + status + "}");
        Answer refused = linkedIn.post("/rest/dmpSegments", segment("s-1"));
        assertThat(refused.status()).isEqualTo(status);
        assertThat(refused.code()).isEqualTo(code);
        assertThat(linkedIn.post("/rest/dmpSegments", segment("s-1")).status()).isEqualTo(201);
    }

    @Test
    void aFaultCanBeAimedAndCounted() {
        String id = linkedIn.createSegment("s-1");
        fault("{\"kind\":\"respond\",\"status\":503,\"method\":\"POST\",\"path\":\"/companies\",\"times\":2}");
        assertThat(linkedIn.get("/rest/dmpSegments/" + id).status()).isEqualTo(200);
        assertThat(linkedIn.stream(id, COMPANY).status()).isEqualTo(503);
        assertThat(linkedIn.get("/simulator/faults")
                        .json()
                        .path("faults")
                        .path(0)
                        .path("remaining")
                        .asInt())
                .isEqualTo(1);
        assertThat(linkedIn.stream(id, COMPANY).status()).isEqualTo(503);
        assertThat(linkedIn.stream(id, COMPANY).status()).isEqualTo(200);
        assertThat(linkedIn.get("/simulator/faults").json().path("faults")).isEmpty();
    }

    @Test
    void aFaultCanLastForSecondsOrUntilItIsCleared() {
        fault("{\"kind\":\"respond\",\"status\":500,\"seconds\":30}");
        assertThat(linkedIn.get("/rest/me").status()).isEqualTo(500);
        assertThat(linkedIn.get("/rest/me").status()).isEqualTo(500);
        clock.advance(Duration.ofSeconds(30));
        assertThat(linkedIn.get("/rest/me").status()).isEqualTo(200);
        fault("{\"kind\":\"respond\",\"status\":500,\"times\":1000}");
        assertThat(linkedIn.get("/rest/me").status()).isEqualTo(500);
        assertThat(linkedIn.delete("/simulator/faults").status()).isEqualTo(204);
        assertThat(linkedIn.get("/rest/me").status()).isEqualTo(200);
    }

    @Test
    void aNewSegmentCannotBeFoundForSomeCalls() {
        fault("{\"kind\":\"not-found-after-create\",\"times\":2}");
        String id = linkedIn.createSegment("s-1");
        String other = linkedIn.createSegment("s-2");
        assertThat(linkedIn.stream(id, COMPANY).message()).isEqualTo("Could not find DMP segment with ID " + id);
        assertThat(linkedIn.stream(id, COMPANY).status()).isEqualTo(404);
        assertThat(linkedIn.stream(id, COMPANY).status()).isEqualTo(200);
        assertThat(linkedIn.get("/rest/dmpSegments/" + other).status()).isEqualTo(404);
    }

    @Test
    void aNewSegmentCannotBeFoundForSomeSecondsAfterItsCreation() {
        fault("{\"kind\":\"not-found-after-create\",\"seconds\":5}");
        clock.advance(Duration.ofMinutes(10));
        String id = linkedIn.createSegment("s-1");
        clock.advance(Duration.ofMillis(4_999));
        assertThat(linkedIn.stream(id, COMPANY).status()).isEqualTo(404);
        clock.advance(Duration.ofMillis(1));
        assertThat(linkedIn.stream(id, COMPANY).status()).isEqualTo(200);
    }

    @Test
    void elementsOfADomainAreRefusedAndTheOthersTaken() {
        String id = linkedIn.createSegment("s-1");
        fault("{\"kind\":\"reject-element\",\"domain\":\"*.bad.example\",\"times\":2}");
        String batch = """
                [{"action":"ADD","companyWebsiteDomain":"x.bad.example"},
                 {"action":"ADD","companyWebsiteDomain":"good.example"},
                 {"action":"ADD","companyWebsiteDomain":"Y.Bad.example"},
                 {"action":"ADD","companyWebsiteDomain":"z.bad.example"}]
                """;
        assertThat(linkedIn.stream(id, batch).json().path("elements").findValuesAsText("status"))
                .containsExactly("400", "201", "400", "201");
        assertThat(linkedIn.get("/simulator/segments")
                        .json()
                        .path("segments")
                        .path(0)
                        .path("companyCount")
                        .asInt())
                .isEqualTo(2);
    }

    @Test
    void aSlowAnswerIsSlowByTheTimeAskedFor() {
        try (LinkedInSimulator slow =
                LinkedInSimulator.start(LinkedInSettings.local().withClock(Clock.systemUTC()))) {
            LinkedInClient client = new LinkedInClient(slow.url());
            assertThat(client.post("/simulator/faults", "{\"kind\":\"slow\",\"milliseconds\":300}")
                            .status())
                    .isEqualTo(201);
            assertThat(client.get("/rest/me").status()).isEqualTo(200);
            assertThat(client.get("/simulator/requests")
                            .json()
                            .path("requests")
                            .path(0)
                            .path("milliseconds")
                            .asInt())
                    .isGreaterThanOrEqualTo(290);
        }
    }

    @Test
    void aDroppedRequestDoesNothing() {
        fault("{\"kind\":\"drop-request\",\"method\":\"POST\"}");
        assertThatThrownBy(() -> linkedIn.post("/rest/dmpSegments", segment("s-1")))
                .isInstanceOf(UncheckedIOException.class);
        assertThat(linkedIn.get("/simulator/segments").json().path("segments")).isEmpty();
    }

    @Test
    void aDroppedAnswerLeavesTheWorkDone() {
        fault("{\"kind\":\"drop-answer\",\"method\":\"POST\"}");
        assertThatThrownBy(() -> linkedIn.post("/rest/dmpSegments", segment("s-1")))
                .isInstanceOf(UncheckedIOException.class);
        assertThat(linkedIn.post("/rest/dmpSegments", segment("s-1")).status()).isEqualTo(409);
        assertThat(linkedIn.get("/simulator/requests?method=POST")
                        .json()
                        .path("requests")
                        .findValuesAsText("status"))
                .containsExactly("0", "409");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"kind\":\"explode\"}",
                "{\"kind\":\"respond\",\"status\":200}",
                "{\"kind\":\"respond\",\"until\":5}",
                "{}",
                "[]"
            })
    void anImpossibleFaultIsRefused(String body) {
        assertThat(linkedIn.post("/simulator/faults", body).status()).isBetween(400, 422);
        assertThat(linkedIn.get("/simulator/faults").json().path("faults")).isEmpty();
    }

    private void fault(String body) {
        assertThat(linkedIn.post("/simulator/faults", body).status()).isEqualTo(201);
    }
}
