package io.coterie.buyinggroup.creationjob;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.notNullValue;
import static org.hamcrest.Matchers.startsWith;

import com.fasterxml.jackson.databind.JsonNode;
import io.coterie.buyinggroup.RunningService;
import io.coterie.buyinggroup.Scene;
import io.coterie.contracts.ContractJson;
import io.coterie.contracts.CreationJobRunEvent;
import io.coterie.contracts.EventTypes;
import io.coterie.contracts.Topics;
import java.util.List;
import java.util.Map;
import java.util.UUID;
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
