package io.coterie.buyinggroup.build;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.is;

import io.coterie.buyinggroup.RunningService;
import io.coterie.buyinggroup.Scene;
import io.coterie.contracts.EventTypes;
import io.coterie.contracts.Topics;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** Groups that are there follow people, accounts and interests (JOB-08). */
@RunningService
class GroupsKeepUpTest {

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
    @DisplayName("D-22, decision 0021: with the toggle off a changed person changes no group that has settled")
    void withoutTheToggleExistingGroupsStayAsTheyAre() {
        String group = scene.aGroup(false);
        scene.settle(group);

        scene.person("d1@crm.Test", "Director", "a1@crm.Test");
        scene.awaitRest();

        assertThat(scene.members(group)).containsExactly("chief@crm.Test=Decision Maker");
    }

    @Test
    @DisplayName("SI-04: switching the toggle on has existing groups updated")
    void switchingTheToggleOnUpdatesExistingGroups() {
        String group = scene.aGroup(false);
        scene.settle(group);
        scene.person("d1@crm.Test", "Director", "a1@crm.Test");
        scene.awaitRest();
        assertThat(scene.members(group)).containsExactly("chief@crm.Test=Decision Maker");
        String interest = scene.get("/v1/buying-groups/" + group).extract().path("solutionInterest");

        scene.put("/v1/solution-interests/" + interest, Map.of("name", "Robots", "updateExistingBuyingGroups", true))
                .statusCode(200);

        scene.awaitMembers(group, "chief@crm.Test=Decision Maker", "d1@crm.Test=Influencer");
    }

    @Test
    @DisplayName("D-28: role drift moves members of the system")
    void aChangedJobTitleMovesTheMember() {
        String group = scene.aGroup(true);

        scene.person("chief@crm.Test", "Director", "a1@crm.Test");

        scene.awaitMembers(group, "chief@crm.Test=Influencer");
        scene.awaitRest();
        assertThat(scene.groupEventTypes(Topics.BUYING_GROUPS)).contains(EventTypes.BUYING_GROUP_MEMBER_ROLE_CHANGED);
    }

    @Test
    @DisplayName(
            "D-29: whoever moves to another account leaves the group, also one added by hand and with the toggle off")
    void whoMovesToAnotherAccountLeavesTheGroup() {
        String group = scene.aGroup(false);
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
        String group = scene.aGroup(false);

        scene.deletePerson("chief@crm.Test");

        scene.awaitMembers(group);
        scene.user()
                .queryParam("state", "all")
                .get("/v1/buying-groups/" + group + "/members")
                .then()
                .body("items[0].reason.cause", is("PERSON_DELETED"));
    }

    @Test
    @DisplayName("D-11: whoever becomes a test profile leaves the group, and list, history and event say why")
    void whoBecomesATestProfileLeavesTheGroup() {
        String group = scene.aGroup(true);

        scene.testProfile("chief@crm.Test", "Chief", "a1@crm.Test");

        scene.awaitMembers(group);
        scene.awaitRest();
        scene.user()
                .queryParam("state", "removed")
                .get("/v1/buying-groups/" + group + "/members")
                .then()
                .body("items[0].personKey", is("chief@crm.Test"))
                .body("items[0].reason.cause", is("TEST_PROFILE"))
                .body("items[0].reason.words", is("became a test profile"));
        scene.get("/v1/buying-groups/" + group + "/history")
                .body("items.find { it.kind == 'MEMBER_REMOVED' }.cause", is("TEST_PROFILE"));
        assertThat(scene.groupEvents(Topics.BUYING_GROUPS))
                .filteredOn(event -> EventTypes.BUYING_GROUP_MEMBER_REMOVED.equals(event.attribute("type")))
                .extracting(event -> Scene.json(event).path("cause").asText())
                .containsExactly("TEST_PROFILE");
    }

    @Test
    @DisplayName("D-11: whoever is no test profile any more is a member again")
    void whoIsNoTestProfileAnyMoreIsAMemberAgain() {
        String group = scene.aGroup(true);
        scene.testProfile("chief@crm.Test", "Chief", "a1@crm.Test");
        scene.awaitMembers(group);

        scene.person("chief@crm.Test", "Chief", "a1@crm.Test");

        scene.awaitMembers(group, "chief@crm.Test=Decision Maker");
    }

    @Test
    @DisplayName("D-14: with the account its group goes, and comes back with it under the same id")
    void aDeletedAccountsGroupGoesAndComesBack() {
        String group = scene.aGroup(true);

        scene.deleteAccount("a1@crm.Test");

        await().untilAsserted(() -> scene.get("/v1/buying-groups/" + group).statusCode(404));
        scene.awaitRest();
        assertThat(scene.state(group).deleted()).isTrue();
        assertThat(scene.state(group).members()).isEmpty();
        scene.account("a1@crm.Test", "Acme again");
        assertThat(scene.group("a1@crm.Test")).isEqualTo(group);
        scene.awaitMembers(group, "chief@crm.Test=Decision Maker");
    }

    @Test
    @DisplayName("D-13: the derived name follows renames of account and interest")
    void theNameFollowsRenames() {
        String group = scene.aGroup(false);
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
        String group = scene.aGroup(true);

        scene.outOfAudience("aud", "a1@crm.Test");

        await().untilAsserted(() -> scene.get("/v1/buying-groups/" + group).body("outOfAudience", is(true)));
        assertThat(scene.members(group)).containsExactly("chief@crm.Test=Decision Maker");
    }
}
