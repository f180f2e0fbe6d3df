package io.coterie.buyinggroup.journeyaction;

import static org.assertj.core.api.Assertions.assertThat;

import io.coterie.buyinggroup.PastScene;
import io.coterie.buyinggroup.RunningService;
import io.coterie.buyinggroup.Scene;
import io.coterie.contracts.Topics;
import io.coterie.platform.testing.SuiteInfrastructure;
import jakarta.inject.Inject;
import java.sql.SQLException;
import java.time.Duration;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** What is remembered of actions that were carried out (BEY-02). */
@RunningService
class SettledActionTest {

    @Inject
    SettledActionJob job;

    @Test
    @DisplayName("BEY-02: a settled action is forgotten when neither its topic nor a dead letter can ask for it again")
    void aSettledActionIsForgottenWhenNothingCanAskForItAgain() throws SQLException {
        try (Scene scene = Scene.open();
                PastScene past = new PastScene(scene)) {
            settled(past, scene, SettledActionJob.KEPT.minusHours(1));
            settled(past, scene, SettledActionJob.KEPT.plusHours(1));
            settled(past, scene, Duration.ZERO);

            job.run().await().indefinitely();

            assertThat(count(scene)).isEqualTo(2);
            assertThat(Topics.ALL)
                    .filteredOn(topic -> topic.name().equals(Topics.JOURNEY_ACTIONS)
                            || topic.name().equals(Topics.DEAD_LETTERS))
                    .allSatisfy(topic -> assertThat(SettledActionJob.KEPT).isGreaterThan(topic.retention()));
        }
    }

    private static void settled(PastScene past, Scene scene, Duration ago) throws SQLException {
        past.update("""
                insert into settled_action (sandbox_id, action_id, status, settled_at)
                values (?, gen_random_uuid(), 'performed', now() - ? * interval '1 second')""", scene.sandboxId, ago.toSeconds());
    }

    private static long count(Scene scene) throws SQLException {
        try (var connection = SuiteInfrastructure.postgres().connectAsSuperuser("buying_group");
                var statement = connection.createStatement();
                var rows = statement.executeQuery(
                        "select count(*) from settled_action where sandbox_id = " + scene.sandboxId)) {
            assertThat(rows.next()).isTrue();
            return rows.getLong(1);
        }
    }
}
