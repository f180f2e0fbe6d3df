package io.coterie.buyinggroup.build;

import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.hasItems;
import static org.hamcrest.Matchers.not;

import io.coterie.buyinggroup.RunningService;
import io.coterie.buyinggroup.Scene;
import io.coterie.platform.testing.SuiteInfrastructure;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** A night that fails in one sandbox. */
@RunningService
class FailedNightTest {

    @Inject
    NightlyRunJob nightly;

    @Test
    @DisplayName("JOB-08: a sandbox whose night fails keeps no other from its own, and has it when it can")
    void aFailingSandboxKeepsNoOtherFromItsNight() throws SQLException {
        try (Scene failing = Scene.open();
                Scene sound = Scene.open()) {
            String failed = job(failing);
            String job = job(sound);
            execute("alter table creation_job_run add constraint broken check (sandbox_id <> " + failing.sandboxId
                    + ") not valid");
            try {
                assertThatThrownBy(() -> nightly.run().await().indefinitely())
                        .hasMessageStartingWith("Job nightly-run failed for 1 of ");

                runs(sound, job).body("items.trigger", hasItem("nightly"));
                runs(failing, failed).body("items.trigger", not(hasItem("nightly")));
            } finally {
                execute("alter table creation_job_run drop constraint broken");
            }

            nightly.run().await().indefinitely();

            runs(failing, failed).body("items.trigger", hasItems("nightly"));
        }
    }

    private static String job(Scene scene) {
        scene.audience("aud");
        scene.awaitRest();
        return scene.job(scene.interest("Robots", true), "aud");
    }

    private static io.restassured.response.ValidatableResponse runs(Scene scene, String job) {
        return scene.get("/v1/creation-jobs/" + job + "/runs").statusCode(200);
    }

    private static void execute(String sql) throws SQLException {
        try (Connection connection = SuiteInfrastructure.postgres().connectAsSuperuser("buying_group");
                Statement statement = connection.createStatement()) {
            var _ = statement.execute(sql);
        }
    }
}
