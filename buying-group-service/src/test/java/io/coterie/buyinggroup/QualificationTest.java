package io.coterie.buyinggroup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.hasItems;
import static org.hamcrest.Matchers.hasToString;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.notNullValue;
import static org.hamcrest.Matchers.nullValue;
import static org.hamcrest.Matchers.startsWith;

import com.fasterxml.jackson.databind.JsonNode;
import io.coterie.contracts.BuyingGroupEvent;
import io.coterie.contracts.BuyingGroupQualification;
import io.coterie.contracts.ContractJson;
import io.coterie.contracts.EventTypes;
import io.coterie.contracts.JourneyAction;
import io.coterie.contracts.Topics;
import io.coterie.platform.testing.ReadRecord;
import io.restassured.response.ValidatableResponse;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** Groups handed to sales when they are ready, and called back when they are not any more. */
@RunningService
class QualificationTest {

    private static final String ACCOUNT = "a1@crm.Test";

    private Scene scene;
    private String template;
    private String model;

    @BeforeEach
    void anAudience() {
        scene = Scene.open();
        scene.audience("aud");
        scene.account(ACCOUNT, "Acme");
        scene.inAudience("aud", ACCOUNT);
        scene.awaitRest();
        template = scene.liveTemplate();
        model = scene.liveStages();
    }

    @AfterEach
    void close() {
        scene.close();
    }

    @Test
    @DisplayName(
            "a group is handed over once when it is complete enough, stays within the margin, and is called back below it")
    void aGroupIsHandedOverOnceAndCalledBack() {
        String interest =
                interest(Map.of("minCompleteness", 100, "completenessMargin", 30, "roles", List.of("decision maker")));
        scene.job(interest, "aud");
        String group = scene.group(ACCOUNT);
        scene.person("chief@crm.Test", "Chief", ACCOUNT);
        scene.person("d1@crm.Test", "Director", ACCOUNT);
        scene.awaitRest();
        scene.get("/v1/buying-groups/" + group).body("qualifiedSince", nullValue());
        scene.person("d2@crm.Test", "Director", ACCOUNT);
        scene.awaitRest();

        scene.get("/v1/buying-groups/" + group).body("qualifiedSince", notNullValue());
        scene.get("/v1/buying-groups/" + group + "/history").body("items.kind", hasItem("QUALIFIED"));
        assertThat(crossings(Topics.BUYING_GROUPS)).containsExactly(EventTypes.BUYING_GROUP_QUALIFIED);
        BuyingGroupQualification handed = handed();
        assertThat(handed.members())
                .extracting(member -> member.personKey() + "=" + member.role())
                .containsExactly("chief@crm.Test=Decision Maker", "d1@crm.Test=Influencer", "d2@crm.Test=Influencer");
        assertThat(handed.criteria())
                .allMatch(BuyingGroupQualification.Criterion::met)
                .hasSize(2);
        assertThat(handed.completeness()).isEqualByComparingTo("100");
        assertThat(handed.accountName()).isEqualTo("Acme");
        assertThat(handed.rolesTemplateId()).isEqualTo(template);
        assertThat(handed.cause()).isEqualTo("MEMBERS_CHANGED");
        assertThat(handed.by()).isEqualTo("system");

        scene.deletePerson("d2@crm.Test");
        scene.awaitRest();
        scene.get("/v1/buying-groups/" + group)
                .body("completenessDisplayed", is(75))
                .body("qualifiedSince", notNullValue());
        assertThat(state(group).get("qualified").asBoolean()).isTrue();
        scene.deletePerson("chief@crm.Test");
        scene.awaitRest();

        scene.get("/v1/buying-groups/" + group).body("qualifiedSince", nullValue());
        assertThat(state(group).get("qualified").asBoolean()).isFalse();
        for (String topic : List.of(Topics.BUYING_GROUPS, Topics.partnerEvents(scene.organisation))) {
            assertThat(crossings(topic))
                    .containsExactly(EventTypes.BUYING_GROUP_QUALIFIED, EventTypes.BUYING_GROUP_DISQUALIFIED);
        }
        scene.get("/v1/buying-groups/" + group + "/history")
                .body(
                        "items.find { it.kind == 'DISQUALIFIED' }.newValue",
                        containsString("role 'Decision Maker' empty"))
                .body("items.find { it.kind == 'DISQUALIFIED' }.cause", is("MEMBERS_CHANGED"))
                .body("items.find { it.kind == 'DISQUALIFIED' }.by", is("system"));
    }

    @Test
    @DisplayName("a changed rule is applied to every group of the interest, and a repeated one to none")
    void aChangedRuleIsAppliedToEveryGroup() {
        for (int i = 2; i <= 6; i++) {
            scene.account("a" + i + "@crm.Test", "Account " + i);
            scene.inAudience("aud", "a" + i + "@crm.Test");
        }
        scene.awaitRest();
        String interest = interest(null);
        scene.job(interest, "aud");
        scene.awaitRest();

        Map<String, Object> rule = Map.of("minCompleteness", 0);
        update(interest, rule).statusCode(200).body("qualification.minCompleteness", is(0));
        scene.awaitRest();
        assertThat(crossings(Topics.BUYING_GROUPS)).hasSize(6).containsOnly(EventTypes.BUYING_GROUP_QUALIFIED);
        assertThat(handed().cause()).isEqualTo("RULE_CHANGED");
        update(interest, Map.of("minCompleteness", 0.0)).statusCode(200).body("revision", is(2));
        update(interest, null).statusCode(200).body("qualification", nullValue());
        scene.awaitRest();

        assertThat(crossings(Topics.BUYING_GROUPS).stream().filter(EventTypes.BUYING_GROUP_DISQUALIFIED::equals))
                .hasSize(6);
        scene.get("/v1/buying-groups")
                .body("items.qualifiedSince", is(java.util.Arrays.asList(null, null, null, null, null, null)));
    }

    @Test
    @DisplayName("a move by hand decides in its own transaction; a new version of the stages takes the rule along")
    void aMoveDecidesAndTheRuleFollowsTheStages() {
        String interest = interest(Map.of("stages", List.of("talks")));
        scene.job(interest, "aud");
        String group = scene.group(ACCOUNT);
        move(group, "Open").body("qualifiedSince", nullValue());
        move(group, "Talks").body("qualifiedSince", notNullValue());
        scene.awaitRest();
        assertThat(handed().cause()).isEqualTo("STAGE_CHANGED");
        assertThat(handed().by()).isEqualTo("test-user");

        scene.post("/v1/stage-models/" + model + "/draft", "").statusCode(200);
        scene.put(
                        "/v1/stage-models/" + model,
                        Map.of(
                                "name",
                                "Sales",
                                "stages",
                                List.of(
                                        Map.of("name", "Open", "entry", true, "transitTo", List.of("Offer")),
                                        Map.of("name", "Offer", "transitTo", List.of("Won")),
                                        Map.of("name", "Won", "destination", "SUCCESS"))))
                .statusCode(200);
        Map<String, @Nullable String> map = new HashMap<>(Map.of("Open", "Open", "Won", "Won", "Lost", "Won"));
        map.put("Talks", null);
        scene.post("/v1/stage-models/" + model + "/publish", Map.of("stageMap", map))
                .statusCode(409)
                .body("code", is("qualification-loses-stage"))
                .body("violations[0].field", is("/stageMap/Talks"));
        map.put("Talks", "Offer");
        scene.post("/v1/stage-models/" + model + "/publish", Map.of("stageMap", map))
                .statusCode(200);
        scene.awaitRest();

        scene.get("/v1/solution-interests/" + interest).body("qualification.stages", is(List.of("Offer")));
        scene.get("/v1/buying-groups/" + group).body("stage", is("Offer")).body("qualifiedSince", notNullValue());
        assertThat(crossings(Topics.BUYING_GROUPS)).containsExactly(EventTypes.BUYING_GROUP_QUALIFIED);
        move(group, "Won").body("qualifiedSince", nullValue());
    }

    @Test
    @DisplayName("MEM-06: a run of engagement scores decides in its own transaction; members show source and score")
    void anEngagementRunDecides() {
        scene.person("chief@crm.Test", "Chief", ACCOUNT);
        scene.awaitRest();
        scene.job(interest(Map.of("minEngagement", 50)), "aud");
        String group = scene.group(ACCOUNT);
        scene.did("chief@crm.Test", "web.formFilledOut", Instant.now(), 3);
        scene.awaitRest();
        scene.get("/v1/buying-groups/" + group).body("qualifiedSince", nullValue());

        String run = scene.post("/v1/engagement-runs", Map.of())
                .statusCode(202)
                .extract()
                .path("id");
        await().untilAsserted(() -> scene.get("/v1/engagement-runs/" + run).body("state", is("COMPLETE")));
        scene.awaitRest();

        scene.get("/v1/buying-groups/" + group).body("engagement", is(100)).body("qualifiedSince", notNullValue());
        assertThat(crossings(Topics.BUYING_GROUPS)).containsExactly(EventTypes.BUYING_GROUP_QUALIFIED);
        assertThat(handed().members()).singleElement().satisfies(chief -> {
            assertThat(chief.personKey()).isEqualTo("chief@crm.Test");
            assertThat(chief.engagement()).isEqualByComparingTo("100");
        });
        assertThat(handed().cause()).isEqualTo("ENGAGEMENT_CHANGED");
        assertThat(handed().by()).isNull();
        assertThat(scene.groupEvents(Topics.BUYING_GROUPS))
                .filteredOn(event -> EventTypes.BUYING_GROUP_ENGAGEMENT_CHANGED.equals(event.attribute("type")))
                .singleElement()
                .extracting(event -> ContractJson.read(payload(event), BuyingGroupEvent.class)
                        .group())
                .satisfies(told -> assertThat(told.engagement()).isEqualByComparingTo("100"));
        scene.get("/v1/buying-groups/" + group + "/members")
                .body("items[0].source", is("SYSTEM"))
                .body("items[0].engagement", hasToString(startsWith("100")));
    }

    @Test
    @DisplayName("a journey's action decides in its own transaction, too")
    void aJourneysActionDecides() {
        String interest = interest(Map.of("stages", List.of("Open")));
        scene.job(interest, "aud");
        String group = scene.group(ACCOUNT);

        scene.publish(
                Topics.JOURNEY_ACTIONS,
                ACCOUNT,
                EventTypes.JOURNEY_ACTION_REQUESTED,
                new JourneyAction(
                        UUID.randomUUID(),
                        JourneyAction.UPDATE_BUYING_GROUP_STAGE,
                        UUID.randomUUID(),
                        UUID.randomUUID(),
                        "move",
                        1,
                        ACCOUNT,
                        null,
                        ContractJson.mapper().valueToTree(Map.of("solutionInterest", "Robots", "stage", "Open"))));
        scene.awaitRest();

        scene.get("/v1/buying-groups/" + group).body("stage", is("Open")).body("qualifiedSince", notNullValue());
        assertThat(crossings(Topics.BUYING_GROUPS)).containsExactly(EventTypes.BUYING_GROUP_QUALIFIED);
    }

    @Test
    @DisplayName("a rule with an unknown role, a stage of another model or a wrong number is refused, each field named")
    void aRuleThatCannotHoldIsRefused() {
        String interest = interest(null);
        Map<String, Object> rule = new HashMap<>();
        rule.put("minCompleteness", 100.5);
        rule.put("engagementMargin", -1);
        rule.put("conversionWindowDays", 0);
        rule.put("roles", List.of("Champion", "Astronaut"));
        rule.put("stages", List.of("Talks", "Elsewhere"));

        update(interest, rule)
                .statusCode(422)
                .body("code", is("invalid-definition"))
                .body(
                        "violations.field",
                        hasItems(
                                "/qualification/minCompleteness",
                                "/qualification/engagementMargin",
                                "/qualification/conversionWindowDays",
                                "/qualification/roles/1",
                                "/qualification/stages/1"));
        update(interest, Map.of()).statusCode(422).body("violations[0].field", is("/qualification"));
        scene.put(
                        "/v1/solution-interests/" + interest,
                        Map.of("name", "Robots", "qualification", Map.of("stages", List.of("Talks"))))
                .statusCode(422)
                .body("violations[0].field", is("/qualification/stages/0"));
        update(interest, Map.of("colour", "red"))
                .statusCode(400)
                .body("violations[0].field", is("/qualification/colour"));
        scene.get("/v1/solution-interests/" + interest)
                .body("qualification", nullValue())
                .body("revision", is(1));
    }

    private String interest(@Nullable Map<String, Object> rule) {
        return scene.post("/v1/solution-interests", body(rule))
                .statusCode(201)
                .extract()
                .path("id");
    }

    private ValidatableResponse update(String interest, @Nullable Map<String, Object> rule) {
        return scene.put("/v1/solution-interests/" + interest, body(rule));
    }

    private Map<String, Object> body(@Nullable Map<String, Object> rule) {
        Map<String, Object> body = new HashMap<>(Map.of(
                "name", "Robots", "rolesTemplate", template, "stageModel", model, "updateExistingBuyingGroups", true));
        if (rule != null) {
            body.put("qualification", rule);
        }
        return body;
    }

    private ValidatableResponse move(String group, String stage) {
        return scene.put("/v1/buying-groups/" + group + "/stage", Map.of("stage", stage))
                .statusCode(200);
    }

    private BuyingGroupQualification handed() {
        return ContractJson.read(
                payload(scene.published(Topics.BUYING_GROUPS).stream()
                        .filter(event -> EventTypes.BUYING_GROUP_QUALIFIED.equals(event.attribute("type")))
                        .findFirst()
                        .orElseThrow()),
                BuyingGroupQualification.class);
    }

    private List<String> crossings(String topic) {
        return scene.publishedTypes(topic).stream()
                .filter(type -> type.equals(EventTypes.BUYING_GROUP_QUALIFIED)
                        || type.equals(EventTypes.BUYING_GROUP_DISQUALIFIED))
                .toList();
    }

    private JsonNode state(String group) {
        return payload(scene.published(Topics.BUYING_GROUP_STATES).stream()
                .filter(record -> String.valueOf(record.key()).endsWith(group))
                .reduce((first, second) -> second)
                .orElseThrow());
    }

    private static JsonNode payload(ReadRecord record) {
        return ContractJson.readTree(String.valueOf(record.value()).getBytes(StandardCharsets.UTF_8));
    }
}
