package io.coterie.activation;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;

import com.fasterxml.jackson.databind.JsonNode;
import io.coterie.contracts.ContractJson;
import io.coterie.contracts.EventTypes;
import io.coterie.contracts.Interaction;
import io.coterie.contracts.Topics;
import io.coterie.platform.testing.ReadRecord;
import io.coterie.simulators.linkedin.LeadSignature;
import io.restassured.RestAssured;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

@RunningService
class LeadTest {

    private World world;
    private String account;
    private String connection;
    private String webhook;

    @BeforeEach
    void subscribe() {
        world = World.create();
        account = Integer.toString(900_000 + world.id());
        world.company("1@acme.CRM", "Acme", "acme.example");
        world.company("2@acme.CRM", "Twin One", "twin.example");
        world.company("3@acme.CRM", "Twin Two", "twin.example");
        await().atMost(World.PATIENCE)
                .until(() -> World.count("select count(*) from account where sandbox_id = " + world.id()) == 3);
        connection = Ads.connect(world, account, "202608");
        webhook = subscription().path("webhook").asText();
    }

    @AfterEach
    void leave() {
        Ads.clearFaults();
        world.close();
    }

    @Test
    void aLeadBelongsToTheAccountItsFormNames() {
        String lead = submit(
                "{\"WORK_EMAIL\":\"cfo@elsewhere.example\",\"FIRST_NAME\":\"Ada\",\"LAST_NAME\":\"L\","
                        + "\"JOB_TITLE\":\"CFO\"}",
                "1@acme.CRM");

        Interaction told = interactions(1).getFirst();

        assertThat(told.accountKey()).isEqualTo("1@acme.CRM");
        assertThat(told.personKey()).matches("lead-[0-9a-f]{32}@linkedin\\.Coterie");
        assertThat(told.person()).isNotNull();
        assertThat(told.person().toString())
                .isEqualTo("{\"workEmail\":{\"address\":\"cfo@elsewhere.example\"},"
                        + "\"person\":{\"name\":{\"firstName\":\"Ada\",\"lastName\":\"L\"}},"
                        + "\"extendedWorkDetails\":{\"jobTitle\":\"CFO\"}}");
        world.user()
                .get("/v1/leads?matched=true")
                .then()
                .statusCode(200)
                .body("items.responseId", hasItem(lead))
                .body("items.match", hasItem("hidden-field"));
    }

    @Test
    void aLeadBelongsToTheOneAccountOfItsDomain() {
        submit("{\"WORK_EMAIL\":\"CFO@Acme.example\"}", null);

        assertThat(interactions(1).getFirst().accountKey()).isEqualTo("1@acme.CRM");
    }

    @Test
    void aLeadThatFitsNoneOrSeveralHasNoAccountAndIsListed() {
        submit("{\"WORK_EMAIL\":\"a@gmail.com\"}", null);
        submit("{\"WORK_EMAIL\":\"a@twin.example\"}", null);
        submit("{\"WORK_EMAIL\":\"a@nobody.example\"}", null);
        submit("{\"WORK_EMAIL\":\"b@nobody.example\"}", "gone@acme.CRM");

        assertThat(interactions(4))
                .allSatisfy(told -> assertThat(told.accountKey()).isNull());
        List<String> matches = world.user()
                .get("/v1/leads?matched=false")
                .then()
                .statusCode(200)
                .extract()
                .path("items.match");
        assertThat(matches).containsExactlyInAnyOrder("free-mail", "several-accounts", "no-account", "no-account");
    }

    @Test
    void aLeadNobodyToldUsOfIsFoundByAsking() {
        Ads.unsubscribe(webhook);

        String lead = submit("{\"WORK_EMAIL\":\"quiet@acme.example\"}", null);

        assertThat(interactions(1).getFirst().id()).isEqualTo("linkedin-lead-" + lead);
    }

    @Test
    void aRepeatedNotificationMakesNoSecondLead() {
        String lead = submit("{\"WORK_EMAIL\":\"cfo@acme.example\"}", null);
        interactions(1);

        redeliver(lead, LeadSignature.CORRECT);
        redeliver(lead, LeadSignature.CORRECT);

        await().atMost(World.PATIENCE).until(() -> pendingPushes() == 0);
        submit("{\"WORK_EMAIL\":\"cto@acme.example\"}", null);
        assertThat(interactions(2)).hasSize(2);
    }

    @ParameterizedTest
    @EnumSource
    void onlyWhatLinkedInSignedIsTaken(LeadSignature signature) {
        String body = "{\"type\":\"LEAD_ACTION\",\"leadAction\":\"DELETED\","
                + "\"leadGenFormResponse\":\"urn:li:leadGenFormResponse:" + UUID.randomUUID() + "\"}";
        var request = given().contentType("application/json").body(body);
        signature
                .of(body, "coterie-local-client-secret")
                .ifPresent(value -> request.header(LeadSignature.HEADER, value));

        int status = request.post(webhook).statusCode();

        assertThat(status).isEqualTo(signature == LeadSignature.CORRECT ? 200 : 401);
    }

    @Test
    void onlyAChallengeIsSigned() {
        given().get(webhook + "?challengeCode=890e4665-4dfe-4ab1-b689-ed553bceeed0")
                .then()
                .statusCode(200)
                .contentType("application/json")
                .body("challengeCode", equalTo("890e4665-4dfe-4ab1-b689-ed553bceeed0"))
                .body(
                        "challengeResponse",
                        equalTo(LeadSignature.hmac(
                                "890e4665-4dfe-4ab1-b689-ed553bceeed0", "coterie-local-client-secret")));
        given().queryParam("challengeCode", "hmacsha256={}").get(webhook).then().statusCode(400);
        given().get(webhook).then().statusCode(400);
        given().get(webhook.substring(0, webhook.length() - 3) + "abc?challengeCode=x")
                .then()
                .statusCode(400);
    }

    @Test
    void anAnswerOfLinkedInMayBeLate() {
        Ads.fault("{\"kind\":\"respond\",\"path\":\"/leadFormResponses\",\"status\":503,\"times\":2}");

        submit("{\"WORK_EMAIL\":\"cfo@acme.example\"}", null);

        assertThat(interactions(1).getFirst().accountKey()).isEqualTo("1@acme.CRM");
    }

    @Test
    void aWithdrawnLeadIsForgotten() {
        String lead = submit("{\"WORK_EMAIL\":\"cfo@acme.example\"}", null);
        interactions(1);

        given().baseUri(Vendors.linkedIn())
                .delete("/simulator/leads/" + lead)
                .then()
                .statusCode(202);

        await().atMost(World.PATIENCE)
                .until(() -> World.count("select count(*) from lead where response_id = '" + lead
                                + "' and status = 'withdrawn' and person is null")
                        == 1);
    }

    @Test
    void aTestLeadBecomesNoPerson() {
        String body = "{\"sponsoredAccount\":" + account + ",\"formId\":" + account
                + ",\"testLead\":true,\"answers\":{\"WORK_EMAIL\":\"test@acme.example\"}}";
        String lead = Ads.post("/simulator/leads", body, 201).path("id").asText();
        await().atMost(World.PATIENCE)
                .until(() -> World.count(
                                "select count(*) from lead where response_id = '" + lead + "' and status = 'accepted'")
                        == 1);

        submit("{\"WORK_EMAIL\":\"real@acme.example\"}", null);

        assertThat(interactions(1)).hasSize(1);
    }

    @Test
    void subscribingAgainFindsTheSubscription() {
        JsonNode again = subscription();

        List<JsonNode> ours = Ads.get("/simulator/subscriptions")
                .path("subscriptions")
                .valueStream()
                .filter(subscription -> subscription.path("webhook").asText().equals(webhook))
                .toList();
        assertThat(ours).hasSize(1);
        assertThat(again.path("webhook").asText()).isEqualTo(webhook);
        assertThat(again.path("subscriptionId").asText())
                .isEqualTo(ours.getFirst().path("id").asText());
    }

    private JsonNode subscription() {
        return World.json(world.user()
                .body("{\"webhookBaseUrl\":\"http://127.0.0.1:" + RestAssured.port + "/\"}")
                .post("/v1/linkedin-connections/" + connection + "/lead-subscription")
                .then()
                .statusCode(201)
                .extract()
                .asString());
    }

    private String submit(String answers, String accountKey) {
        String hidden = accountKey == null ? "" : ",\"hiddenFields\":{\"account_key\":\"" + accountKey + "\"}";
        return Ads.post(
                        "/simulator/leads",
                        "{\"sponsoredAccount\":" + account + ",\"formId\":" + account + ",\"answers\":" + answers
                                + hidden + "}",
                        201)
                .path("id")
                .asText();
    }

    private static void redeliver(String lead, LeadSignature signature) {
        Ads.post(
                "/simulator/leads/" + lead + "/redeliver?signature="
                        + signature.name().toLowerCase(java.util.Locale.ROOT),
                "{}",
                202);
    }

    private static int pendingPushes() {
        return Ads.get("/simulator/leads").path("pending").asInt();
    }

    private List<Interaction> interactions(int atLeast) {
        return ours(world.kafka()
                .readUntil(Topics.INTERACTIONS, records -> ours(records).size() >= atLeast));
    }

    private List<Interaction> ours(List<ReadRecord> records) {
        return records.stream()
                .filter(record -> EventTypes.LEAD_SUBMITTED.equals(record.attribute("type")))
                .filter(record -> Integer.toString(world.id()).equals(record.attribute("sandboxid")))
                .map(record -> ContractJson.read(World.json(String.valueOf(record.value())), Interaction.class))
                .toList();
    }
}
