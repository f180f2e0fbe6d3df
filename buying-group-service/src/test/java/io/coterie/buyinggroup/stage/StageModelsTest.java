package io.coterie.buyinggroup.stage;

import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.is;

import io.coterie.buyinggroup.RunningService;
import io.coterie.buyinggroup.Scene;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** Stage models over REST (§12). */
@RunningService
class StageModelsTest {

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
    @DisplayName("§12: stage models are found by the beginning of their name, the last changed first")
    void stageModelsAreFoundByName() {
        for (String name : List.of("Sales", "After sales", "sale of parts")) {
            scene.post("/v1/stage-models", Map.of("name", name)).statusCode(201);
        }

        scene.get("/v1/stage-models?name=SALE").body("items.name", contains("sale of parts", "Sales"));
        scene.get("/v1/stage-models?name=ales").body("items.name", empty());
    }

    @Test
    @DisplayName("STG-09, D-50: a stage model that never was live can be deleted")
    void aDraftCanBeDeleted() {
        String id = scene.post("/v1/stage-models", Map.of("name", "Sales"))
                .extract()
                .path("id");

        scene.user().delete("/v1/stage-models/" + id).then().statusCode(204);

        scene.get("/v1/stage-models/" + id).statusCode(404);
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
}
