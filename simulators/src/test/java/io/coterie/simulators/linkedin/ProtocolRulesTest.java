package io.coterie.simulators.linkedin;

import static io.coterie.simulators.linkedin.LinkedInClient.ENCODED_ACCOUNT;
import static org.assertj.core.api.Assertions.assertThat;

import io.coterie.simulators.linkedin.LinkedInClient.Answer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ProtocolRulesTest {

    private static final String FIND = "/rest/dmpSegments?q=account&account=" + ENCODED_ACCOUNT;

    private static LinkedInSimulator simulator;
    private static LinkedInClient linkedIn;

    @BeforeAll
    static void start() {
        simulator = LinkedInSimulator.start(LinkedInSettings.local());
        linkedIn = new LinkedInClient(simulator.url());
    }

    @AfterAll
    static void stop() {
        simulator.close();
    }

    @Test
    void aCallThatKeepsTheRulesIsAnswered() {
        assertThat(linkedIn.get(FIND).status()).isEqualTo(200);
        assertThat(linkedIn.get("/rest/me").json().path("id").asText()).isNotEmpty();
    }

    @Test
    void aTokenIsRequiredAndMustBeKnown() {
        assertThat(linkedIn.without("Authorization").get(FIND).status()).isEqualTo(401);
        Answer unknown = linkedIn.with("Authorization", "Bearer nobody").get(FIND);
        assertThat(unknown.status()).isEqualTo(401);
        assertThat(unknown.code()).isEqualTo("INVALID_ACCESS_TOKEN");
        assertThat(unknown.json().path("serviceErrorCode").asInt()).isEqualTo(65600);
        assertThat(unknown.json().path("status").asInt()).isEqualTo(401);
    }

    @ParameterizedTest
    @ValueSource(strings = {"202511", "202612", "201901", "209901"})
    void aVersionOutsideTheWindowIsGone(String version) {
        Answer answer = linkedIn.with("LinkedIn-Version", version).get(FIND);
        assertThat(answer.status()).isEqualTo(426);
        assertThat(answer.code()).isEqualTo("NONEXISTENT_VERSION");
    }

    @ParameterizedTest
    @ValueSource(strings = {"202512", "202611"})
    void bothEndsOfTheWindowAreSupported(String version) {
        assertThat(linkedIn.with("LinkedIn-Version", version).get(FIND).status())
                .isEqualTo(200);
    }

    @ParameterizedTest
    @ValueSource(strings = {"2026-08", "202613", "latest"})
    void aVersionIsAMonth(String version) {
        assertThat(linkedIn.with("LinkedIn-Version", version).get(FIND).status())
                .isEqualTo(400);
    }

    @Test
    void versionAndProtocolHaveNoDefault() {
        assertThat(linkedIn.without("LinkedIn-Version").get(FIND).code()).isEqualTo("VERSION_MISSING");
        assertThat(linkedIn.without("X-Restli-Protocol-Version").get(FIND).status())
                .isEqualTo(400);
        assertThat(linkedIn.with("X-Restli-Protocol-Version", "1.0.0").get(FIND).status())
                .isEqualTo(400);
    }

    @Test
    void headerNamesAndRestLiMethodsAreComparedWithoutCase() {
        Answer answer = linkedIn.without("LinkedIn-Version")
                .with("linkedin-version", "202608")
                .with("x-restli-method", "finder")
                .get(FIND);
        assertThat(answer.status()).isEqualTo(200);
        assertThat(linkedIn.method("BATCH_GET").get(FIND).status()).isEqualTo(400);
    }

    @Test
    void aBodyIsJsonAndSaysSo() {
        LinkedInClient plain = linkedIn.with("Content-Type", "text/plain");
        assertThat(plain.post("/rest/dmpSegments", "{}").status()).isEqualTo(415);
        assertThat(linkedIn.post("/rest/dmpSegments", "{").code()).isEqualTo("MALFORMED_JSON");
        assertThat(linkedIn.post("/rest/dmpSegments", "{} {}").code()).isEqualTo("MALFORMED_JSON");
        assertThat(linkedIn.post("/rest/dmpSegments", "{\"name\":1,\"name\":2}").code())
                .isEqualTo("MALFORMED_JSON");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "q=account|PARAM_INVALID",
                "account=x|PARAM_INVALID",
                "q=nothing&account=x|ILLEGAL_ARGUMENT",
                "q=account&account=urn:li:sponsoredAccount:1|PARAM_INVALID",
                "q=account&account=x&page=1|QUERY_PARAM_NOT_ALLOWED",
                "q=account&account=x&count=many|PARAM_INVALID",
                "q=account&account=x&count=5000|PARAM_INVALID",
                "q=account&account=x&account=y|PARAM_INVALID",
            })
    void aQueryIsReadStrictly(String query, String code) {
        Answer answer = linkedIn.get("/rest/dmpSegments?" + query);
        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.code()).isEqualTo(code);
    }

    @Test
    void aLongQueryMustBeTunnelled() {
        String filler = "a".repeat(4_000);
        String query = "q=account&account=" + ENCODED_ACCOUNT + "&sourceSegmentId=" + filler;
        assertThat(linkedIn.get("/rest/dmpSegments?" + query).status()).isEqualTo(414);
        Answer tunnelled = linkedIn.with("X-HTTP-Method-Override", "GET")
                .with("Content-Type", "application/x-www-form-urlencoded")
                .post("/rest/dmpSegments", query);
        assertThat(tunnelled.status()).isEqualTo(200);
        assertThat(tunnelled.json().path("elements").isArray()).isTrue();
    }

    @Test
    void whatDoesNotExistIsAnsweredInTheSameEnvelope() {
        Answer answer = linkedIn.get("/rest/nothing");
        assertThat(answer.status()).isEqualTo(404);
        assertThat(answer.code()).isEqualTo("NOT_FOUND");
    }

    @Test
    void theMembersRoleInTheAdAccountCanBeAsked() {
        String key = "account=" + ENCODED_ACCOUNT + "&user=urn%3Ali%3Aperson%3AsimulatedMember";
        assertThat(linkedIn.get("/rest/adAccountUsers/" + key)
                        .json()
                        .path("role")
                        .asText())
                .isEqualTo("CAMPAIGN_MANAGER");
        assertThat(linkedIn.get("/rest/adAccountUsers/account=1&user=2").status())
                .isEqualTo(404);
    }

    @Test
    void everyCallIsListed() {
        LinkedInClient.Answer refused =
                linkedIn.with("LinkedIn-Version", "202001").get("/rest/leadForms?q=logged");
        assertThat(refused.status()).isEqualTo(426);
        assertThat(linkedIn.get("/simulator/requests?status=426&path=q=logged")
                        .json()
                        .path("requests"))
                .singleElement()
                .satisfies(call -> assertThat(call.path("method").asText()).isEqualTo("GET"));
    }
}
