package io.coterie.buyinggroup.solutioninterest;

import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.is;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.coterie.buyinggroup.RunningService;
import io.coterie.buyinggroup.Scene;
import io.coterie.contracts.ContractJson;
import io.coterie.contracts.DefinitionState;
import io.coterie.contracts.EventTypes;
import io.coterie.contracts.Topics;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** Solution interests over REST (§9.4). */
@RunningService
class SolutionInterestsTest {

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
    @DisplayName("SI-02: interests are found by the beginning of their name, the last changed first")
    void interestsAreFoundByName() {
        String template = scene.liveTemplate();
        for (String name : List.of("Robots", "Drones for robots", "robot arms")) {
            var _ = scene.interest(name, template, false, null);
        }

        scene.get("/v1/solution-interests?name=ROBOT").body("items.name", contains("robot arms", "Robots"));
        scene.get("/v1/solution-interests?name=bots").body("items.name", empty());
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

    private io.restassured.response.ValidatableResponse refuseDeletion(String interest) {
        return scene.user().delete("/v1/solution-interests/" + interest).then().statusCode(409);
    }
}
