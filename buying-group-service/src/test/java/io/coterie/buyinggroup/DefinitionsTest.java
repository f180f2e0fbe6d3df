package io.coterie.buyinggroup;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.notNullValue;
import static org.hamcrest.Matchers.startsWith;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.coterie.contracts.ContractJson;
import io.coterie.contracts.DefinitionState;
import io.coterie.contracts.EventTypes;
import io.coterie.contracts.Topics;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** Roles, templates, stage models, solution interests and creation jobs over REST. */
@RunningService
class DefinitionsTest {

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
    @DisplayName("ROL-01, ROL-02, ROL-04: six fixed roles on top, then custom ones")
    void rolesAreSixFixedOnesAndCustomOnes() {
        scene.post("/v1/roles", Map.of("name", " Sponsor ", "description", "Pays"))
                .statusCode(201)
                .header("ETag", notNullValue())
                .body("name", is("Sponsor"))
                .body("createdBy", is("test-user"));

        scene.get("/v1/roles")
                .body("items.name", hasSize(7))
                .body("items[0].name", is("Decision Maker"))
                .body("items[0].type", is("DEFAULT"))
                .body("items[6].name", is("Sponsor"))
                .body("items[6].type", is("CUSTOM"));
    }

    @Test
    @DisplayName("ROL-01: a fixed role neither changes nor goes")
    void fixedRolesStay() {
        scene.put("/v1/roles/champion", Map.of("name", "Hero")).statusCode(409).body("code", is("role-is-fixed"));
        scene.user().delete("/v1/roles/champion").then().statusCode(409);
    }

    @Test
    @DisplayName("ROL-05, D-15: a role's name is its own, without regard to case, also against the fixed ones")
    void roleNamesAreUnique() {
        scene.post("/v1/roles", Map.of("name", "Sponsor")).statusCode(201);

        scene.post("/v1/roles", Map.of("name", "sponsor "))
                .statusCode(409)
                .body("code", is("definition-name-taken"))
                .body("violations[0].field", is("/name"));
        scene.post("/v1/roles", Map.of("name", "CHAMPION")).statusCode(409);
    }

    @Test
    @DisplayName("ROL-03: at most 20 roles, the fixed ones included")
    void aSandboxHasAtMostTwentyRoles() {
        for (int i = 0; i < 14; i++) {
            scene.post("/v1/roles", Map.of("name", "Role " + i)).statusCode(201);
        }

        scene.post("/v1/roles", Map.of("name", "One more")).statusCode(409).body("code", is("too-many-roles"));
    }

    @Test
    @DisplayName("ROL-06, D-16: a role a template uses keeps its name and stays")
    void aRoleInUseStays() {
        String role =
                scene.post("/v1/roles", Map.of("name", "Sponsor")).extract().path("id");
        scene.post("/v1/roles-templates", Map.of("name", "T", "roles", List.of(Scene.role("Sponsor", 1, "CFO"))))
                .statusCode(201);

        scene.user()
                .delete("/v1/roles/" + role)
                .then()
                .statusCode(409)
                .body("code", is("definition-in-use"))
                .body("detail", containsString("'T'"));
        scene.put("/v1/roles/" + role, Map.of("name", "Payer")).statusCode(409);
        scene.put("/v1/roles/" + role, Map.of("name", "Sponsor", "description", "Pays"))
                .statusCode(200)
                .body("description", is("Pays"));
    }

    @Test
    void anUnusedRoleCanBeRenamedAndDeleted() {
        String role =
                scene.post("/v1/roles", Map.of("name", "Sponsor")).extract().path("id");

        scene.put("/v1/roles/" + role, Map.of("name", "Payer")).statusCode(200).body("name", is("Payer"));
        scene.user().delete("/v1/roles/" + role).then().statusCode(204);
        scene.get("/v1/roles/" + role).statusCode(404);
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
    @DisplayName("architecture §5: definitions can be declared under their name, again and again")
    void definitionsCanBeDeclared() {
        Map<String, Object> template = Map.of("roles", List.of(Scene.role("Champion", 1, "VP")));
        String id = scene.put("/v1/roles-templates/by-name/Declared", template)
                .statusCode(201)
                .extract()
                .path("id");
        scene.put("/v1/roles-templates/by-name/declared", template)
                .statusCode(200)
                .body("id", is(id))
                .body("revision", is(1));
        scene.post("/v1/roles-templates/" + id + "/publish", "").statusCode(200);
        scene.put("/v1/roles-templates/by-name/Declared", template)
                .statusCode(200)
                .body("status", is("live"));
        scene.put("/v1/roles-templates/by-name/Declared", Map.of("roles", List.of()))
                .statusCode(409);

        Map<String, Object> interest = Map.of("rolesTemplate", id, "updateExistingBuyingGroups", true);
        String interestId = scene.put("/v1/solution-interests/by-name/Robots", interest)
                .statusCode(201)
                .extract()
                .path("id");
        scene.put("/v1/solution-interests/by-name/Robots", interest)
                .statusCode(200)
                .body("id", is(interestId))
                .body("revision", is(1));
        scene.put("/v1/stage-models/by-name/Sales", Map.of("stages", List.of(Map.of("name", "Open"))))
                .statusCode(201);
        scene.put("/v1/stage-models/by-name/Sales", Map.of("name", "Other", "stages", List.of()))
                .statusCode(400)
                .body("violations[0].field", is("/name"));
    }

    @Test
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
        list("name", "al").body("items.name", contains("Alpine", "Alpha"));
        scene.user()
                .queryParam("cursor", "nonsense")
                .get("/v1/roles-templates")
                .then()
                .statusCode(400)
                .body("violations[0].field", is("cursor"));
    }

    @Test
    @DisplayName("STG-02, STG-04 to STG-08: a stage model is checked when it goes live, and does not change afterwards")
    void aStageModelGoesLiveWhenItIsSound() {
        String id = scene.post(
                        "/v1/stage-models",
                        Map.of("name", "Sales", "stages", List.of(Map.of("name", "Open", "entry", true))))
                .statusCode(201)
                .extract()
                .path("id");
        scene.post("/v1/stage-models/" + id + "/publish", "")
                .statusCode(422)
                .body("violations.field", hasItem("/stages"))
                .body("violations.field", hasItem("/stages/0/transitTo"));

        scene.put(
                        "/v1/stage-models/" + id,
                        Map.of(
                                "name",
                                "Sales",
                                "stages",
                                List.of(
                                        Map.of("name", "Open", "entry", true, "transitTo", List.of("Won")),
                                        Map.of("name", "Won", "destination", "SUCCESS"))))
                .statusCode(200);
        scene.post("/v1/stage-models/" + id + "/publish", "").statusCode(200).body("status", is("live"));
        scene.put("/v1/stage-models/" + id, Map.of("name", "Sales")).statusCode(409);
    }

    @Test
    @DisplayName("STG-09, D-50: a stage model an interest uses stays")
    void aStageModelInUseStays() {
        String stages = scene.liveStages();
        String interest = scene.interest("Robots", scene.liveTemplate(), false, stages);

        scene.user().delete("/v1/stage-models/" + stages).then().statusCode(409).body("code", is("definition-in-use"));
        scene.put("/v1/solution-interests/" + interest, Map.of("name", "Robots"))
                .statusCode(200);
        scene.user().delete("/v1/stage-models/" + stages).then().statusCode(204);
    }

    @Test
    @DisplayName("SI-01: an interest has one live template, for good")
    void anInterestHasOneLiveTemplateForGood() {
        String draft = scene.post("/v1/roles-templates", Map.of("name", "Draft"))
                .extract()
                .path("id");
        scene.post("/v1/solution-interests", Map.of("name", "Robots", "rolesTemplate", draft))
                .statusCode(422)
                .body("code", is("definition-not-live"))
                .body("violations[0].field", is("/rolesTemplate"));
        scene.post("/v1/solution-interests", Map.of("name", "Robots"))
                .statusCode(400)
                .body("violations[0].field", is("/rolesTemplate"));
        String interest = scene.interest("Robots", false);

        scene.put("/v1/solution-interests/" + interest, Map.of("name", "Robots", "rolesTemplate", draft))
                .statusCode(409)
                .body("code", is("roles-template-is-fixed"));
        scene.get("/v1/solution-interests/" + interest).body("updateExistingBuyingGroups", is(false));
    }

    @Test
    @DisplayName("SI-06, D-23: an interest is deleted when no job, group or journey needs it")
    void anInterestInUseStays() {
        scene.account("a1@crm.Test", "Acme");
        scene.audience("aud");
        scene.inAudience("aud", "a1@crm.Test");
        scene.awaitRest();
        String interest = scene.interest("Robots", false);
        String job = scene.job(interest, "aud");
        String group = scene.group("a1@crm.Test");
        var journey = ContractJson.mapper().valueToTree(Map.of("nodes", List.of(Map.of("solutionInterest", interest))));
        scene.publish(
                Topics.DEFINITIONS,
                "journey/j1",
                EventTypes.DEFINITION_CHANGED,
                new DefinitionState(DefinitionState.JOURNEY, "j1", "Find them", "live", journey));
        scene.awaitRest();

        refuseDeletion(interest)
                .body("detail", containsString("creation jobs"))
                .body("detail", containsString("Find them"));
        scene.user().delete("/v1/creation-jobs/" + job).then().statusCode(204);
        refuseDeletion(interest).body("detail", containsString("Find them"));
        scene.publish(
                Topics.DEFINITIONS,
                "journey/j1",
                EventTypes.DEFINITION_CHANGED,
                new DefinitionState(
                        DefinitionState.JOURNEY, "j1", "Find them", "deleted", JsonNodeFactory.instance.objectNode()));
        scene.awaitRest();
        refuseDeletion(interest).body("code", is("groups-exist"));

        scene.user()
                .queryParam("cascade", "true")
                .delete("/v1/solution-interests/" + interest)
                .then()
                .statusCode(204);
        await().untilAsserted(() -> scene.get("/v1/buying-groups/" + group).statusCode(404));
        scene.get("/v1/solution-interests/" + interest).statusCode(404);
        scene.post(
                        "/v1/solution-interests",
                        Map.of(
                                "name",
                                "Robots",
                                "rolesTemplate",
                                scene.get("/v1/roles-templates").extract().path("items[0].id")))
                .statusCode(201);
    }

    @Test
    @DisplayName("JOB-01: an estimate first, and a job on a live account audience only")
    void aJobIsMadeOnALiveAccountAudience() {
        String interest = scene.interest("Robots", false);
        scene.post("/v1/creation-jobs", Map.of("solutionInterest", interest, "audience", "nowhere"))
                .statusCode(422)
                .body("code", is("audience-not-known"));
        scene.audience("old", "archived");
        scene.audience("aud");
        scene.inAudience("aud", "a1@crm.Test");
        scene.awaitRest();
        scene.post("/v1/creation-jobs", Map.of("solutionInterest", interest, "audience", "old"))
                .statusCode(422)
                .body("code", is("audience-has-no-groups"));

        scene.post("/v1/creation-jobs/estimate", Map.of("solutionInterest", interest, "audience", "aud"))
                .statusCode(200)
                .body("accounts", is(1))
                .body("newGroups", is(1));
        scene.post("/v1/creation-jobs", Map.of("solutionInterest", interest, "audience", "aud"))
                .statusCode(201)
                .body("name", startsWith("Buying Group Job "))
                .body("lastRun.accounts", is(1));
        scene.user()
                .queryParam("solutionInterest", interest)
                .get("/v1/creation-jobs")
                .then()
                .body("items", hasSize(1));
    }

    @Test
    @DisplayName("JOB-05, D-25: groups outlive their job")
    void groupsOutliveTheirJob() {
        scene.account("a1@crm.Test", "Acme");
        scene.audience("aud");
        scene.inAudience("aud", "a1@crm.Test");
        scene.awaitRest();
        String job = scene.job(scene.interest("Robots", false), "aud");
        String group = scene.group("a1@crm.Test");

        scene.user().delete("/v1/creation-jobs/" + job).then().statusCode(204);
        scene.account("a2@crm.Test", "Beta");
        scene.inAudience("aud", "a2@crm.Test");
        scene.awaitRest();

        scene.get("/v1/buying-groups/" + group).statusCode(200).body("outOfAudience", is(true));
        scene.groups("a2@crm.Test").body("items", hasSize(0));
        List<String> statuses = scene.published(Topics.DEFINITIONS).stream()
                .filter(record -> String.valueOf(record.key()).endsWith("creation-job/" + job))
                .map(record -> ContractJson.readTree(
                                String.valueOf(record.value()).getBytes(StandardCharsets.UTF_8))
                        .get("status")
                        .asText())
                .toList();
        assertThat(statuses).containsExactly("active", "deleted");
    }

    @Test
    void theApiIsPublished() {
        given().get("/q/openapi")
                .then()
                .statusCode(200)
                .body(containsString("/v1/buying-groups/{id}/members/change-role"));
    }

    private io.restassured.response.ValidatableResponse refuseDeletion(String interest) {
        return scene.user().delete("/v1/solution-interests/" + interest).then().statusCode(409);
    }

    private io.restassured.response.ValidatableResponse list(String parameter, String value) {
        return scene.user()
                .queryParam(parameter, value)
                .get("/v1/roles-templates")
                .then()
                .statusCode(200);
    }
}
