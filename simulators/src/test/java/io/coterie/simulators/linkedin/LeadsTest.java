package io.coterie.simulators.linkedin;

import static io.coterie.simulators.linkedin.LinkedInClient.ACCOUNT;
import static io.coterie.simulators.linkedin.LinkedInClient.ENCODED_ACCOUNT;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.google.errorprone.annotations.CanIgnoreReturnValue;
import io.coterie.simulators.linkedin.LinkedInClient.Answer;
import java.io.IOException;
import java.net.ServerSocket;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LeadsTest {

    private static final String OWNER = "owner=(sponsoredAccount:" + ENCODED_ACCOUNT + ")";
    private static final String RESPONSES =
            "/rest/leadFormResponses?q=owner&" + OWNER + "&leadType=(leadType:SPONSORED)";

    private LinkedInSimulator simulator;
    private LinkedInClient linkedIn;
    private WebhookReceiver receiver;

    @BeforeEach
    void start() throws IOException {
        simulator = LinkedInSimulator.start(LinkedInSettings.local()
                .withWebhookPace(new LinkedInSettings.WebhookPace(
                        Duration.ofMillis(50), Duration.ofMillis(5), Duration.ofMillis(20))));
        linkedIn = new LinkedInClient(simulator.url());
        receiver = new WebhookReceiver();
    }

    @AfterEach
    void stop() {
        simulator.close();
        receiver.close();
    }

    @Test
    void aLeadIsReadThroughTheQuestionsOfItsForm() {
        String id = submit("");
        JsonNode lead = linkedIn.get("/rest/leadFormResponses/" + id).json();
        JsonNode form = linkedIn.get("/rest/leadForms/7234246").json();
        assertThat(answer(lead, form, "FIRST_NAME")).isEqualTo("Ada");
        assertThat(answer(lead, form, "WORK_EMAIL")).isEqualTo("ada@acme.example");
        assertThat(lead.path("owner").path("sponsoredAccount").asText()).isEqualTo(ACCOUNT);
        assertThat(lead.path("leadType").asText()).isEqualTo("SPONSORED");
        assertThat(lead.path("versionedLeadGenFormUrn").asText())
                .isEqualTo("urn:li:versionedLeadGenForm:(urn:li:leadGenForm:7234246,1)");
        assertThat(lead.path("hiddenFields").path(0).path("value").asText()).isEqualTo("acc-7");
        assertThat(linkedIn.get("/rest/leadForms?q=owner&" + OWNER).json().path("elements"))
                .hasSize(1);
    }

    @Test
    void theFormOfALeadIsJoinedWhenTheProjectionAsksForIt() {
        submit("");
        JsonNode lead = linkedIn.get(RESPONSES + "&fields=id,formResponse,form:(hiddenFields,content)")
                .json()
                .path("elements")
                .path(0);
        assertThat(lead.path("form").path("hiddenFields").path(0).path("name").asText())
                .isEqualTo("account_key");
        assertThat(lead.path("form").path("content").path("questions")).isNotEmpty();
        assertThat(lead.has("owner")).isFalse();
    }

    @Test
    void leadsAreFoundByTimeAndKind() {
        submit(",\"testLead\":true");
        submit("");
        assertThat(linkedIn.get(RESPONSES).json().path("elements")).hasSize(2);
        assertThat(linkedIn.get(RESPONSES + "&limitedToTestLeads=true").json().path("elements"))
                .hasSize(1);
        assertThat(linkedIn.get(RESPONSES + "&submittedAtTimeRange=(start:0,end:1000)")
                        .json()
                        .path("elements"))
                .isEmpty();
        assertThat(linkedIn.get(RESPONSES + "&submittedAtTimeRange=(start:1000)")
                        .json()
                        .path("elements"))
                .hasSize(2);
        assertThat(linkedIn.get(RESPONSES.replace("SPONSORED", "EVENT")).json().path("elements"))
                .isEmpty();
    }

    @Test
    void aSubscribedWebhookIsToldOfTheLead() throws IOException {
        subscribe();
        String id = submit("");
        await().untilAsserted(() -> assertThat(receiver.accepted()).hasSize(1));
        JsonNode notification = new ObjectMapper().readTree(receiver.accepted().getFirst());
        assertThat(notification.path("type").asText()).isEqualTo("LEAD_ACTION");
        assertThat(notification.path("leadAction").asText()).isEqualTo("CREATED");
        assertThat(notification.path("leadGenFormResponse").asText()).isEqualTo("urn:li:leadGenFormResponse:" + id);
        assertThat(notification.path("leadGenForm").asText()).startsWith("urn:li:versionedLeadGenForm:");
        assertThat(notification.path("owner").path("sponsoredAccount").asText()).isEqualTo(ACCOUNT);
        assertThat(notification.path("occurredAt").isIntegralNumber()).isTrue();
        await().untilAsserted(() -> assertThat(push(0).path("state").asText()).isEqualTo("ACCEPTED"));
        assertThat(linkedIn.get("/simulator/leads?state=pending").json().path("leads"))
                .isEmpty();
    }

    @Test
    void aNotificationIsRepeatedUntilItIsAccepted() {
        subscribe();
        receiver.failNext(4);
        submit("");
        await().untilAsserted(() -> assertThat(push(0).path("state").asText()).isEqualTo("ACCEPTED"));
        assertThat(push(0).path("attempts").asInt()).isEqualTo(5);
        assertThat(receiver.accepted()).hasSize(1);
    }

    @Test
    void aLeadCanBeDeliveredTwiceAndWithdrawn() {
        subscribe();
        String id = submit("");
        assertThat(linkedIn.post("/simulator/leads/" + id + "/redeliver", "").status())
                .isEqualTo(202);
        await().untilAsserted(() -> assertThat(receiver.accepted()).hasSize(2));
        assertThat(receiver.accepted().getFirst()).isEqualTo(receiver.accepted().getLast());
        assertThat(linkedIn.delete("/simulator/leads/" + id).status()).isEqualTo(202);
        await().untilAsserted(() -> assertThat(receiver.accepted()).hasSize(3));
        assertThat(receiver.accepted().getLast()).contains("\"leadAction\":\"DELETED\"");
        assertThat(linkedIn.get("/rest/leadFormResponses/" + id).status()).isEqualTo(404);
        assertThat(linkedIn.get(RESPONSES).json().path("elements")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"bare-body", "prefix-in-header", "wrong-secret", "missing"})
    void aReceiverThatFollowsTheDocumentationRefusesOtherSignatures(String signature) {
        subscribe();
        String id = submit("");
        await().untilAsserted(() -> assertThat(receiver.accepted()).hasSize(1));
        assertThat(linkedIn.post("/simulator/leads/" + id + "/redeliver?signature=" + signature, "")
                        .status())
                .isEqualTo(202);
        await().untilAsserted(() -> assertThat(push(1).path("state").asText()).isEqualTo("ENDED"));
        assertThat(push(1).path("attempts").asInt()).isEqualTo(1);
        assertThat(push(1).path("lastStatus").asInt()).isEqualTo(401);
        assertThat(receiver.accepted()).hasSize(1);
        assertThat(receiver.refused()).hasSize(1);
    }

    @Test
    void aWebhookMustAnswerItsChallengeBeforeItIsSubscribed() {
        receiver.forgetTheSecret();
        Answer refused = linkedIn.post("/rest/leadNotifications", subscription(receiver.url()));
        assertThat(refused.status()).isEqualTo(400);
        assertThat(refused.code()).isEqualTo("WEBHOOK_VALIDATION_FAILED");
        assertThat(receiver.challenges()).isEqualTo(1);
        assertThat(subscriptions().path("elements")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"http://acme.example/hook", "ftp://127.0.0.1/hook", "not a url", "/hook"})
    void aWebhookOnTheNetworkMustBeHttps(String url) {
        assertThat(linkedIn.post("/rest/leadNotifications", subscription(url)).status())
                .isEqualTo(400);
    }

    @Test
    void aSilentWebhookIsNotSubscribed() throws IOException {
        try (ServerSocket silent = new ServerSocket(0)) {
            Answer refused = linkedIn.post(
                    "/rest/leadNotifications", subscription("http://127.0.0.1:" + silent.getLocalPort() + "/hook"));
            assertThat(refused.code()).isEqualTo("WEBHOOK_VALIDATION_FAILED");
        }
    }

    @Test
    void subscriptionsAreFoundReadAndDeleted() {
        String id = subscribe();
        assertThat(subscriptions().path("elements").path(0).path("webhook").asText())
                .isEqualTo(receiver.url());
        assertThat(linkedIn.post("/rest/leadNotifications", subscription(receiver.url()))
                        .status())
                .isEqualTo(409);
        assertThat(linkedIn.get("/rest/leadNotifications/" + id).status()).isEqualTo(200);
        assertThat(linkedIn.delete("/rest/leadNotifications/" + id).status()).isEqualTo(204);
        assertThat(linkedIn.get("/rest/leadNotifications/" + id).status()).isEqualTo(404);
        submit("");
        assertThat(push(0).isMissingNode()).isTrue();
    }

    @Test
    void aWebhookThatKeepsFailingItsChallengesIsBlocked() {
        subscribe();
        await().untilAsserted(() -> assertThat(receiver.challenges()).isGreaterThan(2));
        receiver.forgetTheSecret();
        await().untilAsserted(() -> assertThat(linkedIn.get("/simulator/subscriptions")
                        .json()
                        .path("subscriptions")
                        .path(0)
                        .path("blocked")
                        .asBoolean())
                .isTrue());
        submit("");
        assertThat(push(0).isMissingNode()).isTrue();
    }

    @Test
    void aLeadMustFitItsForm() {
        assertThat(linkedIn.post("/simulator/forms", """
                                {"formId":11,"sponsoredAccount":"516848833","questions":["WORK_EMAIL"]}
                                """).status()).isEqualTo(201);
        assertThat(lead("\"formId\":11,\"answers\":{\"WORK_EMAIL\":\"a@b.example\"}")
                        .status())
                .isEqualTo(201);
        assertThat(lead("\"formId\":11,\"answers\":{\"JOB_TITLE\":\"CFO\"}").status())
                .isEqualTo(400);
        assertThat(lead("\"answers\":{\"SHOE_SIZE\":\"43\"}").status()).isEqualTo(400);
        assertThat(lead("\"answers\":{},\"colour\":1").status()).isEqualTo(422);
    }

    @CanIgnoreReturnValue
    private String subscribe() {
        Answer created = linkedIn.post("/rest/leadNotifications", subscription(receiver.url()));
        assertThat(created.status()).isEqualTo(201);
        return created.header("x-restli-id");
    }

    private static String subscription(String url) {
        return "{\"webhook\":\"%s\",\"owner\":{\"sponsoredAccount\":\"%s\"},\"leadType\":\"SPONSORED\"}"
                .formatted(url, ACCOUNT);
    }

    private JsonNode subscriptions() {
        return linkedIn.get("/rest/leadNotifications?q=criteria&owner=(value:(sponsoredAccount:" + ENCODED_ACCOUNT
                        + "))&leadType=(leadType:SPONSORED)")
                .json();
    }

    @CanIgnoreReturnValue
    private String submit(String more) {
        Answer answer = lead("""
                "answers":{"FIRST_NAME":"Ada","LAST_NAME":"L","WORK_EMAIL":"ada@acme.example","JOB_TITLE":"CFO"},
                "hiddenFields":[{"name":"account_key","value":"acc-7"}]
                """ + more);
        assertThat(answer.status()).isEqualTo(201);
        return answer.json().path("id").asText();
    }

    private Answer lead(String fields) {
        return linkedIn.post("/simulator/leads", "{\"sponsoredAccount\":516848833," + fields + "}");
    }

    private JsonNode push(int index) {
        return linkedIn.get("/simulator/leads")
                .json()
                .path("leads")
                .path(0)
                .path("pushes")
                .path(index);
    }

    private static String answer(JsonNode lead, JsonNode form, String predefinedField) {
        for (JsonNode question : form.path("content").path("questions")) {
            if (question.path("predefinedField").asText().equals(predefinedField)) {
                for (JsonNode answer : lead.path("formResponse").path("answers")) {
                    if (answer.path("questionId").equals(question.path("questionId"))) {
                        return answer.path("answerDetails")
                                .path("textQuestionAnswer")
                                .path("answer")
                                .asText();
                    }
                }
            }
        }
        return "";
    }
}
