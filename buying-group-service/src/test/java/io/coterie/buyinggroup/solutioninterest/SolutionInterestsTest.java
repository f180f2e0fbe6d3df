package io.coterie.buyinggroup.solutioninterest;

import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.is;

import io.coterie.buyinggroup.RunningService;
import io.coterie.buyinggroup.Scene;
import io.coterie.contracts.ContractJson;
import io.coterie.contracts.DefinitionState;
import io.coterie.contracts.EventTypes;
import io.coterie.contracts.Topics;
import io.restassured.response.ValidatableResponse;
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
    @DisplayName(
            "SI-06, D-23: an interest is deleted when no job, group or journey needs it; an aborted journey does not")
    void anInterestInUseStays() {
        scene.account("a1@crm.Test", "Acme");
        scene.audience("aud");
        scene.inAudience("aud", "a1@crm.Test");
        scene.awaitRest();
        String interest = scene.interest("Robots", false);
        String job = scene.job(interest, "aud");
        String group = scene.group("a1@crm.Test");
        Map<String, Object> alert =
                Map.of("type", "action", "action", Map.of("kind", "send-sales-alert", "solutionInterest", interest));
        journey("Find them", "closed", List.of(alert));
        scene.awaitRest();

        refuseDeletion(interest)
                .body("detail", containsString("creation jobs"))
                .body("detail", containsString("Find them"));
        scene.user().delete("/v1/creation-jobs/" + job).then().statusCode(204);
        refuseDeletion(interest).body("detail", containsString("Find them"));
        journey("Find them", "aborted", List.of(alert));
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
    @DisplayName(
            "SI-03, SI-06: an interest that a journey's condition names stays and keeps its name until the journey is over")
    void anInterestKeepsTheNameByWhichAJourneyFindsIt() {
        String interest = scene.interest("Robots", false);
        Map<String, Object> test =
                Map.of("field", "solutionInterest", "operator", "IS", "value", List.of("Drones", "ROBOTS"));
        Map<String, Object> byValue = split(Map.of("group", test));
        Map<String, Object> byExpression =
                split(Map.of("group", Map.of("expression", "group.solutionInterest.exists(name, name == 'Robots')")));
        journey("By value", "live", List.of(byValue));
        journey("By expression", "live", List.of(byExpression));
        scene.awaitRest();

        rename(interest, "Machines")
                .statusCode(409)
                .body("code", is("definition-in-use"))
                .body("detail", containsString("'By expression', 'By value'"))
                .body("violations.field", contains("/name"));
        refuseDeletion(interest).body("detail", containsString("'By expression', 'By value'"));
        scene.put("/v1/solution-interests/" + interest, Map.of("name", "Robots", "description", "New"))
                .statusCode(200)
                .body("description", is("New"));

        journey("By value", "aborted", List.of(byValue));
        scene.publish(
                Topics.DEFINITIONS,
                "journey/By expression",
                EventTypes.DEFINITION_CHANGED,
                new DefinitionState(DefinitionState.JOURNEY, "By expression", "By expression", "deleted", null));
        scene.awaitRest();

        rename(interest, "Machines").statusCode(200).body("name", is("Machines"));
    }

    @Test
    @DisplayName("SI-03, SI-06: an interest that a journey finds by a part of its name keeps a name with that part")
    void anInterestKeepsThePartByWhichAJourneyFindsIt() {
        String interest = scene.interest("Home robots", false);
        journey("By its end", "live", List.of(split(Map.of("group", test("ENDS_WITH", "ROBOTS")))));
        journey("Without drones", "live", List.of(split(Map.of("group", test("NOT_CONTAINS", "drone")))));
        scene.awaitRest();

        rename(interest, "Robots at home")
                .statusCode(409)
                .body("code", is("definition-in-use"))
                .body("detail", containsString("'By its end'"));
        refuseDeletion(interest).body("detail", containsString("'By its end'"));

        rename(interest, "Garden robots").statusCode(200).body("name", is("Garden robots"));
        rename(interest, "Garden drones or robots").statusCode(200);
        rename(interest, "Garden robots").statusCode(409).body("detail", containsString("'Without drones'"));
    }

    @Test
    @DisplayName("SI-03, SI-06: a name may change by case alone unless an expression compares with it")
    void aNameChangesByCaseUnlessAnExpressionComparesIt() {
        String interest = scene.interest("Robots", false);
        journey("By value", "live", List.of(split(Map.of("group", test("IS", "Robots")))));
        scene.awaitRest();

        rename(interest, "ROBOTS").statusCode(200).body("name", is("ROBOTS"));

        Map<String, Object> exactly = Map.of("expression", "group.solutionInterest.exists(name, name == 'ROBOTS')");
        journey("By expression", "live", List.of(split(Map.of("group", exactly))));
        scene.awaitRest();
        rename(interest, "robots").statusCode(409).body("detail", containsString("the journeys 'By expression'"));
    }

    @Test
    @DisplayName("SI-06: only what can name an interest keeps it")
    void aJourneyMaySayAnInterestsNameOfOtherThings() {
        String interest = scene.interest("End", false);
        Map<String, Object> industry = Map.of("account", Map.of("field", "industry", "operator", "IS", "value", "End"));
        journey("End", "live", List.of(split(industry), Map.of("id", "end", "type", "end", "label", "End")));
        scene.awaitRest();

        rename(interest, "Goal").statusCode(200);
        rename(interest, "End").statusCode(200);
        scene.user().delete("/v1/solution-interests/" + interest).then().statusCode(204);
    }

    private static Map<String, Object> test(String operator, String value) {
        return Map.of("field", "solutionInterest", "operator", operator, "value", value);
    }

    private static Map<String, Object> split(Map<String, Object> condition) {
        Map<String, Object> path =
                Map.of("label", "found", "condition", Map.of("buyingGroup", Map.of("where", condition)));
        return Map.of("type", "split-by-accounts", "paths", List.of(path));
    }

    /** A journey of these nodes, whose id is its name. */
    private void journey(String name, String status, List<Map<String, Object>> nodes) {
        scene.publish(
                Topics.DEFINITIONS,
                "journey/" + name,
                EventTypes.DEFINITION_CHANGED,
                new DefinitionState(
                        DefinitionState.JOURNEY,
                        name,
                        name,
                        status,
                        ContractJson.mapper().valueToTree(Map.of("nodes", nodes))));
    }

    private ValidatableResponse rename(String interest, String name) {
        return scene.put("/v1/solution-interests/" + interest, Map.of("name", name));
    }

    private ValidatableResponse refuseDeletion(String interest) {
        return scene.user().delete("/v1/solution-interests/" + interest).then().statusCode(409);
    }
}
