package io.coterie.profile.audience;

import static io.coterie.profile.ProfileTests.account;
import static io.coterie.profile.ProfileTests.accountKey;
import static io.coterie.profile.ProfileTests.person;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItems;
import static org.hamcrest.Matchers.notNullValue;

import com.fasterxml.jackson.databind.JsonNode;
import io.coterie.contracts.Topics;
import io.coterie.platform.tenancy.Permissions;
import io.coterie.platform.testing.ReadRecord;
import io.coterie.platform.testing.SuiteInfrastructure;
import io.coterie.platform.testing.Tokens;
import io.coterie.profile.ProfileTests;
import io.coterie.profile.StateTopic;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
@WithTestResource(
        value = SuiteInfrastructure.class,
        initArgs = @ResourceArg(name = SuiteInfrastructure.DATABASE, value = "profile"))
class AudienceTest {

    private static final String SOFTWARE = """
            {"account":{"field":"accountOrganization.industry","operator":"IS","value":["Software"]}}""";

    private static final String WITH_CHIEF = """
            {"all":[%s,{"people":{"quantifier":"any","where":{"person":{"field":"extendedWorkDetails.jobTitle","operator":"STARTS_WITH","value":["Chief"]}}}}]}""".formatted(SOFTWARE);

    @Inject
    NightlyEvaluationJob nightly;

    private ProfileTests tests;

    @BeforeEach
    void inANewSandbox() {
        tests = ProfileTests.inNewSandbox();
    }

    @Test
    void anAudienceIsEvaluatedOverAllAccountsAndThenLive() {
        bulk(
                "/v1/accounts/bulk",
                IntStream.range(0, 1_200)
                        .mapToObj(number -> account("a" + number, "Account", number % 3 == 0 ? "Software" : "Steel"))
                        .collect(Collectors.joining("\n")));

        String id = define("software", SOFTWARE);

        awaitLive(id, 400);
        List<String> members = members(id);
        assertThat(members)
                .hasSize(400)
                .contains(accountKey("a0"), accountKey("a3"))
                .doesNotContain(accountKey("a1"));
        List<ReadRecord> events =
                StateTopic.records(Topics.AUDIENCE_MEMBERSHIPS, tests.sandbox(), records -> records.size() >= 400);
        assertThat(events).hasSize(400);
        assertThat(StateTopic.json(events.getFirst()).path("audienceId").asText())
                .isEqualTo(id);
    }

    @Test
    void aDefinitionIsPublishedWithItsStatus() {
        String id = define("software", SOFTWARE);
        awaitLive(id, 0);
        tests.request().delete("/v1/audiences/" + id).then().statusCode(204);

        List<JsonNode> published = StateTopic.records(
                        Topics.DEFINITIONS,
                        tests.sandbox(),
                        records -> records.stream()
                                        .filter(AudienceTest::isAudience)
                                        .count()
                                == 3)
                .stream()
                .filter(AudienceTest::isAudience)
                .map(StateTopic::json)
                .toList();

        assertThat(published)
                .extracting(definition -> definition.path("status").asText())
                .containsExactly("evaluating", "live", "archived");
        assertThat(published.getFirst().path("definition").path("condition").toString())
                .isEqualTo(SOFTWARE);
        tests.request().delete("/v1/audiences/" + id).then().statusCode(409).body("code", equalTo("audience-archived"));
    }

    @Test
    void aChangedAccountOrPersonMovesTheAccountInAndOut() {
        String id = define("with chief", WITH_CHIEF);
        awaitLive(id, 0);

        put(account("1", "Acme", "Software"), "accounts", "1");
        put(person("7", "Chief Financial Officer", "1"), "persons", "7");
        awaitMembers(id, accountKey("1"));
        put(person("7", "Accountant", "1"), "persons", "7");
        awaitMembers(id);
        put(person("8", "Chief Technology Officer", "1"), "persons", "8");
        awaitMembers(id, accountKey("1"));
        put(person("8", "Chief Technology Officer", "2"), "persons", "8");
        awaitMembers(id);
        put(person("8", "Chief Technology Officer", "1"), "persons", "8");
        awaitMembers(id, accountKey("1"));
        put(account("1", "Acme", "Steel"), "accounts", "1");
        awaitMembers(id);
        put(account("1", "Acme", "Software"), "accounts", "1");
        awaitMembers(id, accountKey("1"));
        tests.request().delete("/v1/persons/" + accountKey("8")).then().statusCode(204);
        awaitMembers(id);

        List<ReadRecord> events =
                StateTopic.records(Topics.AUDIENCE_MEMBERSHIPS, tests.sandbox(), records -> records.size() >= 8);
        assertThat(events)
                .extracting(event -> event.attribute("revision"))
                .containsExactly("1", "2", "3", "4", "5", "6", "7", "8");
        assertThat(events)
                .extracting(event -> StateTopic.json(event).path("member").asBoolean())
                .containsExactly(true, false, true, false, true, false, true, false);
        assertThat(events)
                .extracting(ReadRecord::key)
                .containsOnly(tests.sandbox().id() + ":" + id + "/" + accountKey("1"));
    }

    @Test
    void aPersonWhoArrivedFirstCountsOnceTheAccountIsThere() {
        String id = define("with chief", WITH_CHIEF);
        awaitLive(id, 0);
        put(person("7", "Chief Financial Officer", "1"), "persons", "7");

        put(account("1", "Acme", "Software"), "accounts", "1");

        awaitMembers(id, accountKey("1"));
        tests.request().delete("/v1/accounts/" + accountKey("1")).then().statusCode(204);
        awaitMembers(id);
    }

    /** Either the evaluation over all accounts sees a change, or the change sees the audience; in every order. */
    @Test
    void anAudienceDefinedWhileAccountsArriveMissesNone() {
        CompletableFuture<Void> arriving = CompletableFuture.runAsync(() -> bulk(
                "/v1/accounts/bulk",
                IntStream.range(0, 6_000)
                        .mapToObj(number -> account("a" + number, "Account", "Software"))
                        .collect(Collectors.joining("\n"))));
        String early = define("early", SOFTWARE);
        await().atMost(ProfileTests.PATIENCE)
                .until(() -> tests.request()
                                .get("/v1/accounts/" + accountKey("a2000"))
                                .statusCode()
                        == 200);
        String late = define("late", SOFTWARE);
        arriving.join();

        awaitLive(early, 6_000);
        awaitLive(late, 6_000);
    }

    @Test
    void aChangedConditionIsEvaluatedAgainOverAllAccounts() {
        put(account("1", "Acme", "Software"), "accounts", "1");
        put(account("2", "Globex", "Steel"), "accounts", "2");
        String id = declare("mine", SOFTWARE, 202);
        awaitLive(id, 1);

        assertThat(declare("MINE", SOFTWARE, 200)).isEqualTo(id);
        assertThat(declare("mine", SOFTWARE.replace("Software", "Steel"), 202)).isEqualTo(id);

        awaitLive(id, 1);
        awaitMembers(id, accountKey("2"));
    }

    @Test
    void namesAreUniqueAndAnArchivedOneIsFree() {
        String id = define("Software", SOFTWARE);

        tests.request()
                .body(definition(" software ", SOFTWARE))
                .post("/v1/audiences")
                .then()
                .statusCode(409)
                .body("code", equalTo("audience-name-taken"));
        tests.request().delete("/v1/audiences/" + id).then().statusCode(204);
        assertThat(define("software", SOFTWARE)).isNotEqualTo(id);
    }

    @Test
    void aSandboxHasAtMostFiftyAudiences() {
        for (int number = 0; number < 50; number++) {
            assertThat(define("audience " + number, SOFTWARE)).isNotBlank();
        }

        tests.request()
                .body(definition("one too many", SOFTWARE))
                .post("/v1/audiences")
                .then()
                .statusCode(409)
                .body("code", equalTo("too-many-audiences"));
        var page = tests.request().queryParam("limit", 30).get("/v1/audiences");
        assertThat(page.<List<String>>path("items.id")).hasSize(30);
        var rest = tests.request()
                .queryParam("limit", 30)
                .queryParam("cursor", page.<String>path("next"))
                .get("/v1/audiences");
        assertThat(rest.<List<String>>path("items.id")).hasSize(20);
    }

    @Test
    void aConditionThatDoesNotCompileIsRefusedWithPlaceAndColumn() {
        tests.request()
                .body(definition("wrong", """
                        {"all":[{"account":{"expression":"account.accountName.startsWith('A') && account.colour == 'red'"}},
                                {"account":{"field":"accountName","operator":"GREATER_THAN","value":[1]}}]}"""))
                .post("/v1/audiences")
                .then()
                .statusCode(422)
                .body("code", equalTo("invalid-definition"))
                .body(
                        "violations.field",
                        hasItems("/condition/all/0/account/expression", "/condition/all/1/account/operator"))
                .body("violations.find { it.field == '/condition/all/0/account/expression' }.column", notNullValue());
        tests.request().get("/v1/audiences").then().body("items", equalTo(List.of()));
    }

    @Test
    void theNightlyEvaluationFindsNothingToChange() {
        put(account("1", "Acme", "Software"), "accounts", "1");
        String id = define("software", SOFTWARE);
        awaitLive(id, 1);
        awaitMembers(id, accountKey("1"));

        nightly.evaluateAgain().subscribeAsCompletionStage().join();

        awaitIdle();
        tests.request()
                .get("/v1/audiences/" + id)
                .then()
                .body("status", equalTo("live"))
                .body("memberCount", equalTo(1));
        tests.request().get("/v1/audiences/" + id + "/members").then().body("items[0].revision", equalTo(1));
    }

    private String define(String name, String condition) {
        return tests.request()
                .body(definition(name, condition))
                .post("/v1/audiences")
                .then()
                .statusCode(202)
                .body("status", equalTo("evaluating"))
                .extract()
                .path("id");
    }

    private String declare(String name, String condition, int status) {
        return tests.request()
                .body("{\"kind\":\"account\",\"condition\":" + condition + "}")
                .put("/v1/audiences/by-name/" + name)
                .then()
                .statusCode(status)
                .extract()
                .path("id");
    }

    private static String definition(String name, String condition) {
        return "{\"name\":\"" + name + "\",\"kind\":\"account\",\"condition\":" + condition + "}";
    }

    private void bulk(String path, String body) {
        tests.request()
                .contentType("application/x-ndjson")
                .body(body.getBytes(StandardCharsets.UTF_8))
                .post(path)
                .then()
                .statusCode(200);
    }

    private void put(String document, String collection, String id) {
        assertThat(tests.request()
                        .body(document)
                        .put("/v1/" + collection + "/" + accountKey(id))
                        .statusCode())
                .isIn(200, 201);
    }

    private void awaitLive(String id, int members) {
        await().atMost(ProfileTests.PATIENCE)
                .untilAsserted(() -> tests.request()
                        .get("/v1/audiences/" + id)
                        .then()
                        .body("status", equalTo("live"))
                        .body("memberCount", equalTo(members)));
    }

    private void awaitMembers(String id, String... expected) {
        await().atMost(ProfileTests.PATIENCE)
                .untilAsserted(() -> assertThat(members(id)).containsExactly(expected));
    }

    private List<String> members(String id) {
        return tests.request()
                .queryParam("limit", 1_000)
                .get("/v1/audiences/" + id + "/members")
                .path("items.memberKey");
    }

    private void awaitIdle() {
        String token = ProfileTests.token(Tokens.ACME, Permissions.VIEW_ADMIN_CONFIGURATIONS);
        await().atMost(ProfileTests.PATIENCE)
                .untilAsserted(() -> RestAssured.given()
                        .auth()
                        .oauth2(token)
                        .get("/v1/replication")
                        .then()
                        .body("pendingWork.audience-evaluation", equalTo(0)));
    }

    private static boolean isAudience(ReadRecord record) {
        return String.valueOf(record.key()).contains(":audience/");
    }
}
