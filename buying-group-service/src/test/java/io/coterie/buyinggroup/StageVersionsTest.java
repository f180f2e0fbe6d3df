package io.coterie.buyinggroup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.hasItems;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.nullValue;

import io.coterie.contracts.BuyingGroupEvent;
import io.coterie.contracts.ContractJson;
import io.coterie.contracts.EventTypes;
import io.coterie.contracts.Topics;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** Stage models in versions, and groups that live through them (BEY-17). */
@RunningService
class StageVersionsTest {

    private static final int ACCOUNTS = 12;

    private Scene scene;
    private String template;
    private String model;
    private String interest;

    @BeforeEach
    void groupsWithStages() {
        scene = Scene.open();
        scene.audience("aud");
        for (int i = 1; i <= ACCOUNTS; i++) {
            scene.account(account(i), "Account " + i);
            scene.inAudience("aud", account(i));
        }
        scene.awaitRest();
        template = scene.liveTemplate();
        model = scene.liveStages();
        interest = scene.interest("Robots", template, false, model);
        scene.job(interest, "aud");
        scene.awaitRest();
    }

    @AfterEach
    void close() {
        scene.close();
    }

    @Test
    @DisplayName("BEY-17, STG-01, STG-08, STG-14: the next version is a draft, is published with a map, and takes every"
            + " group along, with history and events")
    void aNewVersionTakesItsGroupsAlong() {
        String moved = scene.group(account(1));
        String untouched = scene.group(account(2));
        move(moved, "Open").statusCode(200);
        move(moved, "Talks").statusCode(200);

        scene.post("/v1/stage-models/" + model + "/draft", "")
                .statusCode(200)
                .body("status", is("live"))
                .body("draft.version", is(2))
                .body("draft.stages.name", is(List.of("Open", "Talks", "Won", "Lost")));
        scene.put("/v1/stage-models/" + model, withOffer()).statusCode(200).body("stages", hasSize(4));
        move(moved, "Won").statusCode(200).body("stageModelVersion", is(1));
        publish(Map.of("Open", "Open", "Talks", "Offer", "Won", "Won"))
                .statusCode(422)
                .body("code", is("stage-map-incomplete"))
                .body("violations.field", is(List.of("/stageMap/Lost")))
                .body("violations[0].detail", containsString("'Lost'"));
        scene.get("/v1/stage-models/" + model).body("version", is(1));

        publish(map("Open", "Open", "Talks", "Offer", "Won", "Offer", "Lost", null))
                .statusCode(200)
                .body("version", is(2))
                .body("draft", nullValue());
        scene.awaitRest();

        scene.get("/v1/solution-interests/" + interest).body("stageModelVersion", is(2));
        scene.get("/v1/buying-groups/" + moved).body("stage", is("Offer")).body("stageModelVersion", is(2));
        for (int i = 2; i <= ACCOUNTS; i++) {
            scene.get("/v1/buying-groups/" + scene.group(account(i)))
                    .body("stage", nullValue())
                    .body("stageModelVersion", is(2));
        }
        scene.get("/v1/buying-groups/" + moved + "/history")
                .body("items[0].kind", is("STAGE_CHANGED"))
                .body("items[0].cause", is("STAGES_CHANGED"))
                .body("items[0].previousValue", is("Won"))
                .body("items[0].newValue", is("Offer"))
                .body("items[0].stageModelVersion", is(2))
                .body("items[1].kind", is("STAGE_MODEL_CHANGED"))
                .body("items[1].newValue", is("Sales (version 2)"))
                .body("items[2].stageModelVersion", is(1));
        assertThat(told(EventTypes.BUYING_GROUP_STAGE_CHANGED))
                .extracting(BuyingGroupEvent::previousValue, BuyingGroupEvent::newValue, BuyingGroupEvent::cause)
                .containsExactly(
                        tuple(null, "Open", null),
                        tuple("Open", "Talks", null),
                        tuple("Talks", "Won", null),
                        tuple("Won", "Offer", "STAGES_CHANGED"));
        move(untouched, "Open").statusCode(200);
        move(untouched, "Talks").statusCode(409).body("detail", containsString("allowed: Offer."));
    }

    @Test
    @DisplayName("old versions stay readable, with the map away from them; nothing is published twice")
    void oldVersionsStayReadable() {
        scene.post("/v1/stage-models/" + model + "/draft", "").statusCode(200);
        scene.put("/v1/stage-models/" + model, withOffer()).statusCode(200);
        publish(map("Open", "Open", "Talks", "Offer", "Won", "Won", "Lost", "Lost"))
                .statusCode(200);
        publish(Map.of()).statusCode(200).body("version", is(2));

        scene.get("/v1/stage-models/" + model + "/versions")
                .statusCode(200)
                .body("items.version", is(List.of(2, 1)))
                .body("items[0].stageMap.Talks", is("Offer"));
        scene.get("/v1/stage-models/" + model + "/versions/1")
                .statusCode(200)
                .body("stages.name", is(List.of("Open", "Talks", "Won", "Lost")))
                .body("stageMap", nullValue());
        scene.get("/v1/stage-models/" + model + "/versions/3").statusCode(404);
    }

    @Test
    @DisplayName("a draft is discarded, or written again by a declaration; without one a live model does not change"
            + " (STG-08)")
    void aDraftIsWrittenAndDiscarded() {
        scene.put("/v1/stage-models/" + model, withOffer()).statusCode(409).body("code", is("definition-is-live"));
        scene.put("/v1/stage-models/by-name/Sales", withOffer())
                .statusCode(200)
                .body("draft.version", is(2))
                .body("version", is(1));
        scene.user().delete("/v1/stage-models/" + model + "/draft").then().statusCode(204);
        scene.get("/v1/stage-models/" + model).body("draft", nullValue());
    }

    @Test
    @DisplayName("STG-02: a model keeps its name")
    void aModelKeepsItsName() {
        String draft = scene.post("/v1/stage-models", Map.of("name", "Other"))
                .statusCode(201)
                .extract()
                .path("id");

        scene.put("/v1/stage-models/" + draft, Map.of("name", "Renamed"))
                .statusCode(409)
                .body("code", is("stage-model-name-is-fixed"))
                .body("violations[0].field", is("/name"));
    }

    @Test
    @DisplayName(
            "SI-04, SI-07, STG-10, D-24, BEY-17: without a model stages stay and freeze, a live one that is attached"
                    + " waits for the toggle; another in its place takes the groups along with a map")
    void anInterestChangesItsModel() {
        String group = scene.group(account(1));
        move(group, "Open").statusCode(200);
        String other = scene.post(
                        "/v1/stage-models",
                        Map.of(
                                "name",
                                "Short",
                                "stages",
                                List.of(
                                        Map.of("name", "New", "entry", true, "transitTo", List.of("Done")),
                                        Map.of("name", "Done", "destination", "SUCCESS"))))
                .statusCode(201)
                .extract()
                .path("id");
        scene.put("/v1/solution-interests/" + interest, Map.of("name", "Robots", "stageModel", other))
                .statusCode(422)
                .body("code", is("definition-not-live"));
        scene.post("/v1/stage-models/" + other + "/publish", "{}").statusCode(200);

        scene.put("/v1/solution-interests/" + interest, Map.of("name", "Robots"))
                .statusCode(200);
        scene.awaitRest();
        scene.get("/v1/buying-groups/" + group).body("stage", is("Open")).body("stageModel", nullValue());
        move(group, "Talks").statusCode(409).body("detail", containsString("no move is allowed"));
        scene.put("/v1/solution-interests/" + interest, Map.of("name", "Robots", "stageModel", other))
                .statusCode(422)
                .body("violations.field", hasItems("/stageMap/Open", "/stageMap/Lost"));
        Map<String, Object> change = new HashMap<>(Map.of("name", "Robots", "stageModel", other));
        change.put("stageMap", map("Open", "New", "Talks", "New", "Won", "Done", "Lost", null));
        scene.put("/v1/solution-interests/" + interest, change).statusCode(200).body("stageModelVersion", is(1));
        scene.awaitRest();

        scene.get("/v1/buying-groups/" + group).body("stage", is("Open")).body("stageModel", nullValue());
        move(group, "New").statusCode(409).body("detail", containsString("no move is allowed"));

        change.put("updateExistingBuyingGroups", true);
        scene.put("/v1/solution-interests/" + interest, change).statusCode(200);
        scene.awaitRest();

        scene.get("/v1/buying-groups/" + group).body("stage", is("New")).body("stageModel", is(other));
        scene.get("/v1/buying-groups/" + group + "/history").body("items.kind", hasItem("STAGE_MODEL_CHANGED"));
        scene.put("/v1/solution-interests/" + interest, change).statusCode(200).body("revision", is(4));

        scene.put(
                        "/v1/solution-interests/" + interest,
                        Map.of(
                                "name",
                                "Robots",
                                "stageModel",
                                model,
                                "updateExistingBuyingGroups",
                                false,
                                "stageMap",
                                Map.of("New", "Talks", "Done", "Won")))
                .statusCode(200);
        scene.awaitRest();

        scene.get("/v1/buying-groups/" + group).body("stage", is("Talks")).body("stageModel", is(model));
    }

    @Test
    @DisplayName("D-24, BEY-17: the model that was taken away comes back without a map, and groups are where they were")
    void aModelThatComesBackNeedsNoMap() {
        String group = scene.group(account(1));
        move(group, "Open").statusCode(200);
        move(group, "Talks").statusCode(200);
        withModel(null).statusCode(200);
        scene.awaitRest();
        scene.get("/v1/buying-groups/" + group).body("stage", is("Talks")).body("stageModel", nullValue());

        withModel(model).statusCode(200).body("stageModelVersion", is(1));
        scene.awaitRest();

        scene.get("/v1/buying-groups/" + group)
                .body("stage", is("Talks"))
                .body("stageModel", is(model))
                .body("stageModelVersion", is(1));
        move(group, "Won").statusCode(200);
    }

    @Test
    @DisplayName("D-24, BEY-17: the model that was taken away needs a map when it comes back in another version")
    void aModelThatComesBackInAnotherVersionNeedsAMap() {
        withModel(null).statusCode(200);
        scene.post("/v1/stage-models/" + model + "/draft", "").statusCode(200);
        scene.put("/v1/stage-models/" + model, withOffer()).statusCode(200);
        publish(map("Open", "Open", "Talks", "Offer", "Won", "Won", "Lost", "Lost"))
                .statusCode(200);

        withModel(model)
                .statusCode(422)
                .body("code", is("stage-map-incomplete"))
                .body("violations.field", hasItems("/stageMap/Open", "/stageMap/Talks"));
        scene.get("/v1/solution-interests/" + interest).body("stageModel", nullValue());
    }

    /** The interest with this stage model, or with null without one; its groups follow, and no map is given. */
    private io.restassured.response.ValidatableResponse withModel(@Nullable String attached) {
        Map<String, Object> body = new HashMap<>(Map.of("name", "Robots", "updateExistingBuyingGroups", true));
        if (attached != null) {
            body.put("stageModel", attached);
        }
        return scene.put("/v1/solution-interests/" + interest, body);
    }

    @Test
    @DisplayName(
            "STG-03, STG-16, D-48: a draft takes other stages with moves, entry and destination; equal names are refused")
    void aDraftIsWritten() {
        String draft = scene.post("/v1/stage-models", Map.of("name", "Other", "stages", List.of(Map.of("name", "One"))))
                .statusCode(201)
                .extract()
                .path("id");
        Map<String, Object> first =
                Map.of("name", "First", "description", "begins", "entry", true, "transitTo", List.of("Won"));

        scene.put(
                        "/v1/stage-models/" + draft,
                        Map.of(
                                "name",
                                "Other",
                                "stages",
                                List.of(first, Map.of("name", "Won", "destination", "SUCCESS"))))
                .statusCode(200)
                .body("stages[0].description", is("begins"))
                .body("stages[0].entry", is(true))
                .body("stages[0].transitTo", is(List.of("Won")))
                .body("stages[1].destination", is("SUCCESS"));
        scene.put(
                        "/v1/stage-models/" + draft,
                        Map.of("name", "Other", "stages", List.of(first, Map.of("name", "first "))))
                .statusCode(422)
                .body("violations.field", hasItem("/stages/1/name"));
    }

    @Test
    @DisplayName("STG-15: stages are managed with a permission of their own")
    void stagesHaveTheirPermission() {
        scene.user("view-b2b-stages", "manage-b2b-solution-interests")
                .post("/v1/stage-models/" + model + "/draft")
                .then()
                .statusCode(403);
        scene.user("manage-b2b-stages")
                .post("/v1/stage-models/" + model + "/draft")
                .then()
                .statusCode(200);
    }

    @Test
    @DisplayName("STG-13, STG-14: who moved a group or set its status, from what to what, is history and event")
    void whoDidItIsKept() {
        String group = scene.group(account(1));
        move(group, "Open").statusCode(200);
        move(group, "Talks").statusCode(200);
        scene.put("/v1/buying-groups/" + group + "/status", Map.of("status", "x".repeat(51)))
                .statusCode(400);
        scene.put("/v1/buying-groups/" + group + "/status", Map.of("status", "x".repeat(50)))
                .statusCode(200);
        scene.put("/v1/buying-groups/" + group + "/status", Map.of("status", "warm"))
                .statusCode(200);
        scene.awaitRest();

        scene.get("/v1/buying-groups/" + group + "/history")
                .body("items[0].kind", is("STATUS_CHANGED"))
                .body("items[0].by", is("test-user"))
                .body("items[2].kind", is("STAGE_CHANGED"))
                .body("items[2].previousValue", is("Open"))
                .body("items[2].newValue", is("Talks"))
                .body("items[2].by", is("test-user"));
        assertThat(told(EventTypes.BUYING_GROUP_STAGE_CHANGED))
                .extracting(BuyingGroupEvent::previousValue, BuyingGroupEvent::newValue, BuyingGroupEvent::by)
                .containsExactly(tuple(null, "Open", "test-user"), tuple("Open", "Talks", "test-user"));
        assertThat(told(EventTypes.BUYING_GROUP_STATUS_CHANGED))
                .extracting(BuyingGroupEvent::previousValue, BuyingGroupEvent::newValue, BuyingGroupEvent::by)
                .containsExactly(tuple(null, "x".repeat(50), "test-user"), tuple("x".repeat(50), "warm", "test-user"));
    }

    @Test
    @DisplayName("one subject, one lock: whoever moves groups while a version is published ends in the new version")
    void movesDuringAPublicationAreNotLost() {
        for (int i = 1; i <= ACCOUNTS; i++) {
            move(scene.group(account(i)), "Open").statusCode(200);
        }
        scene.post("/v1/stage-models/" + model + "/draft", "").statusCode(200);
        scene.put("/v1/stage-models/" + model, withOffer()).statusCode(200);
        List<String> groups = new java.util.ArrayList<>();
        for (int i = 1; i <= ACCOUNTS; i++) {
            groups.add(scene.group(account(i)));
        }

        Map<String, Integer> answers = new ConcurrentHashMap<>();
        Thread mover = Thread.ofVirtual()
                .start(() -> groups.forEach(group ->
                        answers.put(group, move(group, "Talks").extract().statusCode())));
        publish(map("Open", "Open", "Talks", "Offer", "Won", "Won", "Lost", "Lost"))
                .statusCode(200);
        await().until(() -> !mover.isAlive());
        scene.awaitRest();

        assertThat(answers).containsOnlyKeys(groups).allSatisfy((group, status) -> {
            // Before the publication the move is one of the old version, afterwards there is no such stage.
            assertThat(status).isIn(200, 409);
            scene.get("/v1/buying-groups/" + group)
                    .body("stageModelVersion", is(2))
                    .body("stage", is(status == 200 ? "Offer" : "Open"));
        });
    }

    @Test
    @DisplayName("an interest that takes a model while its next version is published has that version, too")
    void interestsThatComeDuringAPublicationHaveTheNewVersion() {
        scene.post("/v1/stage-models/" + model + "/draft", "").statusCode(200);
        scene.put("/v1/stage-models/" + model, withOffer()).statusCode(200);
        List<Thread> makers = new java.util.ArrayList<>();
        for (int i = 0; i < 8; i++) {
            String name = "Interest " + i;
            makers.add(Thread.ofVirtual().start(() -> {
                String made = scene.interest(name, template, false, null);
                scene.put("/v1/solution-interests/" + made, Map.of("name", name, "stageModel", model))
                        .statusCode(200);
            }));
        }
        publish(map("Open", "Open", "Talks", "Offer", "Won", "Won", "Lost", "Lost"))
                .statusCode(200);
        await().until(() -> makers.stream().noneMatch(Thread::isAlive));

        scene.get("/v1/solution-interests")
                .body("items", hasSize(9))
                .body("items.stageModelVersion.unique()", is(List.of(2)));
    }

    private List<BuyingGroupEvent> told(String type) {
        return scene.groupEvents(Topics.BUYING_GROUPS).stream()
                .filter(event -> type.equals(event.attribute("type")))
                .map(event -> ContractJson.read(Scene.json(event), BuyingGroupEvent.class))
                .toList();
    }

    private io.restassured.response.ValidatableResponse publish(Map<String, @Nullable String> map) {
        return scene.user()
                .body(map.isEmpty() ? Map.of() : Map.of("stageMap", map))
                .post("/v1/stage-models/" + model + "/publish")
                .then();
    }

    private io.restassured.response.ValidatableResponse move(String group, String stage) {
        return scene.put("/v1/buying-groups/" + group + "/stage", Map.of("stage", stage));
    }

    private static Map<String, Object> withOffer() {
        return Map.of(
                "name",
                "Sales",
                "stages",
                List.of(
                        Map.of("name", "Open", "entry", true, "transitTo", List.of("Offer")),
                        Map.of("name", "Offer", "transitTo", List.of("Won", "Lost")),
                        Map.of("name", "Won", "destination", "SUCCESS"),
                        Map.of("name", "Lost", "destination", "FAILURE")));
    }

    private static Map<String, @Nullable String> map(@Nullable String... pairs) {
        Map<String, @Nullable String> map = new HashMap<>();
        for (int i = 0; i < pairs.length; i += 2) {
            map.put(String.valueOf(pairs[i]), pairs[i + 1]);
        }
        return map;
    }

    private static String account(int i) {
        return "a" + i + "@crm.Test";
    }
}
