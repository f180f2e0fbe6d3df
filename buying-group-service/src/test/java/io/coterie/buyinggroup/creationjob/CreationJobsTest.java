package io.coterie.buyinggroup.creationjob;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsInAnyOrder;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.notNullValue;
import static org.hamcrest.Matchers.nullValue;
import static org.hamcrest.Matchers.startsWith;

import com.fasterxml.jackson.databind.JsonNode;
import io.coterie.buyinggroup.PastScene;
import io.coterie.buyinggroup.RunningService;
import io.coterie.buyinggroup.Scene;
import io.coterie.contracts.AudienceMembershipState;
import io.coterie.contracts.ContractJson;
import io.coterie.contracts.CreationJobRunEvent;
import io.coterie.contracts.DefinitionState;
import io.coterie.contracts.EventTypes;
import io.coterie.contracts.Topics;
import io.coterie.platform.testing.SuiteInfrastructure;
import io.restassured.response.ValidatableResponse;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** Creation jobs over REST (§9.5). */
@RunningService
class CreationJobsTest {

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
    @DisplayName("JOB-01, JOB-02: an estimate first, and a job on a live account audience only")
    void aJobIsMadeOnALiveAccountAudience() {
        String interest = scene.interest("Robots", false);
        scene.post("/v1/creation-jobs", Map.of("solutionInterest", interest, "audience", "nowhere"))
                .statusCode(422)
                .body("code", is("audience-not-known"))
                .body("violations[0].field", is("/audience"));
        scene.audience("old", "archived");
        scene.audience("aud");
        scene.account("a1@crm.Test", "Acme");
        scene.inAudience("aud", "a1@crm.Test");
        scene.awaitRest();
        scene.post("/v1/creation-jobs", Map.of("solutionInterest", interest, "audience", "old"))
                .statusCode(422)
                .body("code", is("audience-has-no-groups"))
                .body("violations[0].field", is("/audience"));
        for (String path : List.of("/v1/creation-jobs", "/v1/creation-jobs/estimate")) {
            scene.post(path, Map.of("solutionInterest", UUID.randomUUID(), "audience", "aud"))
                    .statusCode(422)
                    .body("code", is("interest-not-known"))
                    .body("violations[0].field", is("/solutionInterest"));
        }

        scene.post("/v1/creation-jobs/estimate", Map.of("solutionInterest", interest, "audience", "aud"))
                .statusCode(200)
                .body("accounts", is(1))
                .body("newGroups", is(1));
        scene.post("/v1/creation-jobs", Map.of("solutionInterest", interest, "audience", "aud"))
                .statusCode(201)
                .body("name", startsWith("Buying Group Job "))
                .body("createdBy", is("test-user"))
                .body("createdAt", notNullValue())
                .body("lastRun.accounts", is(1));
        scene.user()
                .queryParam("solutionInterest", interest)
                .get("/v1/creation-jobs")
                .then()
                .body("items", hasSize(1));
    }

    @Test
    @DisplayName("JOB-05, D-25: groups outlive their job")
    void groupsOutliveTheirJob() {
        scene.account("a1@crm.Test", "Acme");
        scene.audience("aud");
        scene.inAudience("aud", "a1@crm.Test");
        scene.awaitRest();
        String job = scene.job(scene.interest("Robots", false), "aud");
        String group = scene.group("a1@crm.Test");

        scene.user().delete("/v1/creation-jobs/" + job).then().statusCode(204);
        scene.account("a2@crm.Test", "Beta");
        scene.inAudience("aud", "a2@crm.Test");
        scene.awaitRest();

        scene.get("/v1/buying-groups/" + group).statusCode(200).body("outOfAudience", is(true));
        scene.groups("a2@crm.Test").body("items", hasSize(0));
        assertThat(statuses(job)).containsExactly("active", "deleted");
    }

    @Test
    @DisplayName("JOB-01, ACC-01: the estimate counts the accounts that would get a group, and no other")
    void theEstimateCountsAccountsWithoutAGroup() {
        scene.aGroup(false);
        String interest = scene.get("/v1/creation-jobs").extract().path("items[0].solutionInterest");
        scene.audience("wider");
        scene.account("a2@crm.Test", "Beta");
        scene.account("a3@crm.Test", "Gamma");
        scene.account("nameless@crm.Test", Map.of("accountOrganization", Map.of("industry", "Energy")));
        scene.account("deleted@crm.Test", "Delta");
        scene.deleteAccount("deleted@crm.Test");
        List<String> wider = List.of("a1", "a2", "a3", "nameless", "deleted", "unheard-of");
        wider.forEach(account -> scene.inAudience("wider", account + "@crm.Test"));
        scene.awaitRest();

        scene.post("/v1/creation-jobs/estimate", Map.of("solutionInterest", interest, "audience", "wider"))
                .statusCode(200)
                .body("accounts", is(6))
                .body("existingGroups", is(1))
                .body("newGroups", is(2));
        scene.job(interest, "wider");
        scene.awaitRest();

        wider.forEach(
                account -> scene.groups(account + "@crm.Test").body("items", hasSize(account.startsWith("a") ? 1 : 0)));
    }

    @Test
    @DisplayName("JOB-01, JOB-02: an estimate counts the groups of its interest, and the list shows the jobs of one")
    void jobsOfSeveralInterestsAreKeptApart() {
        scene.audience("aud");
        scene.audience("wider");
        for (String account : List.of("a1@crm.Test", "a2@crm.Test", "a3@crm.Test")) {
            scene.account(account, "Account " + account);
            scene.inAudience("wider", account);
        }
        scene.inAudience("aud", "a1@crm.Test");
        scene.awaitRest();
        String template = scene.liveTemplate();
        String robots = scene.interest("Robots", template, false, null);
        String drills = scene.interest("Drills", template, false, null);

        String ofRobots = scene.job(robots, "aud");
        scene.awaitRest();

        estimate(robots, "wider")
                .statusCode(200)
                .body("accounts", is(3))
                .body("existingGroups", is(1))
                .body("newGroups", is(2));
        estimate(drills, "wider")
                .statusCode(200)
                .body("accounts", is(3))
                .body("existingGroups", is(0))
                .body("newGroups", is(3));
        String ofDrills = scene.job(drills, "wider");
        scene.get("/v1/creation-jobs?solutionInterest=" + robots).body("items.id", contains(ofRobots));
        scene.get("/v1/creation-jobs?solutionInterest=" + drills).body("items.id", contains(ofDrills));
        scene.get("/v1/creation-jobs?solutionInterest=" + UUID.randomUUID()).body("items", hasSize(0));
        scene.get("/v1/creation-jobs").body("items.id", containsInAnyOrder(ofRobots, ofDrills));
    }

    @Test
    @DisplayName("JOB-01: no job is made on an audience of persons")
    void anAudienceOfPersonsHasNoJob() {
        scene.publish(
                Topics.DEFINITIONS,
                "audience/people",
                EventTypes.DEFINITION_CHANGED,
                new DefinitionState(
                        DefinitionState.AUDIENCE,
                        "people",
                        "Audience people",
                        "live",
                        ContractJson.mapper().valueToTree(Map.of("kind", "person"))));
        scene.awaitRest();
        String interest = scene.interest("Robots", false);

        for (String path : List.of("/v1/creation-jobs", "/v1/creation-jobs/estimate")) {
            scene.post(path, Map.of("solutionInterest", interest, "audience", "people"))
                    .statusCode(422)
                    .body("code", is("audience-has-no-groups"))
                    .body("violations.field", contains("/audience"))
                    .body("violations[0].detail", containsString("is one of kind person"));
        }
        scene.get("/v1/creation-jobs").body("items", hasSize(0));
    }

    @Test
    @DisplayName("JOB-01, JOB-03: a person in an audience makes no group, not even one that has an account's key")
    void aPersonInAnAudienceMakesNoGroup() {
        scene.account("a1@crm.Test", "Acme");
        scene.audience("aud");
        scene.awaitRest();
        String interest = scene.interest("Robots", false);
        var _ = scene.job(interest, "aud");

        scene.publish(
                Topics.AUDIENCE_MEMBERSHIPS,
                "aud/a1@crm.Test",
                EventTypes.AUDIENCE_MEMBERSHIP_CHANGED,
                new AudienceMembershipState("aud", AudienceMembershipState.PERSON, "a1@crm.Test", true));
        scene.awaitRest();

        estimate(interest, "aud").statusCode(200).body("accounts", is(0));
        scene.groups("a1@crm.Test").body("items", hasSize(0));
        scene.inAudience("aud", "a1@crm.Test");
        assertThat(scene.group("a1@crm.Test")).isNotEmpty();
    }

    private ValidatableResponse estimate(String interest, String audience) {
        return scene.post("/v1/creation-jobs/estimate", Map.of("solutionInterest", interest, "audience", audience));
    }

    @Test
    @DisplayName("JOB-03: a job whose audience is archived stops and says why, and goes on when it is live again")
    void aJobStopsWithItsAudience() {
        String group = scene.aGroup(false);
        String job = scene.get("/v1/buying-groups/" + group).extract().path("creationJob");

        scene.audience("aud", "archived");
        scene.account("a2@crm.Test", "Beta");
        scene.inAudience("aud", "a2@crm.Test");
        scene.awaitRest();

        scene.get("/v1/creation-jobs/" + job)
                .body("status", is("stopped"))
                .body("stoppedReason", containsString("archived"));
        scene.post("/v1/creation-jobs/" + job + "/runs", "").statusCode(409).body("code", is("creation-job-stopped"));
        scene.groups("a2@crm.Test").body("items", hasSize(0));
        scene.get("/v1/buying-groups/" + group).statusCode(200).body("outOfAudience", is(true));

        scene.audience("aud", "live");
        scene.awaitRest();

        scene.get("/v1/creation-jobs/" + job).body("status", is("active"));
        scene.groups("a2@crm.Test").body("items", hasSize(1));
        scene.get("/v1/buying-groups/" + group).body("outOfAudience", is(false));
        assertThat(statuses(job)).containsExactly("active", "stopped", "active");
    }

    @Test
    @DisplayName("JOB-03: a job says in plain words that its audience is deleted, and none is made on it")
    void aJobSaysThatItsAudienceIsDeleted() {
        String group = scene.aGroup(false);
        String job = scene.get("/v1/buying-groups/" + group).extract().path("creationJob");
        String interest = scene.get("/v1/creation-jobs/" + job).extract().path("solutionInterest");

        scene.publish(
                Topics.DEFINITIONS,
                "audience/aud",
                EventTypes.DEFINITION_CHANGED,
                new DefinitionState(DefinitionState.AUDIENCE, "aud", "Audience aud", "deleted", null));
        scene.awaitRest();

        scene.get("/v1/creation-jobs/" + job).body("stoppedReason", is("The audience 'Audience aud' is deleted."));
        scene.post("/v1/creation-jobs", Map.of("solutionInterest", interest, "audience", "aud"))
                .statusCode(422)
                .body("violations[0].detail", containsString("The audience 'Audience aud' is deleted."));
    }

    @Test
    @DisplayName("SI-06: whoever makes a job waits for an interest that is being deleted, and is refused")
    void aJobWaitsForAnInterestThatGoes() throws Exception {
        scene.audience("aud");
        scene.awaitRest();
        String interest = scene.interest("Robots", false);
        try (var client = Executors.newVirtualThreadPerTaskExecutor();
                Connection other = SuiteInfrastructure.postgres().connectAsSuperuser("buying_group");
                PastScene past = new PastScene(scene)) {
            other.setAutoCommit(false);
            try (PreparedStatement deletion = other.prepareStatement(
                    "update solution_interest set deleted = true where sandbox_id = ? and id = ?::uuid")) {
                deletion.setInt(1, scene.sandboxId);
                deletion.setString(2, interest);
                assertThat(deletion.executeUpdate()).isOne();
            }

            Future<ValidatableResponse> made = client.submit(
                    () -> scene.post("/v1/creation-jobs", Map.of("solutionInterest", interest, "audience", "aud")));
            await().until(() -> past.number("""
                            select count(*) from pg_stat_activity
                             where wait_event_type = 'Lock' and query like '%solution_interest%'""") > 0);
            other.commit();

            made.get()
                    .statusCode(422)
                    .body("code", is("interest-not-known"))
                    .body("violations[0].field", is("/solutionInterest"));
        }
        scene.get("/v1/creation-jobs").body("items", hasSize(0));
    }

    @Test
    @DisplayName("D-30: the runs of a job are paged, the newest first")
    void theRunsOfAJobArePaged() {
        scene.audience("aud");
        scene.awaitRest();
        String runs = "/v1/creation-jobs/" + scene.job(scene.interest("Robots", false), "aud") + "/runs";
        List<String> ids = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            ids.addFirst(scene.post(runs, Map.of()).statusCode(202).extract().path("id"));
        }

        String next = scene.get(runs + "?limit=3")
                .statusCode(200)
                .header("Link", containsString("rel=\"next\""))
                .body("items.id", is(ids))
                .extract()
                .path("next");
        scene.get(runs + "?limit=3&cursor=" + next)
                .statusCode(200)
                .body("items.trigger", contains("created"))
                .body("next", nullValue());
        scene.get(runs + "?limit=0").statusCode(400).body("violations[0].field", is("limit"));
        scene.get(runs + "?cursor=!!!").statusCode(400).body("violations[0].field", is("cursor"));
    }

    @Test
    @DisplayName("JOB-01, D-30: the end of a run is told once, with its counts")
    void theEndOfARunIsTold() {
        String group = scene.aGroup(false);
        String job = scene.get("/v1/buying-groups/" + group).extract().path("creationJob");
        scene.awaitRest();

        List<JsonNode> told = scene.published(Topics.partnerEvents(scene.organisation)).stream()
                .filter(event -> EventTypes.CREATION_JOB_RUN_FINISHED.equals(event.attribute("type")))
                .map(Scene::json)
                .toList();

        assertThat(told).hasSize(1);
        CreationJobRunEvent run = ContractJson.read(told.getFirst(), CreationJobRunEvent.class);
        assertThat(run.jobId()).hasToString(job);
        assertThat(run.trigger()).isEqualTo("created");
        assertThat(run.accounts()).isEqualTo(1);
        assertThat(run.groupsCreated()).isEqualTo(1);
        assertThat(run.membersAdded()).isEqualTo(1);
    }

    private List<String> statuses(String job) {
        return scene.published(Topics.DEFINITIONS).stream()
                .filter(record -> String.valueOf(record.key()).endsWith("creation-job/" + job))
                .map(record -> Scene.json(record).get("status").asText())
                .toList();
    }
}
