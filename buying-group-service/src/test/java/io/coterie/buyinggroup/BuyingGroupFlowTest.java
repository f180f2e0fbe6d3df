package io.coterie.buyinggroup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.is;

import com.fasterxml.jackson.databind.JsonNode;
import io.coterie.contracts.BuyingGroupState;
import io.coterie.contracts.ContractJson;
import io.coterie.contracts.EventTypes;
import io.coterie.contracts.Topics;
import io.coterie.platform.testing.ReadRecord;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** From states of profile-service to groups, their events and their answers. */
@RunningService
class BuyingGroupFlowTest {

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
    void aCreationJobMakesAGroupWithMembersReasonsAndCompleteness() {
        scene.account("a1@crm.Test", "Acme");
        scene.person("chief@crm.Test", "Chief Engineer", "a1@crm.Test");
        scene.person("director@crm.Test", "Director of Tools", "a1@crm.Test");
        scene.person("clerk@crm.Test", "Clerk", "a1@crm.Test");
        scene.audience("aud");
        scene.inAudience("aud", "a1@crm.Test");
        scene.awaitRest();
        String interest = scene.interest("Robots", true);

        String job = scene.job(interest, "aud");

        String group = scene.group("a1@crm.Test");
        scene.get("/v1/buying-groups/" + group)
                .statusCode(200)
                .body("name", is("Robots for Acme"))
                .body("accountName", is("Acme"))
                .body("solutionInterestName", is("Robots"))
                .body("completeness", is(75))
                .body("completenessDisplayed", is(75))
                .body("members", is(2))
                .body("missingRoles", hasSize(0))
                .body("creationJob", is(job))
                .body("roles.find { it.role == 'Influencer' }.percent", is(50));
        scene.get("/v1/buying-groups/" + group + "/members")
                .statusCode(200)
                .body("items.personKey", contains("chief@crm.Test", "director@crm.Test"))
                .body("items[0].role", is("Decision Maker"))
                .body("items[0].source", is("SYSTEM"))
                .body("items[0].jobTitle", is("Chief Engineer"))
                .body("items[0].reason.cause", is("QUALIFIES"))
                .body("items[0].reason.condition.matched", is(true));
        scene.get("/v1/creation-jobs/" + job + "/runs")
                .body("items[0].state", is("complete"))
                .body("items[0].accounts", is(1))
                .body("items[0].groupsCreated", is(1))
                .body("items[0].membersAdded", is(2));
    }

    @Test
    @DisplayName("BEY-01: whoever enters the audience later gets a group at once")
    void anAccountThatEntersTheAudienceLaterGetsItsGroup() {
        scene.audience("aud");
        scene.awaitRest();
        scene.job(scene.interest("Robots", false), "aud");
        scene.person("chief@crm.Test", "Chief", "late@crm.Test");
        scene.account("late@crm.Test", "Late");

        scene.inAudience("aud", "late@crm.Test");

        scene.awaitMembers(scene.group("late@crm.Test"), "chief@crm.Test=Decision Maker");
    }

    @Test
    void aMemberOfTheAudienceWhoseAccountArrivesLaterGetsItsGroupThen() {
        scene.audience("aud");
        scene.inAudience("aud", "late@crm.Test");
        scene.awaitRest();
        scene.job(scene.interest("Robots", false), "aud");
        scene.awaitRest();
        scene.groups("late@crm.Test").body("items", hasSize(0));

        scene.account("late@crm.Test", "Late");

        scene.group("late@crm.Test");
    }

    @Test
    void theStateTopicCarriesTheWholeGroupAndTheEventsWhatHappened() {
        String group = aGroup(true);
        scene.awaitRest();

        BuyingGroupState state = state(group);
        assertThat(state.solutionInterest()).isEqualTo("Robots");
        assertThat(state.completeness()).isEqualByComparingTo("50");
        assertThat(state.missingRoles()).containsExactly("Influencer");
        assertThat(state.members()).singleElement().satisfies(member -> {
            assertThat(member.personKey()).isEqualTo("chief@crm.Test");
            assertThat(member.role()).isEqualTo("Decision Maker");
            assertThat(member.source()).isEqualTo("SYSTEM");
        });
        assertThat(scene.publishedTypes(Topics.BUYING_GROUPS))
                .containsExactly(EventTypes.BUYING_GROUP_CREATED, EventTypes.BUYING_GROUP_MEMBER_ASSIGNED);
        assertThat(scene.publishedTypes(Topics.partnerEvents(scene.organisation)))
                .containsExactly(EventTypes.BUYING_GROUP_CREATED, EventTypes.BUYING_GROUP_MEMBER_ASSIGNED);
        assertThat(scene.published(Topics.BUYING_GROUPS))
                .allSatisfy(event -> assertThat(event.key()).isEqualTo(scene.sandboxId + ":a1@crm.Test"));
    }

    @Test
    @DisplayName("CMP-06, CMP-09: a member who comes changes completeness, told with previous and new")
    void aPersonWhoArrivesCompletesTheGroup() {
        String group = aGroup(true);

        scene.person("d1@crm.Test", "Director", "a1@crm.Test");
        scene.awaitMembers(group, "chief@crm.Test=Decision Maker", "d1@crm.Test=Influencer");
        scene.person("d2@crm.Test", "Director", "a1@crm.Test");

        await().untilAsserted(() -> scene.get("/v1/buying-groups/" + group).body("completeness", is(100)));
        scene.awaitRest();
        List<JsonNode> changes = scene.published(Topics.BUYING_GROUPS).stream()
                .filter(event -> EventTypes.BUYING_GROUP_COMPLETENESS_CHANGED.equals(event.attribute("type")))
                .map(BuyingGroupFlowTest::json)
                .toList();
        assertThat(changes)
                .extracting(change -> change.get("previousValue").asText())
                .containsExactly("50", "75");
        assertThat(changes)
                .extracting(change -> change.get("newValue").asText())
                .containsExactly("75", "100");
    }

    @Test
    @DisplayName("D-22: with the toggle off a changed person changes no existing group")
    void withoutTheToggleExistingGroupsStayAsTheyAre() {
        String group = aGroup(false);

        scene.person("d1@crm.Test", "Director", "a1@crm.Test");
        scene.awaitRest();

        assertThat(scene.members(group)).containsExactly("chief@crm.Test=Decision Maker");
    }

    @Test
    @DisplayName("SI-04: switching the toggle on has existing groups updated")
    void switchingTheToggleOnUpdatesExistingGroups() {
        String group = aGroup(false);
        scene.person("d1@crm.Test", "Director", "a1@crm.Test");
        scene.awaitRest();
        String interest = scene.get("/v1/buying-groups/" + group).extract().path("solutionInterest");

        scene.put("/v1/solution-interests/" + interest, Map.of("name", "Robots", "updateExistingBuyingGroups", true))
                .statusCode(200);

        scene.awaitMembers(group, "chief@crm.Test=Decision Maker", "d1@crm.Test=Influencer");
    }

    @Test
    @DisplayName("D-28: role drift moves members of the system")
    void aChangedJobTitleMovesTheMember() {
        String group = aGroup(true);

        scene.person("chief@crm.Test", "Director", "a1@crm.Test");

        scene.awaitMembers(group, "chief@crm.Test=Influencer");
        scene.awaitRest();
        assertThat(scene.publishedTypes(Topics.BUYING_GROUPS)).contains(EventTypes.BUYING_GROUP_MEMBER_ROLE_CHANGED);
    }

    @Test
    @DisplayName(
            "D-29: whoever moves to another account leaves the group, also one added by hand and with the toggle off")
    void whoMovesToAnotherAccountLeavesTheGroup() {
        String group = aGroup(false);
        scene.post(
                        "/v1/buying-groups/" + group + "/members",
                        Map.of("members", List.of(Map.of("personKey", "chief@crm.Test", "role", "Champion"))))
                .statusCode(200);

        scene.person("chief@crm.Test", "Chief", "other@crm.Test");

        scene.awaitMembers(group);
        scene.user()
                .queryParam("state", "removed")
                .get("/v1/buying-groups/" + group + "/members")
                .then()
                .body("items[0].personKey", is("chief@crm.Test"))
                .body("items[0].state", is("REMOVED"))
                .body("items[0].reason.cause", is("LEFT_ACCOUNT"));
    }

    @Test
    void whoIsDeletedLeavesTheGroup() {
        String group = aGroup(false);

        scene.deletePerson("chief@crm.Test");

        scene.awaitMembers(group);
        scene.user()
                .queryParam("state", "all")
                .get("/v1/buying-groups/" + group + "/members")
                .then()
                .body("items[0].reason.cause", is("PERSON_DELETED"));
    }

    @Test
    @DisplayName("D-14: with the account its group goes, and comes back with it under the same id")
    void aDeletedAccountsGroupGoesAndComesBack() {
        String group = aGroup(true);

        scene.deleteAccount("a1@crm.Test");

        await().untilAsserted(() -> scene.get("/v1/buying-groups/" + group).statusCode(404));
        scene.awaitRest();
        assertThat(state(group).deleted()).isTrue();
        assertThat(state(group).members()).isEmpty();
        scene.account("a1@crm.Test", "Acme again");
        assertThat(scene.group("a1@crm.Test")).isEqualTo(group);
        scene.awaitMembers(group, "chief@crm.Test=Decision Maker");
    }

    @Test
    @DisplayName("D-13: the derived name follows renames of account and interest")
    void theNameFollowsRenames() {
        String group = aGroup(false);
        String interest = scene.get("/v1/buying-groups/" + group).extract().path("solutionInterest");

        scene.account("a1@crm.Test", "Acme Corporation");
        await().untilAsserted(
                        () -> scene.get("/v1/buying-groups/" + group).body("name", is("Robots for Acme Corporation")));
        scene.put("/v1/solution-interests/" + interest, Map.of("name", "Drones"))
                .statusCode(200);

        await().untilAsserted(
                        () -> scene.get("/v1/buying-groups/" + group).body("name", is("Drones for Acme Corporation")));
    }

    @Test
    @DisplayName("D-26: a group whose account leaves the audience stays and says so")
    void aGroupWhoseAccountLeavesTheAudienceStays() {
        String group = aGroup(true);

        scene.outOfAudience("aud", "a1@crm.Test");

        await().untilAsserted(() -> scene.get("/v1/buying-groups/" + group).body("outOfAudience", is(true)));
        assertThat(scene.members(group)).containsExactly("chief@crm.Test=Decision Maker");
    }

    @Test
    @DisplayName("architecture §8: a second run finds nothing to change and says nothing")
    void aSecondRunChangesNothing() {
        String group = aGroup(true);
        String job = scene.get("/v1/buying-groups/" + group).extract().path("creationJob");
        scene.awaitRest();
        int states = scene.published(Topics.BUYING_GROUP_STATES).size();
        int events = scene.published(Topics.BUYING_GROUPS).size();
        int revision = scene.get("/v1/buying-groups/" + group).extract().path("revision");

        scene.post("/v1/creation-jobs/" + job + "/runs", "").statusCode(202).body("accounts", is(1));

        await().untilAsserted(() -> scene.get("/v1/creation-jobs/" + job + "/runs")
                .body("items[0].trigger", is("manual"))
                .body("items[0].state", is("complete"))
                .body("items[0].accountsEvaluated", is(1))
                .body("items[0].groupsCreated", is(0))
                .body("items[0].membersAdded", is(0))
                .body("items[0].membersRemoved", is(0))
                .body("items[0].rolesChanged", is(0)));
        scene.awaitRest();
        assertThat(scene.published(Topics.BUYING_GROUP_STATES)).hasSize(states);
        assertThat(scene.published(Topics.BUYING_GROUPS)).hasSize(events);
        scene.get("/v1/buying-groups/" + group).body("revision", is(revision));
    }

    @Test
    void statesThatArriveAgainOrLateChangeNothing() {
        String group = aGroup(true);
        var early = scene.personEvent("d1@crm.Test", "Clerk", "a1@crm.Test");
        var late = scene.personEvent("d1@crm.Test", "Director", "a1@crm.Test");

        scene.publish(late, late, early, late);

        scene.awaitMembers(group, "chief@crm.Test=Decision Maker", "d1@crm.Test=Influencer");
        scene.awaitRest();
        assertThat(scene.publishedTypes(Topics.BUYING_GROUPS))
                .containsExactly(
                        EventTypes.BUYING_GROUP_CREATED,
                        EventTypes.BUYING_GROUP_MEMBER_ASSIGNED,
                        EventTypes.BUYING_GROUP_MEMBER_ASSIGNED,
                        EventTypes.BUYING_GROUP_COMPLETENESS_CHANGED);
    }

    @Test
    @DisplayName("D-27: two jobs that want the same group make one")
    void twoJobsForTheSameInterestMakeOneGroup() {
        String group = aGroup(true);
        String interest = scene.get("/v1/buying-groups/" + group).extract().path("solutionInterest");
        scene.audience("aud2");
        scene.inAudience("aud2", "a1@crm.Test");
        scene.awaitRest();

        scene.job(interest, "aud2");
        scene.awaitRest();

        scene.groups("a1@crm.Test").body("items", hasSize(1));
    }

    @Test
    @DisplayName("D-11: test profiles are nobody's people")
    void aTestProfileIsNoMember() {
        String group = aGroup(true);

        scene.publish(
                scene.personEvent("probe@crm.Test", "Director", "a1@crm.Test").data("""
                        {"personKey":"probe@crm.Test","deleted":false,
                         "person":{"testProfile":true,"extendedWorkDetails":{"jobTitle":"Director"}},
                         "accounts":[{"accountKey":"a1@crm.Test","roles":[]}]}"""));
        scene.awaitRest();

        assertThat(scene.members(group)).containsExactly("chief@crm.Test=Decision Maker");
    }

    @Test
    void theSummaryCountsGroupsMembersAndGaps() {
        aGroup(true);
        scene.account("a2@crm.Test", "Beta");
        scene.inAudience("aud", "a2@crm.Test");
        scene.group("a2@crm.Test");
        scene.awaitRest();

        scene.user()
                .queryParam("solutionInterest", "robots")
                .get("/v1/buying-groups/summary")
                .then()
                .statusCode(200)
                .body("count", is(2))
                .body("complete", is(0))
                .body("members", is(1))
                .body("completenessHistogram.'0'", is(1))
                .body("completenessHistogram.'[50,75)'", is(1))
                .body("completenessHistogram.'100'", is(0))
                .body("membersByRole.'Decision Maker'", is(1))
                .body("missingRoles.'Decision Maker'", is(1))
                .body("missingRoles.Influencer", is(2));
    }

    @Test
    void groupsAreFoundByCompletenessAndMissingRole() {
        String group = aGroup(true);
        scene.account("a2@crm.Test", "Beta");
        scene.inAudience("aud", "a2@crm.Test");
        String empty = scene.group("a2@crm.Test");

        list("minCompleteness", "50").body("items.id", contains(group));
        list("maxCompleteness", "49.9").body("items.id", contains(empty));
        list("missingRole", "decision maker").body("items.id", contains(empty));
        list("missingRole", "Influencer").body("items", hasSize(2));
        String next = list("limit", "1").body("items", hasSize(1)).extract().path("next");
        list("cursor", next).body("items", hasSize(1));
    }

    @Test
    @DisplayName("BEY-05: why somebody is a member, or is not, with each condition's value")
    void whySomebodyIsAMemberOrNot() {
        String group = aGroup(true);
        scene.person("clerk@crm.Test", "Clerk", "a1@crm.Test");
        scene.awaitRest();

        scene.get("/v1/buying-groups/" + group + "/members/clerk@crm.Test")
                .statusCode(200)
                .body("member", is(false))
                .body("answer", containsString("give the person no role"))
                .body("roles[0].role", is("Decision Maker"))
                .body("roles[0].matched", is(false))
                .body("roles[0].condition.actual", is("Clerk"));
        scene.get("/v1/buying-groups/" + group + "/members/chief@crm.Test")
                .statusCode(200)
                .body("member", is(true))
                .body("role", is("Decision Maker"))
                .body("decision.reason.cause", is("QUALIFIES"));
        scene.get("/v1/buying-groups/" + group + "/members/stranger@crm.Test").statusCode(404);
    }

    @Test
    @DisplayName("BEY-04: what happened to a group stays readable")
    void theHistorySaysWhatHappenedAndWho() {
        String group = aGroup(true);
        scene.post("/v1/buying-groups/" + group + "/members/remove", Map.of("personKeys", List.of("chief@crm.Test")))
                .statusCode(200);

        scene.get("/v1/buying-groups/" + group + "/history")
                .statusCode(200)
                .body("items.kind", contains("COMPLETENESS_CHANGED", "MEMBER_REMOVED", "MEMBER_ASSIGNED", "CREATED"))
                .body("items[1].by", is("test-user"))
                .body("items[1].source", is("MANUAL"))
                .body("items[0].previousValue", is("50"));
    }

    @Test
    void definitionsArePublished() {
        aGroup(true);
        scene.awaitRest();

        List<String> kinds = scene.published(Topics.DEFINITIONS).stream()
                .map(record -> json(record).get("kind").asText() + ":"
                        + json(record).get("status").asText())
                .toList();

        assertThat(kinds)
                .contains(
                        "roles-template:draft",
                        "roles-template:live",
                        "solution-interest:live",
                        "creation-job:active",
                        "sandbox-acknowledgement:acknowledged");
    }

    @Test
    void completenessKeepsItsDecimals() {
        String template = scene.post(
                        "/v1/roles-templates",
                        Map.of("name", "Thirds", "roles", List.of(Scene.role("Decision Maker", 3, "Chief"))))
                .extract()
                .path("id");
        scene.post("/v1/roles-templates/" + template + "/publish", "").statusCode(200);
        scene.account("a1@crm.Test", "Acme");
        scene.person("c1@crm.Test", "Chief", "a1@crm.Test");
        scene.person("c2@crm.Test", "Chief", "a1@crm.Test");
        scene.audience("aud");
        scene.inAudience("aud", "a1@crm.Test");
        scene.awaitRest();
        scene.job(scene.interest("Thirds", template, true, null), "aud");

        String answer = scene.get("/v1/buying-groups/" + scene.group("a1@crm.Test"))
                .body("completenessDisplayed", is(67))
                .extract()
                .asString();
        assertThat(answer).contains("\"completeness\":66.66666666666667,");
    }

    /** A group of a1 with its chief as only member: half complete. */
    private String aGroup(boolean update) {
        scene.account("a1@crm.Test", "Acme");
        scene.person("chief@crm.Test", "Chief", "a1@crm.Test");
        scene.audience("aud");
        scene.inAudience("aud", "a1@crm.Test");
        scene.awaitRest();
        scene.job(scene.interest("Robots", update), "aud");
        String group = scene.group("a1@crm.Test");
        scene.awaitMembers(group, "chief@crm.Test=Decision Maker");
        return group;
    }

    private io.restassured.response.ValidatableResponse list(String parameter, String value) {
        return scene.user()
                .queryParam(parameter, value)
                .get("/v1/buying-groups")
                .then()
                .statusCode(200)
                .body("items.solutionInterestName", hasItem("Robots"));
    }

    private BuyingGroupState state(String group) {
        ReadRecord last = scene.published(Topics.BUYING_GROUP_STATES).stream()
                .filter(record -> (scene.sandboxId + ":" + group).equals(record.key()))
                .toList()
                .getLast();
        return ContractJson.read(json(last), BuyingGroupState.class);
    }

    private static JsonNode json(ReadRecord record) {
        return ContractJson.readTree(String.valueOf(record.value()).getBytes(StandardCharsets.UTF_8));
    }
}
