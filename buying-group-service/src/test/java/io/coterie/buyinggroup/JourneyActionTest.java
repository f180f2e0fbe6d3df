package io.coterie.buyinggroup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.is;

import io.coterie.contracts.ActionOutcome;
import io.coterie.contracts.BuyingGroupEvent;
import io.coterie.contracts.ContractJson;
import io.coterie.contracts.EventTypes;
import io.coterie.contracts.JourneyAction;
import io.coterie.contracts.Topics;
import io.coterie.platform.testing.CloudEventRecord;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** What journeys ask of groups: once, with an outcome each. */
@RunningService
class JourneyActionTest {

    private static final String ACCOUNT = "a1@crm.Test";
    private static final String CHIEF = "chief@crm.Test";
    private static final String CLERK = "clerk@crm.Test";
    private static final UUID JOURNEY = new UUID(1, 1);

    private Scene scene;
    private String interest;
    private String group;

    @BeforeEach
    void aGroupWithStages() {
        scene = Scene.open();
        scene.account(ACCOUNT, "Acme");
        scene.person(CHIEF, "Chief", ACCOUNT);
        scene.person(CLERK, "Clerk", ACCOUNT);
        scene.audience("aud");
        scene.inAudience("aud", ACCOUNT);
        scene.awaitRest();
        interest = scene.interest("Robots", scene.liveTemplate(), true, scene.liveStages());
        scene.job(interest, "aud");
        group = scene.group(ACCOUNT);
    }

    @AfterEach
    void close() {
        scene.close();
    }

    @Test
    @DisplayName(
            "STG-11, STG-12: a stage is reached along the model, an invalid move is skipped with the allowed ones named")
    void aJourneyMovesTheGroupAlongItsModel() {
        ActionOutcome early = outcome(stage("Talks"));
        ActionOutcome entered = outcome(stage("open"));

        assertThat(early.status()).isEqualTo(ActionOutcome.SKIPPED);
        assertThat(early.reason()).isEqualTo("From no stage a group cannot move to 'Talks'; allowed: Open.");
        assertThat(entered.status()).isEqualTo(ActionOutcome.PERFORMED);
        scene.get("/v1/buying-groups/" + group).body("stage", is("Open"));
        scene.awaitRest();
        var moves = scene.groupEvents(Topics.BUYING_GROUPS).stream()
                .filter(event -> EventTypes.BUYING_GROUP_STAGE_CHANGED.equals(event.attribute("type")))
                .map(event ->
                        ContractJson.readTree(String.valueOf(event.value()).getBytes(StandardCharsets.UTF_8)))
                .toList();
        assertThat(moves).singleElement().satisfies(move -> {
            assertThat(move.get("newValue").asText()).isEqualTo("Open");
            assertThat(move.has("previousValue")).isFalse();
        });
    }

    @Test
    @DisplayName(
            "BEY-02: an action that arrives again, in the same or another event, has its effect and its outcome once")
    void anActionIsCarriedOutOnce() {
        JourneyAction open = stage("Open");
        CloudEventRecord event = event(open);
        scene.publish(event, event, event(open));
        outcome(open, false);
        scene.publish(event(open), event(stage("Talks")));
        await().untilAsserted(() -> scene.get("/v1/buying-groups/" + group).body("stage", is("Talks")));
        scene.publish(event(open));
        scene.awaitRest();

        scene.get("/v1/buying-groups/" + group).body("stage", is("Talks"));
        assertThat(outcomes().stream().filter(outcome -> outcome.actionId().equals(open.actionId())))
                .hasSize(1);
    }

    @Test
    @DisplayName("MEM-08, §9.6: a journey assigns and removes, below what somebody decided by hand")
    void aJourneyAssignsAndRemoves() {
        assertThat(outcome(assign(CLERK, "Champion")).status()).isEqualTo(ActionOutcome.PERFORMED);
        scene.awaitMembers(group, CHIEF + "=Decision Maker", CLERK + "=Champion");
        assertThat(outcome(remove(CHIEF)).status()).isEqualTo(ActionOutcome.PERFORMED);
        scene.awaitMembers(group, CLERK + "=Champion");

        scene.person(CHIEF, "Chief still", ACCOUNT);
        scene.awaitRest();
        scene.awaitMembers(group, CLERK + "=Champion");
        scene.post(
                        "/v1/buying-groups/" + group + "/members",
                        Map.of("members", List.of(Map.of("personKey", CHIEF, "role", "Influencer"))))
                .statusCode(200);
        ActionOutcome overruled = outcome(remove(CHIEF));

        assertThat(overruled.status()).isEqualTo(ActionOutcome.SKIPPED);
        assertThat(overruled.reason()).contains("MANUAL");
        scene.awaitMembers(group, CHIEF + "=Influencer", CLERK + "=Champion");
    }

    @Test
    void aStatusIsSetAndTold() {
        for (String status : List.of("warm", "hot")) {
            assertThat(outcome(action(
                                    JourneyAction.UPDATE_BUYING_GROUP_STATUS,
                                    null,
                                    Map.of("solutionInterest", "Robots", "status", status)))
                            .status())
                    .isEqualTo(ActionOutcome.PERFORMED);
        }

        scene.get("/v1/buying-groups/" + group).body("status", is("hot"));
        scene.awaitRest();
        assertThat(scene.groupEvents(Topics.BUYING_GROUPS).stream()
                        .filter(event -> EventTypes.BUYING_GROUP_STATUS_CHANGED.equals(event.attribute("type")))
                        .map(event -> ContractJson.read(Scene.json(event), BuyingGroupEvent.class)))
                .extracting(BuyingGroupEvent::previousValue, BuyingGroupEvent::newValue, BuyingGroupEvent::by)
                .containsExactly(tuple(null, "warm", "journey " + JOURNEY), tuple("warm", "hot", "journey " + JOURNEY));
    }

    @Test
    void actionsOfOtherServicesPassBy() {
        scene.publish(event(action(JourneyAction.SEND_EMAIL, CHIEF, Map.of("email", "e1"))));
        scene.awaitRest();

        assertThat(outcomes()).isEmpty();
    }

    @Test
    void anActionThatIsNoneBecomesADeadLetterAndTheOthersGoOn() {
        scene.publish(event(stage("Open")).data("{\"actionId\": 7}"), event(stage("Open")));

        await().untilAsserted(() -> scene.get("/v1/buying-groups/" + group).body("stage", is("Open")));
        scene.get("/v1/dead-letters").statusCode(200).body("items.channel", hasItem("journey-actions"));
    }

    @Test
    @DisplayName("STG-11: people move groups along the same model")
    void peopleMoveGroupsToo() {
        scene.put("/v1/buying-groups/" + group + "/stage", Map.of("stage", "Won"))
                .statusCode(409)
                .body("code", is("stage-not-reachable"))
                .body("detail", is("From no stage a group cannot move to 'Won'; allowed: Open."));
        scene.put("/v1/buying-groups/" + group + "/stage", Map.of("stage", "Open"))
                .statusCode(200)
                .body("stage", is("Open"));
        scene.get("/v1/buying-groups/" + group + "/history")
                .body("items[0].kind", is("STAGE_CHANGED"))
                .body("items[0].by", is("test-user"));
        long revision = revision();
        scene.put("/v1/buying-groups/" + group + "/stage", Map.of("stage", " open "))
                .statusCode(200)
                .body("stage", is("Open"));
        assertThat(revision()).as("the same request again changes nothing").isEqualTo(revision);
        scene.put("/v1/buying-groups/" + group + "/status", Map.of("status", "x".repeat(51)))
                .statusCode(400);
        scene.put("/v1/buying-groups/" + group + "/status", Map.of("status", "warm"))
                .statusCode(200)
                .body("status", is("warm"));
    }

    private long revision() {
        return scene.get("/v1/buying-groups/" + group).extract().jsonPath().getLong("revision");
    }

    private ActionOutcome outcome(JourneyAction action) {
        return outcome(action, true);
    }

    private ActionOutcome outcome(JourneyAction action, boolean publish) {
        if (publish) {
            scene.publish(event(action));
        }
        await().until(() ->
                outcomes().stream().anyMatch(outcome -> outcome.actionId().equals(action.actionId())));
        return outcomes().stream()
                .filter(outcome -> outcome.actionId().equals(action.actionId()))
                .findFirst()
                .orElseThrow();
    }

    private List<ActionOutcome> outcomes() {
        return scene.published(Topics.ACTION_OUTCOMES).stream()
                .map(record -> ContractJson.read(
                        ContractJson.readTree(String.valueOf(record.value()).getBytes(StandardCharsets.UTF_8)),
                        ActionOutcome.class))
                .toList();
    }

    private CloudEventRecord event(JourneyAction action) {
        return scene.event(Topics.JOURNEY_ACTIONS, action.accountKey(), EventTypes.JOURNEY_ACTION_REQUESTED, action);
    }

    private JourneyAction stage(String stage) {
        return action(
                JourneyAction.UPDATE_BUYING_GROUP_STAGE, null, Map.of("solutionInterest", interest, "stage", stage));
    }

    private JourneyAction assign(String person, String role) {
        return action(JourneyAction.ASSIGN_TO_BUYING_GROUP, person, Map.of("solutionInterest", interest, "role", role));
    }

    private JourneyAction remove(String person) {
        return action(JourneyAction.REMOVE_FROM_BUYING_GROUP, person, Map.of("solutionInterest", interest));
    }

    private static JourneyAction action(String kind, @Nullable String person, Map<String, String> parameters) {
        return new JourneyAction(
                UUID.randomUUID(),
                kind,
                JOURNEY,
                new UUID(1, 2),
                "node",
                1,
                ACCOUNT,
                person,
                ContractJson.mapper().valueToTree(parameters));
    }
}
