package io.coterie.buyinggroup.weightingmodel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsInAnyOrder;
import static org.hamcrest.Matchers.everyItem;
import static org.hamcrest.Matchers.hasItems;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.notNullValue;

import io.coterie.buyinggroup.PastScene;
import io.coterie.buyinggroup.RunningService;
import io.coterie.buyinggroup.Scene;
import io.coterie.contracts.Topics;
import io.coterie.platform.testing.SuiteInfrastructure;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** Weighting models and their life (§11.6). */
@RunningService
class WeightingModelTest {

    private static final String PATH = "/v1/weighting-models";

    /** Catalogue B of §11.6: the platform's event types, each line those that begin with its first word. */
    private static final String PLATFORM_EVENTS = """
            advertising clicks completes conversions federated firstQuartiles impressions midpoints starts
            advertising thirdQuartiles timePlayed
            application close launch
            commerce backofficeCreditMemoIssued backofficeOrderCancelled backofficeOrderItemsShipped
            commerce backofficeOrderPlaced backofficeShipmentCompleted checkouts productListAdds productListOpens
            commerce productListRemovals productListReopens productListViews productViews purchases saveForLaters
            decisioning propositionDisplay propositionDismiss propositionInteract propositionSend propositionTrigger
            delivery feedback
            directMarketing emailBounced emailBouncedSoft emailClicked emailDelivered emailOpened emailSent
            directMarketing emailUnsubscribed
            inappmessageTracking dismiss display interact
            leadOperation addToCampaign callWebhook changeCampaignStream changeEngagementCampaignCadence convertLead
            leadOperation interestingMoment mergeLeads newLead revenueStageChanged scoreChanged
            leadOperation statusInCampaignProgressionChanged
            listOperation addToList removeFromList
            location entry exit
            media adBreakComplete adBreakStart adComplete adSkip adStart bitrateChange bufferStart chapterComplete
            media chapterSkip chapterStart downloaded error pauseStart ping play sessionComplete sessionEnd
            media sessionStart statesUpdate
            message feedback tracking
            opportunityEvent addToOpportunity opportunityUpdated removeFromOpportunity
            pushTracking applicationOpened customAction
            web formFilledOut webinteraction.linkClicks webpagedetails.pageViews
            """;

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

    private static List<String> platformEvents() {
        return PLATFORM_EVENTS
                .lines()
                .map(line -> line.split(" ", -1))
                .flatMap(words -> Arrays.stream(words).skip(1).map(word -> words[0] + "." + word))
                .toList();
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
    @DisplayName(
            "WGT-01, WGT-03 to WGT-06, WGT-11: duplicate, change the draft, activate; the active one is archived, and can be"
                    + " deleted as a draft can")
    void aModelsLife() {
        try (Scene scene = Scene.open()) {
            String first = firstModel(scene);
            String draft = duplicate(scene, first, "Second");
            scene.post(PATH + "/" + first + "/duplicate", Map.of("name", "second "))
                    .statusCode(409)
                    .body("code", is("definition-name-taken"));
            String spare = duplicate(scene, first, "Spare");
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
            scene.get(PATH).body("items.name", contains("Second", "Spare", "Activity weighting model 1"));
            scene.get(PATH + "?name=sec")
                    .body("items.name", contains("Second"))
                    .body("items[0].updatedBy", is("test-user"));
            scene.user().delete(PATH + "/" + spare).then().statusCode(204);

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
    @DisplayName("WGT-05: of two drafts that are activated at the same instant the second archives the first")
    void twoDraftsAreActivatedAtOnce() throws Exception {
        try (Scene scene = Scene.open();
                var client = Executors.newVirtualThreadPerTaskExecutor();
                Connection other = SuiteInfrastructure.postgres().connectAsSuperuser("buying_group");
                PastScene past = new PastScene(scene)) {
            String first = firstModel(scene);
            List<String> drafts = List.of(duplicate(scene, first, "Second"), duplicate(scene, first, "Third"));
            other.setAutoCommit(false);
            try (PreparedStatement hold = other.prepareStatement(
                    "select 1 from weighting_model where sandbox_id = ? and status = 'ACTIVE' for update")) {
                hold.setInt(1, scene.sandboxId);
                assertThat(hold.execute()).isTrue();
            }

            List<Future<Integer>> activated = drafts.stream()
                    .map(draft -> client.submit(() -> scene.post(PATH + "/" + draft + "/activate", "")
                            .extract()
                            .statusCode()))
                    .toList();
            await().until(() -> past.number("""
                            select count(*) from pg_stat_activity
                             where wait_event_type = 'Lock' and query like '%weighting_model%'""") >= 2);
            other.commit();

            assertThat(activated.get(0).get()).isEqualTo(200);
            assertThat(activated.get(1).get()).isEqualTo(200);
            scene.get(PATH).body("items.status", containsInAnyOrder("active", "archived", "archived"));
        }
    }

    @Test
    @DisplayName("D-47, WGT-09: catalogue B is loaded, weighs nothing until somebody says so, and a run goes by it")
    void theCatalogueOfPlatformEventsWeighsNothing() {
        try (Scene scene = Scene.open()) {
            scene.person("clerk@crm.Test", "Clerk");
            scene.awaitRest();
            scene.did("clerk@crm.Test", "web.formFilledOut", Instant.now(), 3);
            scene.awaitRest();
            String draft = duplicate(scene, firstModel(scene), "Platform events");
            List<Object> bands = scene.get(PATH + "/" + draft).extract().path("bands");
            List<String> events = platformEvents();

            scene.put(
                            PATH + "/" + draft,
                            model(
                                    "Platform events",
                                    bands,
                                    events.stream()
                                            .map(event -> activity(event, "No weight"))
                                            .toList()))
                    .statusCode(200);
            scene.post(PATH + "/" + draft + "/activate", "")
                    .statusCode(200)
                    .body("status", is("active"))
                    .body("bands.find { it.name == 'No weight' }.value", is(0))
                    .body("activities.activity", containsInAnyOrder(events.toArray()))
                    .body("activities.band", everyItem(is("No weight")));

            String run = scene.post("/v1/engagement-runs", Map.of())
                    .statusCode(202)
                    .extract()
                    .path("id");
            await().untilAsserted(() -> scene.get("/v1/engagement-runs/" + run)
                    .body("state", is("COMPLETE"))
                    .body("weightingModel", is(draft))
                    .body("persons", is(0)));
        }
    }

    @Test
    @DisplayName(
            "WGT-07, WGT-08, D-45, D-46: bands have names and values of their own, 0 to 100, and stay while they are used")
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

    @Test
    @DisplayName("D-46: a weight is a whole number of 0 to 100; another one is refused, and the answer names its field")
    void aWeightIsAWholeNumberOfZeroToAHundred() {
        try (Scene scene = Scene.open()) {
            String draft = duplicate(scene, firstModel(scene), "Draft");

            scene.put(PATH + "/" + draft, model("Draft", List.of(band("A", 10), band("B", -1)), List.of()))
                    .statusCode(422)
                    .body("violations.field", contains("/bands/1/value"));
            scene.put(PATH + "/" + draft, model("Draft", List.of(band("A", 10), band("B", 1.5)), List.of()))
                    .statusCode(400)
                    .body("code", is("invalid-body"))
                    .body("violations.field", contains("/bands/1/value"));
            scene.get(PATH + "/" + draft).body("revision", is(1));
            scene.put(PATH + "/" + draft, model("Draft", List.of(band("A", 0), band("B", 100)), List.of()))
                    .statusCode(200)
                    .body("bands.value", contains(0, 100));
        }
    }

    @Test
    @DisplayName("WGT-06: an archived model that a run has weighed with stays, because scores name it")
    void aModelThatARunHasUsedStays() {
        try (Scene scene = Scene.open()) {
            String first = firstModel(scene);
            String run = scene.post("/v1/engagement-runs", Map.of())
                    .statusCode(202)
                    .extract()
                    .path("id");
            await().untilAsserted(() -> scene.get("/v1/engagement-runs/" + run).body("state", is("COMPLETE")));
            scene.post(PATH + "/" + duplicate(scene, first, "Second") + "/activate", "")
                    .statusCode(200);

            scene.user().delete(PATH + "/" + first).then().statusCode(409).body("code", is("definition-in-use"));
            scene.get(PATH + "/" + first).body("status", is("archived"));
        }
    }
}
