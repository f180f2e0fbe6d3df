package io.coterie.profile.field;

import static io.coterie.profile.ProfileTests.account;
import static io.coterie.profile.ProfileTests.accountKey;
import static io.coterie.profile.ProfileTests.person;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItems;

import com.fasterxml.jackson.databind.JsonNode;
import com.google.errorprone.annotations.CanIgnoreReturnValue;
import io.coterie.contracts.Topics;
import io.coterie.platform.testing.SuiteInfrastructure;
import io.coterie.profile.ProfileTests;
import io.coterie.profile.StateTopic;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Fields of a sandbox's own (XDM-02, XDM-07, D-05). */
@QuarkusTest
@WithTestResource(
        value = SuiteInfrastructure.class,
        initArgs = @ResourceArg(name = SuiteInfrastructure.DATABASE, value = "profile"))
class FieldTest {

    private static final String ACCOUNT = "/v1/accounts/" + accountKey("1");

    private ProfileTests tests;

    @BeforeEach
    void inANewSandbox() {
        tests = ProfileTests.inNewSandbox();
    }

    @Test
    void aDocumentMayHoldAFieldOnceTheSandboxHasIt() {
        put("{\"_acme\":{\"tier\":\"gold\"}}")
                .statusCode(400)
                .body("code", equalTo("invalid-body"))
                .body("violations.field", equalTo(List.of("/_acme/tier")));

        field("account", "_acme.tier", "string").statusCode(201).body("custom", equalTo(true));

        put("{\"_acme\":{\"tier\":\"gold\"}}").statusCode(201).body("account._acme.tier", equalTo("gold"));
        tests.request()
                .body(person("7", "CFO", "1").replace("{\"b2b\"", "{\"_acme\":{\"tier\":\"gold\"},\"b2b\""))
                .put("/v1/persons/" + accountKey("7"))
                .then()
                .statusCode(400)
                .body("violations.field", equalTo(List.of("/_acme/tier")));
        tests.request()
                .get("/v1/fields")
                .then()
                .body("items.find { it.path == '_acme.tier' }.custom", equalTo(true))
                .body("items.find { it.path == 'accountName' }.custom", equalTo(false))
                .body(
                        "items.findAll { it.scope == 'opportunity' }.path",
                        hasItems("isClosed", "opportunityAmount.amount"));
    }

    @Test
    void everyTypeTakesItsOwnValuesOnly() {
        field("account", "_acme.words", "string");
        field("account", "_acme.size.count", "integer");
        field("account", "_acme.size.share", "double");
        field("account", "_acme.known", "boolean");
        field("account", "_acme.since", "date");

        put("{\"_acme\":{\"words\":\"w\",\"size\":{\"count\":3,\"share\":0.5},\"known\":true,\"since\":\"2026-01-31\"}}")
                .statusCode(201);
        put("{\"_acme\":{\"since\":\"2026-01-31T10:00:00Z\"}}").statusCode(200);
        put("{\"_acme\":{\"words\":1,\"size\":{\"count\":0.5,\"share\":\"x\",\"other\":1},\"known\":\"yes\",\"since\":\"soon\"}}")
                .statusCode(400)
                .body(
                        "violations.field",
                        hasItems(
                                "/_acme/words",
                                "/_acme/size/count",
                                "/_acme/size/share",
                                "/_acme/size/other",
                                "/_acme/known",
                                "/_acme/since"));
        put("{\"_acme\":{\"words\":[\"a list\"]}}").statusCode(400);
    }

    @Test
    void bulkLinesWithUnknownFieldsAreToldAndTheOthersKept() {
        String answer = tests.request()
                .contentType("application/x-ndjson")
                .body((account("1", "Acme", "Software") + "\n"
                                + account("2", "Globex", "Steel")
                                        .replace("{\"accountKey\"", "{\"_x\":{\"y\":1},\"accountKey\""))
                        .getBytes(StandardCharsets.UTF_8))
                .post("/v1/accounts/bulk")
                .then()
                .statusCode(200)
                .extract()
                .asString();

        assertThat(answer.lines().toList().getFirst()).contains("accepted");
        assertThat(answer.lines().toList().getLast()).contains("refused").contains("/_x/y");
        tests.request().get("/v1/accounts").then().body("items.size()", equalTo(1));
    }

    @Test
    void aConditionReadsTheFieldAndKeepsItFromGoing() {
        field("account", "_acme.tier", "string");
        put("{\"_acme\":{\"tier\":\"gold\"}}");
        String condition = "{\"account\":{\"field\":\"_acme.tier\",\"operator\":\"IS\",\"value\":\"gold\"}}";

        String id = tests.request()
                .body("{\"name\":\"gold\",\"kind\":\"account\",\"condition\":" + condition + "}")
                .post("/v1/audiences")
                .then()
                .statusCode(202)
                .extract()
                .path("id");
        await().atMost(ProfileTests.PATIENCE)
                .untilAsserted(() -> tests.request()
                        .get("/v1/audiences/" + id + "/members")
                        .then()
                        .body("items.memberKey", equalTo(List.of(accountKey("1")))));

        tests.request()
                .delete("/v1/fields/account/_acme.tier")
                .then()
                .statusCode(409)
                .body("code", equalTo("field-in-use"))
                .body("detail", containsString(id));
        field("account", "_acme.tier", "integer").statusCode(409).body("code", equalTo("field-in-use"));
        field("account", "_acme.tier", "string").statusCode(200);
        tests.request().delete("/v1/audiences/" + id).then().statusCode(204);
        tests.request().delete("/v1/fields/account/_acme.tier").then().statusCode(204);
        tests.request().delete("/v1/fields/account/_acme.tier").then().statusCode(404);
        put("{\"_acme\":{\"tier\":\"silver\"}}").statusCode(400);
        tests.request()
                .body("{\"name\":\"again\",\"kind\":\"account\",\"condition\":" + condition + "}")
                .post("/v1/audiences")
                .then()
                .statusCode(422)
                .body("violations[0].field", equalTo("/condition/account/field"));
    }

    @Test
    void theFieldsOfARecordArePublishedAsOneDefinition() {
        field("person", "_acme.score", "double");
        field("person", "_acme.tier", "string");
        field("person", "_acme.tier", "string");
        tests.request().delete("/v1/fields/person/_acme.score").then().statusCode(204);

        List<JsonNode> published = StateTopic.records(
                        Topics.DEFINITIONS,
                        tests.sandbox(),
                        records -> records.stream()
                                        .filter(record ->
                                                String.valueOf(record.key()).endsWith(":schema/person"))
                                        .count()
                                >= 3)
                .stream()
                .filter(record -> String.valueOf(record.key()).endsWith(":schema/person"))
                .map(StateTopic::json)
                .toList();

        assertThat(published).hasSize(3);
        assertThat(published.getLast().path("kind").asText()).isEqualTo("schema");
        assertThat(published.getLast().path("definition").toString())
                .isEqualTo("{\"fields\":[{\"path\":\"_acme.tier\",\"type\":\"string\",\"label\":\"In words\"}]}");
        assertThat(published.get(1).path("definition").path("fields")).hasSize(2);
    }

    @Test
    void aPathHasANamespaceAndItsPlace() {
        for (String path : List.of("tier", "_tier", "acme.tier", "_acme..x", "_a.b.c.d.e.f.g", "_acme.in")) {
            field("account", path, "string").statusCode(400).body("violations[0].field", equalTo("path"));
        }
        field("account", "_acme.tier", "string").statusCode(201);
        field("account", "_acme.tier.level", "string").statusCode(409).body("code", equalTo("field-conflicts"));
        field("group", "_acme.tier", "string").statusCode(404);
        field("account", "_acme.list", "array").statusCode(400);
    }

    /** XDM-02. */
    @Test
    void aRecordHasAtMostAHundredFieldsOfItsOwn() {
        for (int number = 0; number < 100; number++) {
            field("account", "_acme.f" + number, "string").statusCode(201);
        }

        field("account", "_acme.more", "string").statusCode(409).body("code", equalTo("too-many-fields"));
        field("person", "_acme.more", "string").statusCode(201);
    }

    @CanIgnoreReturnValue
    private ValidatableResponse field(String kind, String path, String type) {
        return tests.request()
                .body("{\"type\":\"" + type + "\",\"label\":\"In words\"}")
                .put("/v1/fields/" + kind + "/" + path)
                .then();
    }

    @CanIgnoreReturnValue
    private ValidatableResponse put(String custom) {
        return tests.request()
                .body("{\"accountName\":\"Acme\"," + custom.substring(1))
                .put(ACCOUNT)
                .then();
    }
}
