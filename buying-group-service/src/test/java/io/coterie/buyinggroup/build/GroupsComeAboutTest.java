package io.coterie.buyinggroup.build;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.notNullValue;

import io.coterie.buyinggroup.PastScene;
import io.coterie.buyinggroup.RunningService;
import io.coterie.buyinggroup.Scene;
import io.coterie.contracts.AccountRelation;
import io.coterie.contracts.ContractJson;
import io.coterie.contracts.CreationJobRunEvent;
import io.coterie.contracts.EventTypes;
import io.coterie.contracts.PersonState;
import io.coterie.contracts.Topics;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** From accounts, people and audiences to groups (JOB-03, JOB-04). */
@RunningService
class GroupsComeAboutTest {

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
    @DisplayName("BEY-01, decision 0021: with the toggle off a new group takes in whoever arrives after it was made")
    void whoArrivesAfterTheGroupWasMadeBecomesAMember() {
        scene.audience("aud");
        scene.awaitRest();
        scene.job(scene.interest("Robots", false), "aud");
        scene.account("late@crm.Test", "Late");
        scene.inAudience("aud", "late@crm.Test");
        String group = scene.group("late@crm.Test");
        scene.awaitRest();

        scene.person("chief@crm.Test", "Chief", "late@crm.Test");

        scene.awaitMembers(group, "chief@crm.Test=Decision Maker");
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
    @DisplayName("architecture §8: a second run finds nothing to change and says nothing")
    void aSecondRunChangesNothing() {
        String group = scene.aGroup(true);
        String job = scene.get("/v1/buying-groups/" + group).extract().path("creationJob");
        scene.awaitRest();
        int states = scene.published(Topics.BUYING_GROUP_STATES).size();
        int events = scene.groupEvents(Topics.BUYING_GROUPS).size();
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
        assertThat(scene.groupEvents(Topics.BUYING_GROUPS)).hasSize(events);
        scene.get("/v1/buying-groups/" + group).body("revision", is(revision));
    }

    @Test
    @DisplayName("D-30, JOB-12: a run counts who came, who went and whose role changed, and tells it when it is over")
    void aRunCountsWhoCameWhoWentAndWhoseRoleChanged() throws SQLException {
        scene.account("a1@crm.Test", "Acme");
        for (String person : List.of("mover1", "mover2", "mover3", "leaver1", "leaver2")) {
            scene.person(person + "@crm.Test", "Chief", "a1@crm.Test");
        }
        scene.person("comer@crm.Test", "Clerk", "a1@crm.Test");
        scene.audience("aud");
        scene.inAudience("aud", "a1@crm.Test");
        scene.awaitRest();
        String job = scene.job(scene.interest("Robots", true), "aud");
        String group = scene.group("a1@crm.Test");
        scene.awaitRest();
        unseen("mover", "Director");
        unseen("leaver", "Clerk");
        unseen("comer", "Chief");

        scene.post("/v1/creation-jobs/" + job + "/runs", "").statusCode(202);

        await().untilAsserted(() -> scene.get("/v1/creation-jobs/" + job + "/runs")
                .body("items[0].jobId", is(job))
                .body("items[0].trigger", is("manual"))
                .body("items[0].state", is("complete"))
                .body("items[0].startedAt", notNullValue())
                .body("items[0].finishedAt", notNullValue())
                .body("items[0].accounts", is(1))
                .body("items[0].accountsEvaluated", is(1))
                .body("items[0].groupsCreated", is(0))
                .body("items[0].membersAdded", is(1))
                .body("items[0].membersRemoved", is(2))
                .body("items[0].rolesChanged", is(3)));
        scene.awaitMembers(
                group,
                "comer@crm.Test=Decision Maker",
                "mover1@crm.Test=Influencer",
                "mover2@crm.Test=Influencer",
                "mover3@crm.Test=Influencer");
        scene.awaitRest();
        CreationJobRunEvent told = lastRunTold();
        assertThat(told.trigger()).isEqualTo("manual");
        assertThat(told.membersAdded()).isEqualTo(1);
        assertThat(told.membersRemoved()).isEqualTo(2);
        assertThat(told.rolesChanged()).isEqualTo(3);
        assertThat(told.finishedAt()).isAfterOrEqualTo(told.startedAt());
    }

    /** Gives people another title behind the service's back, so that nobody but the run sees it. */
    private void unseen(String people, String title) throws SQLException {
        try (PastScene past = new PastScene(scene)) {
            past.update("""
                    update person
                       set document = jsonb_set(document, '{extendedWorkDetails,jobTitle}', to_jsonb(?::text))
                     where sandbox_id = ? and person_key like ?""", title, scene.sandboxId, people + "%");
        }
    }

    private CreationJobRunEvent lastRunTold() {
        return scene.published(Topics.partnerEvents(scene.organisation)).stream()
                .filter(event -> EventTypes.CREATION_JOB_RUN_FINISHED.equals(event.attribute("type")))
                .map(event -> ContractJson.read(Scene.json(event), CreationJobRunEvent.class))
                .toList()
                .getLast();
    }

    @Test
    void statesThatArriveAgainOrLateChangeNothing() {
        String group = scene.aGroup(true);
        var early = scene.personEvent("d1@crm.Test", "Clerk", "a1@crm.Test");
        var late = scene.personEvent("d1@crm.Test", "Director", "a1@crm.Test");

        scene.publish(late, late, early, late);

        scene.awaitMembers(group, "chief@crm.Test=Decision Maker", "d1@crm.Test=Influencer");
        scene.awaitRest();
        assertThat(scene.groupEventTypes(Topics.BUYING_GROUPS))
                .containsExactly(
                        EventTypes.BUYING_GROUP_CREATED,
                        EventTypes.BUYING_GROUP_MEMBER_ASSIGNED,
                        EventTypes.BUYING_GROUP_MEMBER_ASSIGNED,
                        EventTypes.BUYING_GROUP_COMPLETENESS_CHANGED);
    }

    @Test
    @DisplayName("D-27: two jobs that want the same group make one")
    void twoJobsForTheSameInterestMakeOneGroup() {
        String group = scene.aGroup(true);
        String interest = scene.get("/v1/buying-groups/" + group).extract().path("solutionInterest");
        scene.audience("aud2");
        scene.inAudience("aud2", "a1@crm.Test");
        scene.awaitRest();

        scene.job(interest, "aud2");
        scene.awaitRest();

        scene.groups("a1@crm.Test").body("items", hasSize(1));
    }

    @Test
    @DisplayName("RT-14, PER-03: a role in one account gives a role in its group, and in no other account's")
    void aRoleInOneAccountGivesNoneInAnother() {
        for (String account : List.of("a1@crm.Test", "a2@crm.Test")) {
            scene.account(account, "Account " + account);
            scene.inAudience("aud", account);
        }
        scene.audience("aud");
        buyer("ann@crm.Test", List.of("Buyer"), List.of("User"));
        scene.awaitRest();
        Map<String, Object> buys =
                Map.of("person", Map.of("field", "roles", "operator", "IS", "value", List.of("Buyer")));
        String template = scene.post(
                        "/v1/roles-templates",
                        Map.of("name", "Buyers", "roles", List.of(Map.of("role", "Champion", "condition", buys))))
                .statusCode(201)
                .extract()
                .path("id");
        scene.post("/v1/roles-templates/" + template + "/publish", "").statusCode(200);
        scene.job(scene.interest("Robots", template, true, null), "aud");
        scene.awaitRest();
        assertThat(scene.members(scene.group("a1@crm.Test"))).containsExactly("ann@crm.Test=Champion");
        assertThat(scene.members(scene.group("a2@crm.Test"))).isEmpty();

        buyer("ann@crm.Test", List.of(), List.of("User", "Buyer"));
        scene.awaitRest();

        assertThat(scene.members(scene.group("a1@crm.Test"))).isEmpty();
        assertThat(scene.members(scene.group("a2@crm.Test"))).containsExactly("ann@crm.Test=Champion");
    }

    private void buyer(String person, List<String> inTheOne, List<String> inTheOther) {
        scene.publish(
                Topics.PERSONS,
                person,
                EventTypes.PERSON_CHANGED,
                new PersonState(
                        person,
                        false,
                        ContractJson.mapper().valueToTree(Map.of()),
                        List.of(
                                new AccountRelation("a1@crm.Test", inTheOne),
                                new AccountRelation("a2@crm.Test", inTheOther))));
    }

    @Test
    @DisplayName("D-11: test profiles are nobody's people")
    void aTestProfileIsNoMember() {
        String group = scene.aGroup(true);

        scene.publish(
                scene.personEvent("probe@crm.Test", "Director", "a1@crm.Test").data("""
                        {"personKey":"probe@crm.Test","deleted":false,
                         "person":{"testProfile":true,"extendedWorkDetails":{"jobTitle":"Director"}},
                         "accounts":[{"accountKey":"a1@crm.Test","roles":[]}]}"""));
        scene.awaitRest();

        assertThat(scene.members(group)).containsExactly("chief@crm.Test=Decision Maker");
    }
}
