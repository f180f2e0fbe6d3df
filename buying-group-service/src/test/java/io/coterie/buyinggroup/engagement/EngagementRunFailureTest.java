package io.coterie.buyinggroup.engagement;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.notNullValue;
import static org.hamcrest.Matchers.nullValue;

import io.coterie.buyinggroup.RunningService;
import io.coterie.buyinggroup.Scene;
import io.coterie.platform.testing.SuiteInfrastructure;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** A run that fails, waits or is interrupted (§11.6): others go on, and its result is the same. */
@RunningService
class EngagementRunFailureTest {

    private static final String FORM = "web.formFilledOut";

    @Inject
    EngagementRunService runs;

    @Inject
    EngagementNightJob night;

    private Scene scene;
    private Scene other;
    private Connection database;

    @BeforeEach
    void open() throws SQLException {
        scene = Scene.open();
        other = Scene.open();
        database = SuiteInfrastructure.postgres().connectAsSuperuser("buying_group");
    }

    @AfterEach
    void close() throws SQLException {
        if (!database.getAutoCommit()) {
            database.rollback();
        }
        database.close();
        scene.close();
        other.close();
    }

    @Test
    @DisplayName("architecture §11: a run that always fails is given up with its reason, and holds up no other sandbox")
    void aRunThatAlwaysFailsHoldsUpNobody() throws SQLException {
        aGroupEach(scene, 1);
        execute("alter table engagement_scale add constraint broken check (sandbox_id <> " + scene.sandboxId
                + ") not valid");
        try {
            String failing = begin(scene);
            String sound = begin(other);

            awaitState(other, sound, "COMPLETE");
            awaitState(scene, failing, "FAILED");
            read(scene, failing)
                    .body("attempts", is(3))
                    .body("failure", is("The step failed; the service's log says why."))
                    .body("finishedAt", notNullValue());
            assertThat(number("select count(*) from person_engagement where sandbox_id = " + scene.sandboxId))
                    .as("nothing of a failed computation is kept")
                    .isZero();
        } finally {
            execute("alter table engagement_scale drop constraint broken");
        }

        String again = begin(scene);
        awaitState(scene, again, "COMPLETE");
        read(scene, again).body("attempts", is(0)).body("failure", nullValue());
    }

    @Test
    @DisplayName("D-80: a night's run waits for the night's groups, but not for ever, and not in another sandbox's way")
    void aNightDoesNotWaitForEverForItsGroups() throws SQLException {
        aGroupEach(scene, 1);
        LocalDate today = Instant.now().atZone(ZoneOffset.UTC).toLocalDate();
        execute("""
                insert into creation_job_run (sandbox_id, job_id, trigger, nightly_date, started_at, accounts)
                select sandbox_id, id, 'nightly', '%s', now(), 1 from creation_job where sandbox_id = %d""".formatted(today, scene.sandboxId));
        runs.beginNightly(ScratchPad.sandbox(scene), today, today).await().indefinitely();
        String waiting = scene.get("/v1/engagement-runs").extract().path("items[0].id");

        awaitState(other, begin(other), "COMPLETE");
        read(scene, waiting).body("state", is("QUEUED"));
        execute("update engagement_run set requested_at = now() - interval '3 hours' where sandbox_id = "
                + scene.sandboxId);

        awaitState(scene, waiting, "COMPLETE");
        read(scene, waiting).body("aheadOfBuilds", is(true)).body("persons", is(1));
    }

    @Test
    @DisplayName(
            "BEY-01, ENG-02: a run killed while it computes and again half-way through telling ends as one that was not")
    void anInterruptedRunEndsLikeAnother() throws SQLException {
        aGroupEach(scene, 5);
        aGroupEach(other, 5);
        String last = IntStream.rangeClosed(1, 5)
                .mapToObj(number -> number + "@t")
                .max(Comparator.comparing(account -> scene.group(account)))
                .orElseThrow();
        execute("insert into subject (sandbox_id, subject_key) values (%d, '%s') on conflict do nothing"
                .formatted(scene.sandboxId, last));
        database.setAutoCommit(false);
        execute("select 1 from subject where sandbox_id = %d and subject_key = '%s' for update"
                .formatted(scene.sandboxId, last));
        execute("savepoint telling");
        execute("lock table engagement_scale in exclusive mode");
        String interrupted = begin(scene);
        kill();
        assertThat(number("select count(*) from person_engagement where sandbox_id = " + scene.sandboxId))
                .isZero();
        read(scene, interrupted).body("state", is("QUEUED"));
        execute("rollback to savepoint telling");
        await().untilAsserted(() -> read(scene, interrupted).body("state", is("PUBLISHING")));
        kill();
        read(scene, interrupted).body("state", is("PUBLISHING")).body("groupsPublished", is(4));
        database.rollback();
        database.setAutoCommit(true);

        awaitState(scene, interrupted, "COMPLETE");
        awaitState(other, begin(other), "COMPLETE");
        scene.awaitRest();
        other.awaitRest();

        assertThat(scores(scene)).hasSize(10).isEqualTo(scores(other));
        String again = begin(scene);
        awaitState(scene, again, "COMPLETE");
        read(scene, again)
                .body("personsChanged", is(0))
                .body("groupsChanged", is(0))
                .body("groupsPublished", is(0));
    }

    @Test
    @DisplayName("D-44: a group's and each member's stored score is shown with raw value, root, model, window and run")
    void theStoredPartsAreShown() {
        aGroupEach(scene, 2);
        String group = scene.group("1@t");
        scene.get("/v1/buying-groups/" + group + "/engagement").statusCode(200).body("parts", nullValue());
        scene.person("idle@t", "Chief", "1@t");
        scene.awaitRest();
        String run = begin(scene);
        awaitState(scene, run, "COMPLETE");
        String model = read(scene, run).extract().path("weightingModel");
        String from = read(scene, run).extract().path("windowFrom");
        String to = read(scene, run).extract().path("windowTo");

        scene.get("/v1/buying-groups/" + group + "/engagement/members")
                .statusCode(200)
                .body("items.personKey", contains("chief1@t", "idle@t"))
                .body("items[0].role", is("Decision Maker"))
                .body("items[0].parts.raw", is(1.0f))
                .body("items[0].parts.sqrt", is(1.0f))
                .body("items[0].parts.score", is((float) (100 / Math.sqrt(2))))
                .body("items[0].parts.weightingModel", is(model))
                .body("items[0].parts.windowFrom", is(from))
                .body("items[0].parts.windowTo", is(to))
                .body("items[0].parts.run", is(run))
                .body("items[1].parts", nullValue());
        scene.get("/v1/buying-groups/" + group + "/engagement/members?limit=1")
                .body("items.personKey", contains("chief1@t"))
                .body("next", notNullValue());
        scene.get("/v1/buying-groups/" + group + "/engagement")
                .statusCode(200)
                .body("parts.raw", is((float) (100 / Math.sqrt(2))))
                .body("parts.score", is((float) (100 / Math.pow(2, 0.25))))
                .body("parts.run", is(run));
        other.get("/v1/buying-groups/" + group + "/engagement").statusCode(404);
        other.get("/v1/buying-groups/" + group + "/engagement/members").statusCode(404);
    }

    @Test
    @DisplayName("D-80: a sandbox whose night cannot be asked for keeps no other from its night, and the job says so")
    void aFailingSandboxKeepsNoOtherFromItsNight() throws SQLException {
        execute("alter table engagement_run add constraint broken check (sandbox_id <> " + scene.sandboxId
                + ") not valid");
        try {
            assertThatThrownBy(() -> night.run().await().indefinitely()).hasMessageContaining(" failed for 1 of ");
            scene.get("/v1/engagement-runs").body("items", hasSize(0));
            other.get("/v1/engagement-runs").body("items", hasSize(1)).body("items[0].trigger", is("nightly"));
        } finally {
            execute("alter table engagement_run drop constraint broken");
        }

        night.run().await().indefinitely();

        scene.get("/v1/engagement-runs").body("items", hasSize(1));
        other.get("/v1/engagement-runs").body("items", hasSize(1));
    }

    /** So many accounts, each with a chief in its group who did something. */
    private static void aGroupEach(Scene scene, int accounts) {
        scene.audience("aud");
        for (int number = 1; number <= accounts; number++) {
            scene.account(number + "@t", "Account " + number);
            scene.person("chief" + number + "@t", "Chief", number + "@t");
            scene.inAudience("aud", number + "@t");
        }
        scene.awaitRest();
        scene.job(scene.interest("Robots", true), "aud");
        for (int number = 1; number <= accounts; number++) {
            var _ = scene.group(number + "@t");
            scene.did("chief" + number + "@t", FORM, Instant.now(), number);
        }
        scene.awaitRest();
    }

    private static String begin(Scene scene) {
        return scene.post("/v1/engagement-runs", Map.of())
                .statusCode(202)
                .extract()
                .path("id");
    }

    private static io.restassured.response.ValidatableResponse read(Scene scene, String run) {
        return scene.get("/v1/engagement-runs/" + run).statusCode(200);
    }

    private static void awaitState(Scene scene, String run, String state) {
        await().untilAsserted(() -> read(scene, run).body("state", is(state)));
    }

    /** Ends the connections that wait for a lock, as a killed process would. */
    private void kill() throws SQLException {
        try (Connection killer = SuiteInfrastructure.postgres().connectAsSuperuser("buying_group");
                Statement statement = killer.createStatement()) {
            await().until(() -> {
                try (ResultSet rows = statement.executeQuery("""
                        select count(pg_terminate_backend(pid)) from pg_stat_activity
                         where datname = 'buying_group' and wait_event_type = 'Lock'""")) {
                    return rows.next() && rows.getLong(1) > 0;
                }
            });
        }
    }

    private static List<String> scores(Scene scene) throws SQLException {
        try (Connection connection = SuiteInfrastructure.postgres().connectAsSuperuser("buying_group");
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("""
                        select person_key as key, raw, root, score, true as published, score as shown
                          from person_engagement where sandbox_id = %1$d
                        union all
                        select grp.account_key, found.raw, found.root, found.score, found.published,
                               grp.engagement::float8
                          from group_engagement as found
                          join buying_group as grp on grp.sandbox_id = found.sandbox_id and grp.id = found.group_id
                         where found.sandbox_id = %1$d
                         order by key""".formatted(scene.sandboxId))) {
            List<String> scores = new ArrayList<>();
            while (rows.next()) {
                scores.add("%s %s %s %s %s %s"
                        .formatted(
                                rows.getString("key"),
                                rows.getDouble("raw"),
                                rows.getDouble("root"),
                                rows.getDouble("score"),
                                rows.getBoolean("published"),
                                rows.getDouble("shown")));
            }
            return scores;
        }
    }

    private long number(String sql) throws SQLException {
        try (Connection connection = SuiteInfrastructure.postgres().connectAsSuperuser("buying_group");
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(sql)) {
            assertThat(rows.next()).isTrue();
            return rows.getLong(1);
        }
    }

    private void execute(String sql) throws SQLException {
        try (Statement statement = database.createStatement()) {
            var _ = statement.execute(sql);
        }
    }
}
