package io.coterie.buyinggroup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.startsWith;

import io.coterie.contracts.ContractJson;
import io.coterie.contracts.EventTypes;
import io.coterie.contracts.GroupExportEvent;
import io.coterie.contracts.Topics;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** §13.7: accounts and their groups as a file. */
@RunningService
class ExportTest {

    private Scene scene;
    private PastScene past;

    @BeforeEach
    void open() throws Exception {
        scene = Scene.open();
        past = new PastScene(scene);
        scene.account("a@crm.Test", BrowseTest.account("Acme, Inc", "Automotive", "EMEA", "Germany"));
        scene.account("b@crm.Test", BrowseTest.account("=1+1", "Energy", "AMER", "USA"));
        scene.awaitRest();
        String robots = scene.interest("Robots", true);
        UUID acme = past.group("a@crm.Test", robots, "Robots for Acme, Inc", "2026-03-01T00:00:00Z");
        past.completeness(acme, "2026-03-02T00:00:00Z", "33.5");
        past.engagement(acme, "2026-03-03T00:00:00Z", "5.25");
        past.stage(acme, "2026-03-04T00:00:00Z", null, "Open");
        past.status(acme, "2026-03-05T00:00:00Z", "hot");
        past.roles(acme, """
                [{"role": "Decision Maker", "assigned": 0}, {"role": "Influencer", "assigned": 0}]""");
        past.group("b@crm.Test", robots, "Robots for =1+1", "2026-03-01T00:00:00Z");
    }

    @AfterEach
    void close() throws Exception {
        past.close();
        scene.close();
    }

    @Test
    @DisplayName(
            "D-52: the columns; a value with a comma or a semicolon is quoted, one that begins like a formula is defused")
    void anExportIsOrderedAndItsFileDownloaded() {
        String export = order("");

        assertThat(file(export).lines().toList())
                .containsExactlyInAnyOrder(
                        "accountKey,accountName,domain,industry,country,buyingGroup,solutionInterest,status,stage,"
                                + "completeness,engagement,unassignedRoles",
                        "a@crm.Test,\"Acme, Inc\",\"Acme, Inc.example\",Automotive,Germany,\"Robots for Acme, Inc\","
                                + "Robots,hot,Open,33.5,5.25,\"Decision Maker; Influencer\"",
                        "b@crm.Test,'=1+1,'=1+1.example,Energy,USA,Robots for =1+1,Robots,,,0,,");
        scene.get(export).body("groups", is(2)).body("file", is(export + "/file"));
        scene.get("/v1/group-exports").body("items.id", contains(export.substring(export.lastIndexOf('/') + 1)));
    }

    @Test
    @DisplayName("§13.7: when a file is ready, that is told with its path and who asked for it")
    void anExportThatIsReadyIsTold() {
        String export = order("?industry=energy");

        GroupExportEvent told = told(export);

        assertThat(told.state()).isEqualTo("ready");
        assertThat(told.requestedBy()).isEqualTo("test-user");
        assertThat(told.groups()).isEqualTo(1);
        assertThat(told.failure()).isNull();
        assertThat(told.file()).isEqualTo(export + "/file");
        scene.get(told.file()).statusCode(200).body(containsString("b@crm.Test"));
        scene.get(export).body("expiresAt", is(told.expiresAt().toString()));
    }

    @Test
    @DisplayName("§15.2: an export takes the filters of the list")
    void anExportHoldsTheGroupsThatFulfilItsFilters() {
        String export = order("?industry=energy&maxCompleteness=50");

        assertThat(file(export)).contains("b@crm.Test").doesNotContain("a@crm.Test");
        scene.get(export).body("filters.industry", contains("energy")).body("filters.maxCompleteness", is(50));
    }

    @Test
    void anExportOfNothingHasItsHeader() {
        assertThat(file(order("?name=nothing")).lines()).hasSize(1);
    }

    @Test
    void aFilterThatMakesNoSenseIsRefusedBeforeAnythingIsOrdered() {
        scene.user()
                .post("/v1/group-exports?minCompleteness=101")
                .then()
                .statusCode(400)
                .body("violations.field", contains("minCompleteness"));
        scene.user()
                .post("/v1/group-exports?solutionInterest=none")
                .then()
                .statusCode(400)
                .body("violations.field", contains("solutionInterest"));
        scene.get("/v1/group-exports").body("items", hasSize(0));
        scene.get("/v1/group-exports?cursor=bm9uc2Vuc2U").statusCode(400);
    }

    @Test
    void anExportThatIsNotReadyHasNoFile() throws Exception {
        UUID id = UUID.randomUUID();
        past.update("""
                insert into group_export (sandbox_id, id, state, search, failure, requested_by, requested_at, expires_at)
                values (?, ?, 'FAILED', '{}'::jsonb, 'why', 'ann', now(), now() + interval '1 hour')""", scene.sandboxId, id);

        scene.get("/v1/group-exports/" + id)
                .statusCode(200)
                .body("state", is("failed"))
                .body("failure", is("why"));
        scene.get("/v1/group-exports/" + id + "/file").statusCode(409).body("code", is("export-not-ready"));
        scene.get("/v1/group-exports/" + UUID.randomUUID() + "/file").statusCode(404);
    }

    @Test
    void anExportWhoseTimeIsOverIsNotThere() throws Exception {
        String export = order("");
        file(export);

        past.update("update group_export set expires_at = now() where sandbox_id = ?", scene.sandboxId);

        scene.get(export).statusCode(404);
        scene.get(export + "/file").statusCode(404);
        scene.get("/v1/group-exports").body("items", hasSize(0));
    }

    @Test
    void aSandboxWaitsForAFewExportsOnly() throws Exception {
        for (int i = 0; i < 10; i++) {
            past.update("""
                    insert into group_export (sandbox_id, search, requested_by, requested_at, expires_at)
                    values (?, '{}'::jsonb, 'ann', now(), now() + interval '1 hour')""", scene.sandboxId);
        }

        scene.user().post("/v1/group-exports").then().statusCode(429).body("code", is("too-many-exports"));
    }

    @Test
    void aSandboxKeepsABoundedNumberOfExportsAndCanMakeRoom() throws Exception {
        for (int i = 0; i < 50; i++) {
            past.update("""
                    insert into group_export (sandbox_id, state, search, failure, requested_by, requested_at, expires_at)
                    values (?, 'FAILED', '{}'::jsonb, 'why', 'ann', now(), now() + interval '1 hour')""", scene.sandboxId);
        }

        scene.user()
                .post("/v1/group-exports")
                .then()
                .statusCode(409)
                .body("code", is("too-many-kept-exports"))
                .body("detail", containsString("50"));
        String one = scene.get("/v1/group-exports").extract().path("items[0].id");
        scene.user().delete("/v1/group-exports/" + one).then().statusCode(204);
        scene.user().delete("/v1/group-exports/" + one).then().statusCode(404);

        assertThat(file(order(""))).contains("a@crm.Test");
    }

    @Test
    void theFilesOfASandboxHaveABoundedNumberOfGroupsTogether() throws Exception {
        kept(2_999_999);
        String tooMuch = order("");
        await().untilAsserted(() -> scene.get(tooMuch).body("state", is("failed")));
        scene.get(tooMuch).body("failure", containsString("3000000"));
        GroupExportEvent told = told(tooMuch);
        assertThat(told.state()).isEqualTo("failed");
        assertThat(told.failure()).contains("3000000");
        assertThat(told.file()).isNull();
        assertThat(told.groups()).isZero();
        assertThat(past.number("select count(*) from group_export_part where sandbox_id = " + scene.sandboxId))
                .as("parts of failed exports")
                .isZero();
        assertThat(file(order("?industry=energy"))).contains("b@crm.Test");

        kept(1);

        scene.user().post("/v1/group-exports").then().statusCode(409).body("code", is("too-many-kept-exports"));
    }

    @Test
    void aDeletedExportIsNotThereAnyMore() throws Exception {
        String export = order("");
        file(export);
        try (Scene other = Scene.open()) {
            other.user().delete(export).then().statusCode(404);
        }

        scene.user().delete(export).then().statusCode(204);

        scene.get(export).statusCode(404);
        scene.get(export + "/file").statusCode(404);
        assertThat(past.number("select count(*) from group_export_part where sandbox_id = " + scene.sandboxId))
                .isZero();
    }

    private void kept(int groups) throws Exception {
        past.update("""
                insert into group_export (sandbox_id, state, search, rows, requested_by, requested_at, finished_at,
                                          expires_at)
                values (?, 'READY', '{}'::jsonb, ?, 'ann', now(), now(), now() + interval '1 hour')""", scene.sandboxId, groups);
    }

    @Test
    void anExportThatAlwaysFailsIsGivenUpAndHoldsUpNobody() throws Exception {
        past.update("update buying_group set roles = '1' where sandbox_id = ?", scene.sandboxId);
        String broken = order("");

        try (Scene other = Scene.open()) {
            String sound = other.user()
                    .post("/v1/group-exports")
                    .then()
                    .statusCode(202)
                    .extract()
                    .path("id");
            await().untilAsserted(() -> other.get("/v1/group-exports/" + sound).body("state", is("ready")));
        }
        await().untilAsserted(() -> scene.get(broken).body("state", is("failed")));
        scene.get(broken).body("failure", containsString("could not be written"));
        assertThat(told(broken).failure()).contains("could not be written");
        scene.get(broken + "/file").statusCode(409);
    }

    @Test
    void anotherSandboxsFileIsNotThere() {
        String export = order("");
        file(export);

        try (Scene other = Scene.open()) {
            other.get(export).statusCode(404);
            other.get(export + "/file").statusCode(404).body(not(containsString("Acme")));
            other.get("/v1/group-exports").body("items", hasSize(0));
        }
    }

    private String order(String filters) {
        return scene.user()
                .post("/v1/group-exports" + filters)
                .then()
                .statusCode(202)
                .body("requestedBy", not(is("")))
                .extract()
                .header("Location")
                .replaceFirst("^https?://[^/]+", "");
    }

    /** What is told of the end of an export: once within the suite, and the same to partners. */
    private GroupExportEvent told(String export) {
        await().untilAsserted(() -> scene.get(export).body("state", not(is("waiting"))));
        scene.awaitRest();
        GroupExportEvent within = told(export, Topics.BUYING_GROUPS);
        assertThat(told(export, Topics.partnerEvents(scene.organisation))).isEqualTo(within);
        return within;
    }

    private GroupExportEvent told(String export, String topic) {
        List<GroupExportEvent> told = scene.published(topic).stream()
                .filter(event -> EventTypes.GROUP_EXPORT_FINISHED.equals(event.attribute("type")))
                .map(event -> ContractJson.read(Scene.json(event), GroupExportEvent.class))
                .filter(event -> export.endsWith("/" + event.exportId()))
                .toList();
        assertThat(told).as("told of %s on %s", export, topic).hasSize(1);
        return told.getFirst();
    }

    private String file(String export) {
        await().untilAsserted(() -> scene.get(export).statusCode(200).body("state", is("ready")));
        return scene.user()
                .get(export + "/file")
                .then()
                .statusCode(200)
                .contentType(startsWith("text/csv"))
                .header("Content-Disposition", containsString("buying-groups.csv"))
                .extract()
                .asString();
    }
}
