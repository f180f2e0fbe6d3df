package io.coterie.profile.relation;

import static io.coterie.profile.ProfileTests.accountKey;
import static io.coterie.profile.ProfileTests.person;
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
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Account-person relations as records of their own (PER-03, D-01). */
@QuarkusTest
@WithTestResource(
        value = SuiteInfrastructure.class,
        initArgs = @ResourceArg(name = SuiteInfrastructure.DATABASE, value = "profile"))
class RelationTest {

    private static final String JANE = accountKey("7");
    private static final String PATH = "/v1/account-person-relations/";

    private ProfileTests tests;

    @BeforeEach
    void inANewSandbox() {
        tests = ProfileTests.inNewSandbox();
    }

    @Test
    void aRelationGivesThePersonAnAccountWithRoles() {
        putJane();

        put("r1", "2", "7", "\"personRoles\":[\"Buyer\",\"Sponsor\"]")
                .statusCode(201)
                .header("ETag", "\"1\"");

        tests.request()
                .get("/v1/persons/" + JANE)
                .then()
                .body("revision", equalTo(2))
                .body("accounts.accountKey", equalTo(List.of(accountKey("1"), accountKey("2"))))
                .body("accounts[1].roles", equalTo(List.of("Buyer", "Sponsor")));
        JsonNode state = states(2).getLast();
        assertThat(state.path("accounts").toString())
                .isEqualTo(
                        "[{\"accountKey\":\"%s\",\"roles\":[]},{\"accountKey\":\"%s\",\"roles\":[\"Buyer\",\"Sponsor\"]}]"
                                .formatted(accountKey("1"), accountKey("2")));
    }

    @Test
    void rolesOfComponentsAndRelationsArePutTogether() {
        tests.request()
                .body(person("7", "CFO", "1")
                        .replace("\"personComponents\":[{", "\"personComponents\":[{\"personRoles\":[\"User\"],"))
                .put("/v1/persons/" + JANE);

        put("r1", "1", "7", "\"personRole\":\"Buyer\",\"personRoles\":[\"User\"]")
                .statusCode(201);

        roles("1", "User", "Buyer");
    }

    @Test
    void aRelationMayComeBeforeItsPersonAndOutlivesIt() {
        put("r1", "2", "7", "\"personRoles\":[\"Buyer\"]").statusCode(201);
        tests.request().get("/v1/persons/" + JANE).then().statusCode(404);

        putJane();
        roles("2", "Buyer");
        tests.request().delete("/v1/persons/" + JANE).then().statusCode(204);
        putJane();
        roles("2", "Buyer");

        assertThat(states(3)).extracting(state -> state.path("accounts").size()).containsExactly(2, 0, 2);
    }

    @Test
    void thePrimaryRelationComesFirstAmongRelations() {
        tests.request()
                .body("{\"workEmail\":{\"address\":\"j@acme.example\"}}")
                .put("/v1/persons/" + JANE)
                .then()
                .statusCode(201);
        put("r1", "1", "7", "\"isActive\":true").statusCode(201);
        put("r2", "2", "7", "\"isPrimary\":true").statusCode(201);

        accounts("2", "1");
    }

    @Test
    void aRelationThatIsOverOrDeletedTakesTheAccountAway() {
        putJane();
        put("r1", "2", "7", "\"isActive\":true");
        put("r2", "3", "7", "\"isActive\":true");
        accounts("1", "2", "3");

        put("r1", "2", "7", "\"isActive\":false").statusCode(200);
        accounts("1", "3");
        tests.request().delete(PATH + accountKey("r2")).then().statusCode(204);
        accounts("1");
        tests.request().get(PATH + accountKey("r2")).then().statusCode(404);
        tests.request().delete(PATH + accountKey("r2")).then().statusCode(404);
        put("r2", "3", "7", "\"isActive\":true").statusCode(201).header("ETag", "\"3\"");
        accounts("1", "3");
    }

    @Test
    void aRelationThatMovesToAnotherPersonChangesBoth() {
        putJane();
        tests.request().body(person("8", "CTO", "1")).put("/v1/persons/" + accountKey("8"));
        put("r1", "2", "7", "\"isActive\":true");

        put("r1", "2", "8", "\"isActive\":true").statusCode(200);

        accounts("1");
        tests.request()
                .get("/v1/persons/" + accountKey("8"))
                .then()
                .body("accounts.accountKey", equalTo(List.of(accountKey("1"), accountKey("2"))));
    }

    @Test
    void anEqualRelationOrOneWithAnotherDateIsNoChangeOfThePerson() {
        putJane();
        put("r1", "2", "7", "\"isActive\":true");

        put("r1", "2", "7", "\"isActive\":true").statusCode(200).header("ETag", "\"1\"");
        put("r1", "2", "7", "\"isActive\":true,\"relationStartDate\":\"2026-01-01T00:00:00Z\"")
                .statusCode(200)
                .header("ETag", "\"2\"");

        tests.request().get("/v1/persons/" + JANE).then().body("revision", equalTo(2));
    }

    /** Whoever comes second sees what the first one wrote, whichever is first. */
    @Test
    void personsAndRelationsThatArriveTogetherLoseNothing() {
        List<CompletableFuture<Void>> arriving = IntStream.range(0, 20)
                .boxed()
                .flatMap(number -> Stream.of(
                        CompletableFuture.runAsync(() -> put("r" + number, "9", "p" + number, "\"isActive\":true")
                                .statusCode(201)),
                        CompletableFuture.runAsync(() -> tests.request()
                                .body(person("p" + number, "CFO", "1"))
                                .put("/v1/persons/" + accountKey("p" + number))
                                .then()
                                .statusCode(201))))
                .toList();
        arriving.forEach(CompletableFuture::join);

        List<List<String>> accounts = tests.request().get("/v1/persons").path("items.accounts.accountKey");
        assertThat(accounts).hasSize(20).containsOnly(List.of(accountKey("1"), accountKey("9")));
    }

    @Test
    void anOldRevisionIsNotOverwritten() {
        put("r1", "2", "7", "\"isActive\":true");

        tests.request()
                .header("If-Match", "\"7\"")
                .body(relation("r1", "3", "7", "\"isActive\":true"))
                .put(PATH + accountKey("r1"))
                .then()
                .statusCode(412);
        tests.request()
                .header("If-Match", "\"1\"")
                .delete(PATH + accountKey("r1"))
                .then()
                .statusCode(204);
        tests.request()
                .header("If-Match", "\"1\"")
                .body(relation("r9", "3", "7", "\"isActive\":true"))
                .put(PATH + accountKey("r9"))
                .then()
                .statusCode(412);
    }

    @Test
    void whatDoesNotFitIsRefusedWithEveryPlace() {
        tests.request()
                .body("{\"personRoles\":\"Buyer\",\"colour\":1,\"accountKey\":{\"sourceKey\":\"x\"}}")
                .put(PATH + accountKey("r1"))
                .then()
                .statusCode(400)
                .body("violations.field", hasItems("/personRoles", "/colour", "/accountKey/sourceKey", "/personKey"));
        tests.request()
                .body(relation("r1", "1", "7", "\"isActive\":true"))
                .put(PATH + accountKey("other"))
                .then()
                .statusCode(400)
                .body("violations[0].field", equalTo("/accountPersonKey"));
    }

    @Test
    void aBulkBodyAndAPartnerStoreRelationsAsSingleRequestsDo() {
        putJane();
        String answer = tests.request()
                .contentType("application/x-ndjson")
                .body(String.join(
                                "\n",
                                relation("r1", "2", "7", "\"isActive\":true"),
                                "{\"accountPersonKey\":",
                                "\"" + "x".repeat(2_000_000) + "\"",
                                relation("r2", "3", "7", "\"isActive\":true"))
                        .getBytes(StandardCharsets.UTF_8))
                .post(PATH + "bulk")
                .then()
                .statusCode(200)
                .extract()
                .asString();
        assertThat(answer.split("\n")).hasSize(4);
        assertThat(answer).contains("malformed-json", "line-too-long");
        accounts("1", "2", "3");

        try (KafkaProbe kafka = KafkaProbe.ofSuite()) {
            kafka.publish(CloudEventRecord.of(
                            Topics.partnerInbound(tests.sandbox().organisation()),
                            "any",
                            EventTypes.PARTNER_ACCOUNT_PERSON_UPSERTED)
                    .with("id", "partner-" + UUID.randomUUID())
                    .with("sandbox", tests.sandbox().name())
                    .data(relation("r3", "4", "7", "\"isActive\":true")));
        }
        await().atMost(ProfileTests.PATIENCE).untilAsserted(() -> accounts("1", "2", "3", "4"));
        tests.request()
                .queryParam("limit", 2)
                .get("/v1/account-person-relations")
                .then()
                .body("items.relationKey", equalTo(List.of(accountKey("r1"), accountKey("r2"))));
    }

    private void putJane() {
        tests.request()
                .body(person("7", "CFO", "1"))
                .put("/v1/persons/" + JANE)
                .then()
                .statusCode(201);
    }

    @CanIgnoreReturnValue
    private ValidatableResponse put(String id, String account, String person, String members) {
        return tests.request()
                .body(relation(id, account, person, members))
                .put(PATH + accountKey(id))
                .then();
    }

    private void roles(String account, String... roles) {
        tests.request()
                .get("/v1/persons/" + JANE)
                .then()
                .body(
                        "accounts.find { it.accountKey == '" + accountKey(account) + "' }.roles",
                        equalTo(List.of(roles)));
    }

    private void accounts(String... accounts) {
        tests.request()
                .get("/v1/persons/" + JANE)
                .then()
                .body(
                        "accounts.accountKey",
                        equalTo(Stream.of(accounts)
                                .map(ProfileTests::accountKey)
                                .toList()));
    }

    private List<JsonNode> states(int count) {
        return StateTopic.records(Topics.PERSONS, tests.sandbox(), records -> records.size() >= count).stream()
                .map(StateTopic::json)
                .toList();
    }

    private static String relation(String id, String account, String person, String members) {
        return "{\"accountPersonKey\":{\"sourceKey\":\"%s\"},\"accountKey\":{\"sourceKey\":\"%s\"},\"personKey\":{\"sourceKey\":\"%s\"},%s}"
                .formatted(accountKey(id), accountKey(account), accountKey(person), members);
    }
}
