package io.coterie.buyinggroup.engagement;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.hamcrest.Matchers.is;

import io.coterie.buyinggroup.RunningService;
import io.coterie.buyinggroup.Scene;
import io.coterie.buyinggroup.build.NightlyRunJob;
import io.coterie.buyinggroup.build.Nights;
import io.coterie.platform.messaging.CaughtUp;
import io.coterie.platform.messaging.EachSandbox;
import io.coterie.platform.testing.SuiteInfrastructure;
import io.smallrye.config.SmallRyeConfigBuilder;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** Nights that nobody was up to begin. The tests look for them themselves; the schedule is off. */
@RunningService
class MissedNightsTest {

    @Inject
    MissedNightsJob missed;

    @Inject
    EachSandbox sandboxes;

    @Inject
    EngagementRunService runs;

    @Inject
    CaughtUp caughtUp;

    @Inject
    NightlyRunJob builds;

    @Inject
    EngagementNightJob engagement;

    @Inject
    Nights nights;

    @Inject
    Clock clock;

    private Scene scene;
    private String job;

    @BeforeEach
    void open() {
        scene = Scene.open();
        scene.audience("aud");
        scene.awaitRest();
        job = scene.job(scene.interest("Robots", true), "aud");
        look();
    }

    @AfterEach
    void close() {
        scene.close();
    }

    @Test
    @DisplayName("D-80: a sandbox that was not there last night has missed none")
    void aNewSandboxHasMissedNothing() {
        begun(0, 0);
    }

    @Test
    @DisplayName("JOB-08, D-80: a missed night is begun once, however many replicas look, and never again")
    void aMissedNightIsBegunOnce() throws SQLException {
        missLastNight();

        var _ = Uni.join()
                .all(missed.run(), missed.run())
                .andCollectFailures()
                .await()
                .indefinitely();
        look();

        begun(1, 1);
        scene.awaitRest();
        scene.get("/v1/engagement-runs").body("items[0].state", is("COMPLETE")).body("items[0].night", is(lastNight()));
    }

    @Test
    @DisplayName("D-80: engagement does not begin before the groups of the night it missed")
    void engagementWaitsForTheGroupsNight() throws SQLException {
        missLastNight();
        var _ = execute("alter table creation_job_run add constraint broken check (sandbox_id <> " + scene.sandboxId
                + ") not valid");
        try {
            assertThatThrownBy(() -> missed.run().await().indefinitely()).hasMessageContaining(" failed for 1 of ");

            begun(0, 0);
        } finally {
            var _ = execute("alter table creation_job_run drop constraint broken");
        }

        missed.run().await().indefinitely();

        begun(1, 1);
    }

    @Test
    @DisplayName("D-31: what is switched off is not made up for")
    void whatIsOffIsNotMadeUpFor() throws SQLException {
        EngagementConfig off = new SmallRyeConfigBuilder()
                .addDiscoveredConverters()
                .withMapping(EngagementConfig.class)
                .withDefaultValue("coterie.buying-group.engagement.nightly", "off")
                .build()
                .getConfigMapping(EngagementConfig.class);
        missLastNight();

        new EngagementNightJob(sandboxes, runs, caughtUp, builds, nights, off, clock)
                .makeUp(ScratchPad.sandbox(scene))
                .await()
                .indefinitely();

        begun(0, 0);
    }

    /** What the job does, in one sandbox. */
    private void look() {
        builds.makeUp(ScratchPad.sandbox(scene))
                .chain(() -> engagement.makeUp(ScratchPad.sandbox(scene)))
                .await()
                .indefinitely();
    }

    private void begun(int groups, int engagement) {
        scene.get("/v1/creation-jobs/" + job + "/runs")
                .statusCode(200)
                .body("items.findAll { it.trigger == 'nightly' }.size()", is(groups));
        scene.get("/v1/engagement-runs").statusCode(200).body("items.size()", is(engagement));
    }

    /** The sandbox was there the night before, and nothing has begun since. */
    private void missLastNight() throws SQLException {
        assertThat(execute("update begun_night set night = night - 1 where sandbox_id = " + scene.sandboxId))
                .as("parts of the night")
                .isEqualTo(2);
    }

    private String lastNight() throws SQLException {
        try (Connection connection = SuiteInfrastructure.postgres().connectAsSuperuser("buying_group");
                Statement statement = connection.createStatement();
                var rows = statement.executeQuery(
                        "select night from begun_night where part = 'ENGAGEMENT' and sandbox_id = "
                                + scene.sandboxId)) {
            assertThat(rows.next()).isTrue();
            return rows.getString(1);
        }
    }

    private static int execute(String sql) throws SQLException {
        try (Connection connection = SuiteInfrastructure.postgres().connectAsSuperuser("buying_group");
                Statement statement = connection.createStatement()) {
            return statement.executeUpdate(sql);
        }
    }
}
