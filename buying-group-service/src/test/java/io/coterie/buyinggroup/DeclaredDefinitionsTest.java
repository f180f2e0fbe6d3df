package io.coterie.buyinggroup;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.is;

import io.coterie.contracts.Topics;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** Definitions as code, and how they and the interface are published (architecture §5). */
@RunningService
class DeclaredDefinitionsTest {

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
    void theApiIsPublished() {
        given().get("/q/openapi")
                .then()
                .statusCode(200)
                .body(containsString("/v1/buying-groups/{id}/members/change-role"));
    }

    @Test
    void definitionsArePublished() {
        scene.aGroup(true);
        scene.awaitRest();

        List<String> kinds = scene.published(Topics.DEFINITIONS).stream()
                .map(record -> Scene.json(record).get("kind").asText() + ":"
                        + Scene.json(record).get("status").asText())
                .toList();

        assertThat(kinds)
                .contains(
                        "roles-template:draft",
                        "roles-template:live",
                        "solution-interest:live",
                        "creation-job:active",
                        "sandbox-acknowledgement:acknowledged");
    }
}
