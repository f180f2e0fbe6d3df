package io.coterie.buyinggroup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.nullValue;

import io.restassured.response.ValidatableResponse;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/**
 * Two live stage models with stages of the same names (§12): the groups of Robots and Boats follow Sales, those of
 * Repairs follow Service. Each account has a group of each.
 */
@RunningService
class SeveralStageModelsTest {

    private static final String ACME = "a1@crm.Test";
    private static final String BOLT = "a2@crm.Test";

    private Scene scene;
    private String sales;
    private String service;
    private String robots;
    private String boats;
    private String repairs;

    @BeforeEach
    void groupsOfTwoModels() {
        scene = Scene.open();
        scene.audience("aud");
        for (String account : List.of(ACME, BOLT)) {
            scene.account(account, "Account " + account);
            scene.inAudience("aud", account);
        }
        scene.awaitRest();
        String template = scene.liveTemplate();
        sales = scene.liveStages();
        service = serviceModel("Service");
        robots = scene.interest("Robots", template, false, sales);
        boats = scene.interest("Boats", template, false, sales);
        repairs = scene.interest("Repairs", template, false, service);
        for (String interest : List.of(robots, boats, repairs)) {
            scene.job(interest, "aud");
        }
        scene.awaitRest();
    }

    @AfterEach
    void close() {
        scene.close();
    }

    @Test
    @DisplayName("STG-11: each group moves along its own model, and no move touches another group of the account")
    void aGroupMovesAlongItsOwnModel() {
        String sold = group(ACME, robots);
        String serviced = group(ACME, repairs);
        String other = group(ACME, boats);

        move(sold, "Open").statusCode(200);
        move(serviced, "Open").statusCode(200);
        move(sold, "Done").statusCode(409).body("detail", containsString("; allowed: Talks."));
        move(serviced, "Won").statusCode(409).body("detail", containsString("; allowed: Talks, Done."));
        move(serviced, "Done").statusCode(200).body("stageModel", is(service));

        read(sold).body("stage", is("Open")).body("stageModel", is(sales));
        read(other).body("stage", nullValue());
        read(group(BOLT, repairs)).body("stage", nullValue());
    }

    @Test
    @DisplayName("§15.2: a stage is looked for in every model; with an interest only in this one's groups")
    void groupsAreFoundByStageAndInterest() {
        String sold = group(ACME, robots);
        String serviced = group(ACME, repairs);
        String other = group(BOLT, repairs);
        move(sold, "Open").statusCode(200);
        move(serviced, "Open").statusCode(200);
        move(serviced, "Talks").statusCode(200);
        move(other, "Open").statusCode(200);

        assertThat(found("stage=open")).containsExactlyInAnyOrder(sold, other);
        assertThat(found("stage=open&solutionInterest=Repairs")).containsExactly(other);
        assertThat(found("stage=open&solutionInterest=Robots")).containsExactly(sold);
        assertThat(found("stage=open&solutionInterest=Boats")).isEmpty();
        assertThat(found("stage=open&account=" + BOLT)).containsExactly(other);
        assertThat(found("stage=talks")).containsExactly(serviced);
        assertThat(found("stage=open&stage=Talks&account=" + ACME)).containsExactlyInAnyOrder(sold, serviced);
        scene.get("/v1/buying-group-dashboard?stage=open").body("total", is(2));
        scene.get("/v1/buying-group-dashboard?stage=open&solutionInterest=Repairs")
                .body("total", is(1));
    }

    @Test
    @DisplayName("BEY-17: the next version of a model takes along the groups of every interest that has it, no others")
    void aNewVersionTakesAlongItsOwnGroupsOnly() {
        String sold = group(ACME, robots);
        String shipped = group(ACME, boats);
        String serviced = group(ACME, repairs);
        for (String group : List.of(sold, shipped, serviced)) {
            move(group, "Open").statusCode(200);
        }
        int revision = read(serviced).extract().path("revision");

        scene.post("/v1/stage-models/" + sales + "/draft", "").statusCode(200);
        scene.put("/v1/stage-models/" + sales, Map.of("name", "Sales", "stages", begunOrWon()))
                .statusCode(200);
        scene.post(
                        "/v1/stage-models/" + sales + "/publish",
                        Map.of("stageMap", Map.of("Open", "Begun", "Talks", "Begun", "Won", "Won", "Lost", "Begun")))
                .statusCode(200)
                .body("version", is(2));
        scene.awaitRest();

        read(sold).body("stage", is("Begun")).body("stageModelVersion", is(2));
        read(shipped).body("stage", is("Begun")).body("stageModelVersion", is(2));
        read(serviced)
                .body("stage", is("Open"))
                .body("stageModel", is(service))
                .body("stageModelVersion", is(1))
                .body("revision", is(revision));
        scene.get("/v1/buying-groups/" + serviced + "/history").body("items.kind", not(hasItem("STAGE_MODEL_CHANGED")));
        scene.get("/v1/solution-interests/" + repairs).body("stageModelVersion", is(1));
        move(serviced, "Talks").statusCode(200);
    }

    @Test
    @DisplayName("STG-08: each model has its own versions and its own draft")
    void eachModelHasItsOwnVersions() {
        scene.post("/v1/stage-models/" + sales + "/draft", "").statusCode(200);

        scene.get("/v1/stage-models/" + service).body("draft", nullValue()).body("version", is(1));
        scene.get("/v1/stage-models/" + service + "/versions/1")
                .statusCode(200)
                .body("stages.name", is(List.of("Open", "Talks", "Done")));
        scene.get("/v1/stage-models/" + service + "/versions").body("items.version", is(List.of(1)));
        scene.get("/v1/stage-models/" + sales + "/versions/1")
                .statusCode(200)
                .body("stages.name", is(List.of("Open", "Talks", "Won", "Lost")));
    }

    @Test
    @DisplayName("STG-09, D-50: a live model that no interest has can be deleted, while another one is in use")
    void aModelThatNoInterestHasIsDeleted() {
        String spare = serviceModel("Spare");

        scene.user().delete("/v1/stage-models/" + spare).then().statusCode(204);
        scene.user().delete("/v1/stage-models/" + sales).then().statusCode(409).body("code", is("definition-in-use"));

        scene.get("/v1/stage-models/" + spare).statusCode(404);
        scene.get("/v1/stage-models/" + service).statusCode(200);
        move(group(ACME, repairs), "Open").statusCode(200);
    }

    /** Open goes to Talks or Done, Talks to Done. */
    private String serviceModel(String name) {
        List<Map<String, Object>> stages = List.of(
                Map.of("name", "Open", "entry", true, "transitTo", List.of("Talks", "Done")),
                Map.of("name", "Talks", "transitTo", List.of("Done")),
                Map.of("name", "Done", "destination", "SUCCESS"));
        String model = scene.post("/v1/stage-models", Map.of("name", name, "stages", stages))
                .statusCode(201)
                .extract()
                .path("id");
        scene.post("/v1/stage-models/" + model + "/publish", "").statusCode(200);
        return model;
    }

    private static List<Map<String, Object>> begunOrWon() {
        return List.of(
                Map.of("name", "Begun", "entry", true, "transitTo", List.of("Won")),
                Map.of("name", "Won", "destination", "SUCCESS"));
    }

    /** The account's group of the interest, as soon as there is one. */
    private String group(String account, String interest) {
        String question = "/v1/buying-groups?account=" + account + "&solutionInterest=" + interest;
        await().untilAsserted(() -> scene.get(question).statusCode(200).body("items", hasSize(1)));
        return scene.get(question).extract().path("items[0].id");
    }

    private ValidatableResponse read(String group) {
        return scene.get("/v1/buying-groups/" + group).statusCode(200);
    }

    private List<String> found(String filters) {
        return scene.get("/v1/buying-groups?" + filters)
                .statusCode(200)
                .extract()
                .path("items.id");
    }

    private ValidatableResponse move(String group, String stage) {
        return scene.put("/v1/buying-groups/" + group + "/stage", Map.of("stage", stage));
    }
}
