package io.coterie.buyinggroup.rolestemplate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.nullValue;
import static org.hamcrest.Matchers.startsWith;

import io.coterie.buyinggroup.RunningService;
import io.coterie.buyinggroup.Scene;
import io.coterie.contracts.ContractJson;
import io.coterie.contracts.DefinitionState;
import io.coterie.contracts.EventTypes;
import io.coterie.contracts.Topics;
import io.coterie.platform.testing.RawExchange;
import io.coterie.platform.testing.Tokens;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Roles templates over REST (§9.3). */
@RunningService
class RolesTemplatesTest {

    private Scene scene;

    @BeforeEach
    void open() {
        scene = Scene.open();
    }

    @AfterEach
    void close() {
        scene.close();
    }

    @Test
    @DisplayName("RT-03, RT-04, D-17: a draft changes, a live template does not")
    void aTemplateIsADraftUntilItIsPublished() {
        String id =
                scene.post("/v1/roles-templates", Map.of("name", "T")).extract().path("id");
        scene.post("/v1/roles-templates/" + id + "/publish", "")
                .statusCode(422)
                .body("code", is("invalid-definition"))
                .body("violations.field", contains("/roles"));

        scene.put("/v1/roles-templates/" + id, Map.of("name", "T2", "roles", List.of(Scene.role("Champion", 2, "VP"))))
                .statusCode(200)
                .body("revision", is(2))
                .body("roles[0].weighting", is("NORMAL"))
                .body("roles[0].priority", is(1));
        scene.post("/v1/roles-templates/" + id + "/publish", "")
                .statusCode(200)
                .body("status", is("live"))
                .body("publishedBy", is("test-user"));
        scene.post("/v1/roles-templates/" + id + "/publish", "").statusCode(200).body("revision", is(3));

        scene.put("/v1/roles-templates/" + id, Map.of("name", "T3"))
                .statusCode(409)
                .body("code", is("definition-is-live"));
        scene.user().delete("/v1/roles-templates/" + id).then().statusCode(409);
    }

    @Test
    @DisplayName("RT-04: a draft can be deleted, and is told as deleted")
    void aDraftCanBeDeleted() {
        String id =
                scene.post("/v1/roles-templates", Map.of("name", "T")).extract().path("id");

        scene.user().delete("/v1/roles-templates/" + id).then().statusCode(204);

        scene.get("/v1/roles-templates/" + id).statusCode(404);
        scene.awaitRest();
        assertThat(scene.published(Topics.DEFINITIONS).stream()
                        .filter(record -> String.valueOf(record.key()).endsWith("/" + id))
                        .map(record -> Scene.json(record).get("status").asText()))
                .containsExactly("draft", "deleted");
    }

    @Test
    @DisplayName("D-18: automatic assignment without a condition cannot be published")
    void automaticAssignmentWithoutAConditionIsNotPublished() {
        String id = scene.post("/v1/roles-templates", Map.of("name", "T", "roles", List.of(Map.of("role", "Champion"))))
                .statusCode(201)
                .extract()
                .path("id");

        scene.post("/v1/roles-templates/" + id + "/publish", "")
                .statusCode(422)
                .body("violations.field", contains("/roles/0/condition"));
    }

    @Test
    void everythingWrongWithATemplateIsNamedAtOnceAndNothingIsStored() {
        scene.post(
                        "/v1/roles-templates",
                        Map.of(
                                "name",
                                "Wrong",
                                "roles",
                                List.of(
                                        Map.of("role", "Champion", "membersRequired", 0),
                                        Map.of("role", "champion", "priority", 1),
                                        Map.of(
                                                "role",
                                                "Influencer",
                                                "condition",
                                                Map.of("person", Map.of("field", "nowhere", "operator", "IS"))))))
                .statusCode(422)
                .body("code", is("invalid-definition"))
                .body("violations.field", hasItem("/roles/0/membersRequired"))
                .body("violations.field", hasItem("/roles/1/role"))
                .body("violations.field", hasItem("/roles/1/priority"))
                .body("violations.field", hasItem(startsWith("/roles/2/condition/person")));

        scene.get("/v1/roles-templates").body("items", hasSize(0));
    }

    @Test
    void anUnknownFieldAWrongTypeAndBrokenJsonAreNamed() {
        scene.post("/v1/roles-templates", Map.of("name", "T", "colour", "red"))
                .statusCode(400)
                .body("code", is("invalid-body"))
                .body("violations[0].field", is("/colour"));
        scene.post("/v1/roles-templates", "{\"name\":\"T\",\"roles\":[{\"role\":\"Champion\",\"weighting\":\"HUGE\"}]}")
                .statusCode(400)
                .body("violations[0].field", is("/roles/0/weighting"));
        scene.post("/v1/roles-templates", "{\"name\":").statusCode(400).body("code", is("malformed-json"));
        scene.post("/v1/roles-templates", "").statusCode(400);
        scene.post("/v1/roles-templates", Map.of("name", " ")).statusCode(400).body("violations[0].field", is("/name"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{'role':'Champion','weighting':0} | weighting | Expected one of TRIVIAL, MINOR, NORMAL, IMPORTANT, VITAL.",
                "{'role':'Champion','priority':1.9} | priority | Expected a whole number, such as 3.",
                "{'role':'Champion','priority':'3'} | priority | Expected a whole number, such as 3.",
                "{'role':'Champion','membersRequired':2.7} | membersRequired | Expected a whole number, such as 3.",
                "{'role':'Champion','autoAssign':1} | autoAssign | Expected true or false, without quotes.",
                "{'role':'\\u0000'} | role | Expected a text without the character U+0000.",
                "{'condition':{'person':{'field':'\\u0000'}}} | condition/person/field | Expected a text without the character U+0000.",
            })
    @DisplayName("RT-05, RT-06, RT-09: a card's values are taken as they stand, and one that cannot be is named")
    void aValueThatCannotBeIsRefused(String card, String field, String expected) {
        String body = "{'name':'T','roles':[" + card + "]}";

        scene.post("/v1/roles-templates", body.replace('\'', '"'))
                .statusCode(400)
                .body("code", is("invalid-body"))
                .body("violations.field", contains("/roles/0/" + field))
                .body("violations.detail", contains(expected));

        scene.get("/v1/roles-templates").body("items", hasSize(0));
    }

    @ParameterizedTest
    @CsvSource({"?name=%00, name", "?name=a%00b&limit=5, name", "/%00, id"})
    void aParameterWithACharacterThatNoNameHasIsRefused(String parameter, String field) {
        scene.user()
                .urlEncodingEnabled(false)
                .get("/v1/roles-templates" + parameter)
                .then()
                .statusCode(400)
                .contentType("application/problem+json")
                .body("code", is("invalid-parameter"))
                .body("violations.field", contains(field));
    }

    @Test
    void aQueryThatCannotBeDecodedIsRefused() {
        String token = Tokens.of(scene.organisation)
                .permissions("view-b2b-role-templates")
                .sign();

        try (RawExchange exchange = RawExchange.open()) {
            RawExchange.Answer answer = exchange.head(
                            "GET /v1/roles-templates?name=%zz",
                            "Authorization: Bearer " + token, "x-sandbox-name: " + scene.sandbox)
                    .answer();

            assertThat(answer.status()).isEqualTo(400);
        }
    }

    @Test
    void aStaleIfMatchIsRefused() {
        String id =
                scene.post("/v1/roles-templates", Map.of("name", "T")).extract().path("id");

        scene.user()
                .header("If-Match", "\"7\"")
                .body(Map.of("name", "T2"))
                .put("/v1/roles-templates/" + id)
                .then()
                .statusCode(412);
        scene.user()
                .header("If-Match", "\"1\"")
                .body(Map.of("name", "T2"))
                .put("/v1/roles-templates/" + id)
                .then()
                .statusCode(200)
                .header("ETag", is("\"2\""));
    }

    @Test
    @DisplayName(
            "RT-01: a list shows the last updated first, pages by cursor, and is searched by the beginning of the name")
    void listsPageByCursorAndNamePrefix() {
        for (String name : List.of("Alpha", "Alpine", "Beta")) {
            scene.post("/v1/roles-templates", Map.of("name", name)).statusCode(201);
        }

        String next = list("limit", "2")
                .body("items.name", contains("Beta", "Alpine"))
                .header("Link", containsString("rel=\"next\""))
                .extract()
                .path("next");
        list("cursor", next).body("items.name", contains("Alpha"));
        String alpha = list("name", "al")
                .body("items.name", contains("Alpine", "Alpha"))
                .extract()
                .path("items[1].id");
        scene.put("/v1/roles-templates/" + alpha, Map.of("name", "Alpha", "description", "the first"))
                .statusCode(200)
                .body("updatedBy", is("test-user"));
        list("name", "al").body("items.name", contains("Alpha", "Alpine"));
        scene.user()
                .queryParam("cursor", "nonsense")
                .get("/v1/roles-templates")
                .then()
                .statusCode(400)
                .body("violations[0].field", is("cursor"));
    }

    @Test
    @DisplayName("RT-04, D-17: a live template is changed by way of a copy")
    void aTemplateIsDuplicatedAsADraft() {
        String live = scene.liveTemplate();

        scene.post("/v1/roles-templates/" + live + "/duplicate", "{}")
                .statusCode(201)
                .body("name", is("Template copy"))
                .body("status", is("draft"))
                .body("roles.role", contains("Decision Maker", "Influencer", "Champion"))
                .body("roles[1].membersRequired", is(2));
        scene.post("/v1/roles-templates/" + live + "/duplicate", "{}")
                .statusCode(409)
                .body("code", is("definition-name-taken"));
        scene.post("/v1/roles-templates/" + live + "/duplicate", Map.of("name", "Another"))
                .statusCode(201)
                .body("name", is("Another"));
    }

    @Test
    @DisplayName("SI-02: who uses a template, and for how many groups")
    void theUsageOfATemplateIsKnown() {
        String template = scene.liveTemplate();
        scene.get("/v1/roles-templates/" + template + "/usage")
                .statusCode(200)
                .body("solutionInterests", hasSize(0))
                .body("buyingGroups", is(0));
        scene.account("a1@crm.Test", "Acme");
        scene.audience("aud");
        scene.inAudience("aud", "a1@crm.Test");
        scene.awaitRest();
        scene.interest("Drones", template, false, null);
        scene.job(scene.interest("Robots", template, false, null), "aud");
        var _ = scene.group("a1@crm.Test");

        scene.get("/v1/roles-templates/" + template + "/usage")
                .body("solutionInterests.name", contains("Drones", "Robots"))
                .body("solutionInterests.buyingGroups", contains(0, 1))
                .body("buyingGroups", is(1));
    }

    @Test
    @DisplayName(
            "D-05: a role whose field a schema change removed is reported, keeps whom it has and takes nobody else")
    void aRoleOfARemovedFieldKeepsItsMembers() {
        schema("{\"fields\": [{\"path\": \"_acme.tier\", \"type\": \"string\", \"label\": \"Tier\"}]}");
        scene.account("a1@crm.Test", "Acme");
        gold("gold@crm.Test");
        scene.audience("aud");
        scene.inAudience("aud", "a1@crm.Test");
        scene.awaitRest();
        String template = scene.post("/v1/roles-templates", Map.of("name", "Tiers", "roles", List.of(goldOnly())))
                .statusCode(201)
                .extract()
                .path("id");
        scene.post("/v1/roles-templates/" + template + "/publish", "").statusCode(200);
        String job = scene.job(scene.interest("Robots", template, true, null), "aud");
        String group = scene.group("a1@crm.Test");
        scene.awaitMembers(group, "gold@crm.Test=Champion");

        schema("{\"fields\": []}");
        gold("late@crm.Test");
        scene.awaitRest();

        scene.awaitMembers(group, "gold@crm.Test=Champion");
        scene.get("/v1/roles-templates/" + template)
                .statusCode(200)
                .body("status", is("live"))
                .body("brokenRoles", contains("Champion"))
                .body("faults.field", contains("/roles/0/condition/person/field"))
                .body("faults[0].detail", containsString("_acme.tier"));
        scene.get("/v1/buying-groups/" + group + "/members/gold@crm.Test")
                .statusCode(200)
                .body("member", is(true))
                .body("roles[0].matched", is(false))
                .body("roles[0].fault", containsString("_acme.tier"));
        scene.post("/v1/creation-jobs/" + job + "/runs", Map.of()).statusCode(202);
        scene.awaitRest();
        scene.get("/v1/creation-jobs/" + job + "/runs")
                .body("items[0].state", is("complete"))
                .body("items[0].errors", hasSize(1))
                .body("items[0].errors[0].accounts", is(1))
                .body("items[0].errors[0].reason", containsString("_acme.tier"));
        schema("{\"fields\": [{\"path\": \"_acme.tier\", \"type\": \"string\"}]}");
        scene.awaitMembers(group, "gold@crm.Test=Champion", "late@crm.Test=Champion");
        scene.get("/v1/roles-templates/" + template).body("brokenRoles", nullValue());
    }

    private void gold(String person) {
        scene.publish(scene.personEvent(person, "Clerk", "a1@crm.Test").data("""
                {"personKey":"%s","deleted":false,"person":{"_acme":{"tier":"gold"}},
                 "accounts":[{"accountKey":"a1@crm.Test","roles":[]}]}""".formatted(person)));
    }

    private static Map<String, Object> goldOnly() {
        return Map.of(
                "role",
                "Champion",
                "condition",
                Map.of("person", Map.of("field", "_acme.tier", "operator", "IS", "value", List.of("gold"))));
    }

    private void schema(String fields) {
        scene.publish(
                Topics.DEFINITIONS,
                "schema/person",
                EventTypes.DEFINITION_CHANGED,
                new DefinitionState(
                        DefinitionState.SCHEMA,
                        "person",
                        "person",
                        "live",
                        ContractJson.readTree(fields.getBytes(StandardCharsets.UTF_8))));
        scene.awaitRest();
    }

    private io.restassured.response.ValidatableResponse list(String parameter, String value) {
        return scene.user()
                .queryParam(parameter, value)
                .get("/v1/roles-templates")
                .then()
                .statusCode(200);
    }
}
