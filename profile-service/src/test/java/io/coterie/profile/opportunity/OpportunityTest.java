package io.coterie.profile.opportunity;

import static io.coterie.profile.ProfileTests.account;
import static io.coterie.profile.ProfileTests.accountKey;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItems;

import com.fasterxml.jackson.databind.JsonNode;
import com.google.errorprone.annotations.CanIgnoreReturnValue;
import io.coterie.contracts.EventTypes;
import io.coterie.contracts.Topics;
import io.coterie.platform.testing.CloudEventRecord;
import io.coterie.platform.testing.KafkaProbe;
import io.coterie.platform.testing.ReadRecord;
import io.coterie.platform.testing.SuiteInfrastructure;
import io.coterie.profile.ProfileTests;
import io.coterie.profile.StateTopic;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Opportunities (§3.3) and the persons who take part in them. */
@QuarkusTest
@WithTestResource(
        value = SuiteInfrastructure.class,
        initArgs = @ResourceArg(name = SuiteInfrastructure.DATABASE, value = "profile"))
class OpportunityTest {

    private static final String PATH = "/v1/opportunities/";

    private ProfileTests tests;

    @BeforeEach
    void inANewSandbox() {
        tests = ProfileTests.inNewSandbox();
    }

    /** D-04: open is what is not closed, and every opportunity says which it is. */
    @Test
    void anOpportunityIsOpenUnlessItSaysOtherwise() {
        put("o1", "1", "\"opportunityName\":\"Robots\"")
                .statusCode(201)
                .body("opportunity.isClosed", equalTo(false))
                .body("opportunity.isWon", equalTo(false))
                .body("accountKey", equalTo(accountKey("1")));
        put("o2", "1", "\"isWon\":true").body("opportunity.isClosed", equalTo(true));
        put("o3", "1", "\"isClosed\":true")
                .body("opportunity.isClosed", equalTo(true))
                .body("opportunity.isWon", equalTo(false));
    }

    @Test
    void everyFieldOfTheSchemaIsTaken() {
        put("o1", "1", """
                "opportunityName":"n","opportunityStage":"s","opportunityType":"t","opportunityDescription":"d",
                "opportunityAmount":{"amount":1000.5,"currencyCode":"EUR"},"opportunityQuantity":3,
                "expectedCloseDate":"2026-12-31","expectedRevenue":{"amount":900},"fiscalQuarter":"Q4","fiscalYear":2026,
                "forecastCategory":"c","forecastCategoryName":"cn","isClosed":false,"isWon":false,
                "lastActivityDate":"2026-01-02T03:04:05Z","leadSource":"l","nextStep":"n","probabilityPercentage":70.5,
                "campaignKey":{"sourceKey":"c@crm.CRM"},"extSourceSystemAudit":{"createdBy":"x"}""").statusCode(201);
    }

    @Test
    void theStateCarriesTheAccountAndThePersons() {
        person("r1", "o1", "7", "\"personRole\":\"Buyer\"").statusCode(201);
        put("o1", "1", "\"opportunityName\":\"Robots\"").statusCode(201).body("persons[0].role", equalTo("Buyer"));
        person("r2", "o1", "8", "\"isPrimary\":true").statusCode(201);
        put("o1", "2", "\"opportunityName\":\"Robots\"").statusCode(200);
        tests.request()
                .delete("/v1/opportunity-person-relations/" + accountKey("r1"))
                .then()
                .statusCode(204);
        tests.request().delete(PATH + accountKey("o1")).then().statusCode(204);

        List<ReadRecord> states =
                StateTopic.records(Topics.OPPORTUNITIES, tests.sandbox(), records -> records.size() >= 5);
        assertThat(states).extracting(state -> state.attribute("revision")).containsExactly("1", "2", "3", "4", "5");
        assertThat(states.getFirst().key()).isEqualTo(tests.sandbox().id() + ":" + accountKey("o1"));
        JsonNode moved = StateTopic.json(states.get(2));
        assertThat(moved.path("accountKey").asText()).isEqualTo(accountKey("2"));
        assertThat(moved.path("persons").toString())
                .isEqualTo("[{\"personKey\":\"%s\"},{\"personKey\":\"%s\",\"role\":\"Buyer\"}]"
                        .formatted(accountKey("8"), accountKey("7")));
        assertThat(StateTopic.json(states.get(3)).path("persons")).hasSize(1);
        JsonNode deleted = StateTopic.json(states.getLast());
        assertThat(deleted.path("deleted").asBoolean()).isTrue();
        assertThat(deleted.has("opportunity")).isFalse();
    }

    @Test
    void anEqualDocumentIsNoChangeAndRevisionsGoOnAfterADelete() {
        put("o1", "1", "\"opportunityName\":\"Robots\"").header("ETag", "\"1\"");
        put("o1", "1", "\"opportunityName\":\"Robots\",\"isClosed\":false")
                .statusCode(200)
                .header("ETag", "\"1\"");
        tests.request()
                .header("If-Match", "\"9\"")
                .delete(PATH + accountKey("o1"))
                .then()
                .statusCode(412);
        tests.request()
                .header("If-Match", "\"1\"")
                .delete(PATH + accountKey("o1"))
                .then()
                .statusCode(204);
        tests.request().get(PATH + accountKey("o1")).then().statusCode(404);
        tests.request().delete(PATH + accountKey("o1")).then().statusCode(404);
        put("o1", "1", "\"opportunityName\":\"Robots\"").statusCode(201).header("ETag", "\"3\"");
    }

    @Test
    void opportunitiesAreListedByAccount() {
        put("o1", "1", "\"isWon\":false");
        put("o2", "2", "\"isWon\":false");
        put("o3", "1", "\"isWon\":false");

        tests.request()
                .queryParam("accountKey", accountKey("1"))
                .get("/v1/opportunities")
                .then()
                .body("items.opportunityKey", equalTo(List.of(accountKey("o1"), accountKey("o3"))));
        tests.request().get("/v1/opportunities").then().body("items.size()", equalTo(3));
        tests.request()
                .queryParam("accountKey", "nonsense")
                .get("/v1/opportunities")
                .then()
                .statusCode(400);
    }

    @Test
    void whatDoesNotFitIsRefusedWithEveryPlace() {
        tests.request()
                .body("{\"opportunityAmount\":7,\"isClosed\":\"no\",\"colour\":1,\"expectedCloseDate\":\"soon\"}")
                .put(PATH + accountKey("o1"))
                .then()
                .statusCode(400)
                .body(
                        "violations.field",
                        hasItems("/opportunityAmount", "/isClosed", "/colour", "/expectedCloseDate", "/accountKey"));
    }

    @Test
    void aBulkBodyAndAPartnerStoreOpportunitiesAsSingleRequestsDo() {
        String answer = tests.request()
                .contentType("application/x-ndjson")
                .body(String.join(
                                "\n",
                                opportunity("o1", "1", "\"isWon\":true"),
                                "{\"opportunityKey\":",
                                "\"" + "x".repeat(2_000_000) + "\"",
                                opportunity("o2", "1", "\"isWon\":false"))
                        .getBytes(StandardCharsets.UTF_8))
                .post(PATH + "bulk")
                .then()
                .statusCode(200)
                .extract()
                .asString();
        assertThat(answer.split("\n")).hasSize(4);
        assertThat(answer).contains("malformed-json", "line-too-long");
        partner(EventTypes.PARTNER_OPPORTUNITY_UPSERTED, opportunity("o3", "1", "\"isWon\":false"));
        partner(EventTypes.PARTNER_OPPORTUNITY_PERSON_UPSERTED, relation("r1", "o3", "7", "\"personRole\":\"Buyer\""));

        await().atMost(ProfileTests.PATIENCE)
                .untilAsserted(() -> tests.request()
                        .get("/v1/opportunities")
                        .then()
                        .body(
                                "items.opportunityKey",
                                equalTo(List.of(accountKey("o1"), accountKey("o2"), accountKey("o3"))))
                        .body("items[2].persons.personKey", equalTo(List.of(accountKey("7")))));
    }

    @Test
    void anOpportunityThatChangesMovesItsAccountInAndOutOfAnAudience() {
        for (String id : List.of("1", "2")) {
            tests.request().body(account(id, "Acme", "Software")).put("/v1/accounts/" + accountKey(id));
        }
        String audience = tests.request()
                .body("""
                        {"name":"open and large","kind":"account","condition":{"opportunities":{"where":{"all":[
                          {"opportunity":{"field":"isClosed","operator":"FALSE"}},
                          {"opportunity":{"field":"opportunityAmount.amount","operator":"AT_LEAST","value":1000}}]}}}}""")
                .post("/v1/audiences")
                .then()
                .statusCode(202)
                .extract()
                .path("id");

        put("o1", "1", "\"opportunityAmount\":{\"amount\":1000}");
        members(audience, accountKey("1"));
        put("o1", "2", "\"opportunityAmount\":{\"amount\":1000}");
        members(audience, accountKey("2"));
        tests.request()
                .get("/v1/audiences/" + audience + "/explanations/" + accountKey("1"))
                .then()
                .statusCode(200)
                .body("member", equalTo(false))
                .body("explanation.matched", equalTo(false))
                .body("explanation.counts.total", equalTo(0));
        tests.request()
                .get("/v1/audiences/" + audience + "/explanations/" + accountKey("2"))
                .then()
                .body("member", equalTo(true))
                .body("explanation.counts.keys", equalTo(List.of(accountKey("o1"))));
        tests.request()
                .get("/v1/audiences/" + audience + "/explanations/" + accountKey("404"))
                .then()
                .statusCode(404);
        put("o1", "2", "\"opportunityAmount\":{\"amount\":1000},\"isClosed\":true");
        members(audience);
        put("o1", "2", "\"opportunityAmount\":{\"amount\":2000}");
        members(audience, accountKey("2"));
        tests.request().delete(PATH + accountKey("o1")).then().statusCode(204);
        members(audience);
    }

    private void members(String audience, String... expected) {
        await().atMost(ProfileTests.PATIENCE)
                .untilAsserted(() -> tests.request()
                        .get("/v1/audiences/" + audience + "/members")
                        .then()
                        .body("items.memberKey", equalTo(List.of(expected))));
    }

    private void partner(String type, String document) {
        try (KafkaProbe kafka = KafkaProbe.ofSuite()) {
            kafka.publish(
                    CloudEventRecord.of(Topics.partnerInbound(tests.sandbox().organisation()), "any", type)
                            .with("id", "partner-" + UUID.randomUUID())
                            .with("sandbox", tests.sandbox().name())
                            .data(document));
        }
    }

    @CanIgnoreReturnValue
    private ValidatableResponse put(String id, String account, String members) {
        return tests.request()
                .body(opportunity(id, account, members))
                .put(PATH + accountKey(id))
                .then();
    }

    @CanIgnoreReturnValue
    private ValidatableResponse person(String id, String opportunity, String person, String members) {
        return tests.request()
                .body(relation(id, opportunity, person, members))
                .put("/v1/opportunity-person-relations/" + accountKey(id))
                .then();
    }

    private static String opportunity(String id, String account, String members) {
        return "{\"opportunityKey\":{\"sourceKey\":\"%s\"},\"accountKey\":{\"sourceKey\":\"%s\"},%s}"
                .formatted(accountKey(id), accountKey(account), members);
    }

    private static String relation(String id, String opportunity, String person, String members) {
        return "{\"opportunityPersonKey\":{\"sourceKey\":\"%s\"},\"opportunityKey\":{\"sourceKey\":\"%s\"},\"personKey\":{\"sourceKey\":\"%s\"},%s}"
                .formatted(accountKey(id), accountKey(opportunity), accountKey(person), members);
    }
}
