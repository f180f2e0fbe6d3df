package io.coterie.buyinggroup.weightingmodel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.hasItems;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.notNullValue;

import io.coterie.buyinggroup.RunningService;
import io.coterie.buyinggroup.Scene;
import io.coterie.contracts.Topics;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** Weighting models and their life (§11.6). */
@RunningService
class WeightingModelTest {

    private static final String PATH = "/v1/weighting-models";

    private static String firstModel(Scene scene) {
        return scene.get(PATH).extract().path("items[0].id");
    }

    private static String duplicate(Scene scene, String id, String name) {
        return scene.post(PATH + "/" + id + "/duplicate", Map.of("name", name))
                .statusCode(201)
                .body("status", is("draft"))
                .extract()
                .path("id");
    }

    private static Map<String, Object> model(String name, List<?> bands, List<?> activities) {
        return Map.of("name", name, "bands", bands, "activities", activities);
    }

    private static Map<String, Object> band(String name, Object value) {
        return Map.of("name", name, "value", value);
    }

    private static Map<String, Object> activity(String activity, String band) {
        return Map.of("activity", activity, "band", band);
    }

    @Test
    @DisplayName("WGT-02, WGT-10, D-47: every sandbox starts with the standard model, active, published")
    void everySandboxStartsWithTheStandardModel() {
        try (Scene scene = Scene.open()) {
            scene.get(PATH)
                    .body("items", hasSize(1))
                    .body("items[0].name", is("Activity weighting model 1"))
                    .body("items[0].status", is("active"))
                    .body("items[0].maximumDailyFrequency", is(20))
                    .body(
                            "items[0].bands.name",
                            hasItems("No weight", "Trivial", "Minor", "Normal", "Important", "Vital"))
                    .body("items[0].bands.value", hasItems(0, 30, 40, 60, 90, 100))
                    .body("items[0].activities.find { it.activity == 'web.formFilledOut' }.band", is("Minor"))
                    .body(
                            "items[0].activities.find { it.activity == 'directMarketing.emailOpened' }.band",
                            is("Trivial"))
                    .body(
                            "items[0].activities.find { it.activity == 'leadOperation.interestingMoment' }.band",
                            is("Normal"))
                    .body("items[0].createdBy", is("system"));
            scene.awaitRest();
            assertThat(scene.published(Topics.DEFINITIONS))
                    .anySatisfy(record -> assertThat(record.key()).contains("weighting-model/"));
        }
    }

    @Test
    @DisplayName("WGT-01, WGT-03, WGT-04, WGT-05: duplicate, change the draft, activate; the active one is archived")
    void aModelsLife() {
        try (Scene scene = Scene.open()) {
            String first = firstModel(scene);
            String draft = duplicate(scene, first, "Second");
            scene.post(PATH + "/" + first + "/duplicate", Map.of("name", "second "))
                    .statusCode(409)
                    .body("code", is("definition-name-taken"));
            scene.put(
                            PATH + "/" + draft,
                            model(
                                    "Second",
                                    List.of(band("None", 0), band("Much", 80)),
                                    List.of(activity("web.formFilledOut", "much"), activity("commerce.order", "None"))))
                    .statusCode(200)
                    .body("activities[0].band", is("Much"))
                    .body("activities[0].updatedBy", notNullValue())
                    .body("revision", is(2));

            scene.post(PATH + "/" + draft + "/activate", "").statusCode(200).body("status", is("active"));

            scene.get(PATH + "/" + first).body("status", is("archived"));
            scene.put(PATH + "/" + draft, model("Third", List.of(band("Much", 80)), List.of()))
                    .statusCode(409)
                    .body("code", is("weighting-model-not-draft"));
            scene.post(PATH + "/" + first + "/activate", "")
                    .statusCode(409)
                    .body("code", is("weighting-model-not-draft"));
            scene.user()
                    .delete(PATH + "/" + draft)
                    .then()
                    .statusCode(409)
                    .body("code", is("weighting-model-is-active"));
            String copy = duplicate(scene, first, "Copy of the archived one");
            scene.user().delete(PATH + "/" + copy).then().statusCode(204);
            scene.user().delete(PATH + "/" + first).then().statusCode(204);
            scene.get(PATH).body("items", hasSize(1));
        }
    }

    @Test
    @DisplayName("WGT-07, D-45, D-46: bands have names and values of their own, 0 to 100, and stay while they are used")
    void aDraftIsChecked() {
        try (Scene scene = Scene.open()) {
            String draft = duplicate(scene, firstModel(scene), "Draft");

            scene.put(
                            PATH + "/" + draft,
                            model(
                                    "Draft",
                                    List.of(band("A", 10), band("a", 20), band("B", 10), band("C", 101)),
                                    List.of(
                                            activity("web.formFilledOut", "Gone"),
                                            activity("x", "A"),
                                            activity("x", "A"))))
                    .statusCode(422)
                    .body(
                            "violations.field",
                            hasItems(
                                    "/bands/1/name",
                                    "/bands/2/value",
                                    "/bands/3/value",
                                    "/activities/0/band",
                                    "/activities/2/activity"));
            scene.put(PATH + "/" + draft, model("Draft", List.of(), List.of())).statusCode(422);
            scene.get(PATH + "/" + draft).body("revision", is(1));
        }
    }
}
