package io.coterie.buyinggroup.creationjob;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.startsWith;

import io.coterie.buyinggroup.RunningService;
import io.coterie.buyinggroup.Scene;
import io.coterie.contracts.ContractJson;
import io.coterie.contracts.Topics;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
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
    @DisplayName("JOB-01: an estimate first, and a job on a live account audience only")
    void aJobIsMadeOnALiveAccountAudience() {
        String interest = scene.interest("Robots", false);
        scene.post("/v1/creation-jobs", Map.of("solutionInterest", interest, "audience", "nowhere"))
                .statusCode(422)
                .body("code", is("audience-not-known"));
        scene.audience("old", "archived");
        scene.audience("aud");
        scene.inAudience("aud", "a1@crm.Test");
        scene.awaitRest();
        scene.post("/v1/creation-jobs", Map.of("solutionInterest", interest, "audience", "old"))
                .statusCode(422)
                .body("code", is("audience-has-no-groups"));

        scene.post("/v1/creation-jobs/estimate", Map.of("solutionInterest", interest, "audience", "aud"))
                .statusCode(200)
                .body("accounts", is(1))
                .body("newGroups", is(1));
        scene.post("/v1/creation-jobs", Map.of("solutionInterest", interest, "audience", "aud"))
                .statusCode(201)
                .body("name", startsWith("Buying Group Job "))
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
        List<String> statuses = scene.published(Topics.DEFINITIONS).stream()
                .filter(record -> String.valueOf(record.key()).endsWith("creation-job/" + job))
                .map(record -> ContractJson.readTree(
                                String.valueOf(record.value()).getBytes(StandardCharsets.UTF_8))
                        .get("status")
                        .asText())
                .toList();
        assertThat(statuses).containsExactly("active", "deleted");
    }
}
