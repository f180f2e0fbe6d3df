package io.coterie.buyinggroup.rolestemplate;

import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.startsWith;

import io.coterie.buyinggroup.RunningService;
import io.coterie.buyinggroup.Scene;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

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

    private io.restassured.response.ValidatableResponse list(String parameter, String value) {
        return scene.user()
                .queryParam(parameter, value)
                .get("/v1/roles-templates")
                .then()
                .statusCode(200);
    }
}
