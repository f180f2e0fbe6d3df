package io.coterie.buyinggroup.build;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.is;

import io.coterie.buyinggroup.RunningService;
import io.coterie.buyinggroup.Scene;
import io.coterie.contracts.Topics;
import io.coterie.platform.testing.SuiteInfrastructure;
import jakarta.inject.Inject;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** The safety net (JOB-03, JOB-08). */
@RunningService
class NightlyRunTest {

    @Inject
    NightlyRunJob nightly;

    @Test
    @DisplayName("architecture §8: the night looks at everything once, and finds nothing to change")
    void theNightFindsNothingToChange() {
        try (Scene scene = Scene.open()) {
            for (int i = 1; i <= 20; i++) {
                scene.account(i + "@crm.Test", "Account " + i);
                scene.person("chief" + i + "@crm.Test", "Chief", i + "@crm.Test");
            }
            scene.audience("aud");
            for (int i = 1; i <= 20; i++) {
                scene.inAudience("aud", i + "@crm.Test");
            }
            scene.awaitRest();
            String job = scene.job(scene.interest("Robots", true), "aud");
            await().untilAsserted(() -> scene.get("/v1/buying-groups/summary").body("count", is(20)));
            scene.outOfAudience("aud", "7@crm.Test");
            scene.awaitRest();
            int states = scene.published(Topics.BUYING_GROUP_STATES).size();

            nightly.run().await().indefinitely();
            nightly.run().await().indefinitely();

            await().untilAsserted(() -> scene.get("/v1/creation-jobs/" + job + "/runs")
                    .body("items", hasSize(2))
                    .body("items[0].trigger", is("nightly"))
                    .body("items[0].state", is("complete"))
                    .body("items[0].accountsEvaluated", is(19))
                    .body("items[0].groupsCreated", is(0))
                    .body("items[0].membersAdded", is(0)));
            scene.awaitRest();
            assertThat(scene.published(Topics.BUYING_GROUP_STATES)).hasSize(states);
        }
    }

    @Test
    @DisplayName("JOB-08, D-29: the night mends what was lost on the way, also of accounts that left the audience")
    void theNightMendsWhatWasLost() throws SQLException {
        try (Scene scene = Scene.open()) {
            scene.audience("aud");
            for (int i = 1; i <= 3; i++) {
                scene.account(i + "@crm.Test", "Account " + i);
                scene.person("chief" + i + "@crm.Test", "Chief", i + "@crm.Test");
                scene.inAudience("aud", i + "@crm.Test");
            }
            scene.awaitRest();
            var _ = scene.job(scene.interest("Robots", true), "aud");
            String withoutMember = scene.group("1@crm.Test");
            String withClerk = scene.group("2@crm.Test");
            String outside = scene.group("3@crm.Test");
            scene.outOfAudience("aud", "3@crm.Test");
            scene.awaitRest();
            lose(scene, "delete from buying_group_member where person_key = 'chief1@crm.Test'");
            lose(scene, """
                    update person set document = jsonb_set(document, '{extendedWorkDetails,jobTitle}', '"Clerk"')
                     where person_key in ('chief2@crm.Test', 'chief3@crm.Test')""");

            nightly.run().await().indefinitely();

            scene.awaitMembers(withoutMember, "chief1@crm.Test=Decision Maker");
            scene.awaitMembers(withClerk);
            scene.awaitMembers(outside);
        }
    }

    @Test
    @DisplayName("JOB-03: the night makes a group that its account lacks, with members, also with the toggle off")
    void theNightMakesAGroupThatWasLost() throws SQLException {
        try (Scene scene = Scene.open()) {
            scene.audience("aud");
            scene.account("1@crm.Test", "Acme");
            scene.person("chief@crm.Test", "Chief", "1@crm.Test");
            scene.inAudience("aud", "1@crm.Test");
            scene.awaitRest();
            String job = scene.job(scene.interest("Robots", false), "aud");
            String group = scene.group("1@crm.Test");
            scene.awaitRest();
            for (String table : List.of("buying_group_history", "buying_group_member")) {
                lose(scene, "delete from " + table + " where group_id = '" + group + "'");
            }
            lose(scene, "delete from buying_group where id = '" + group + "'");
            scene.awaitRest();
            scene.groups("1@crm.Test").body("items", hasSize(0));

            nightly.run().await().indefinitely();

            assertThat(scene.group("1@crm.Test")).isEqualTo(group);
            scene.awaitMembers(group, "chief@crm.Test=Decision Maker");
            await().untilAsserted(() -> scene.get("/v1/creation-jobs/" + job + "/runs")
                    .body("items[0].trigger", is("nightly"))
                    .body("items[0].state", is("complete"))
                    .body("items[0].groupsCreated", is(1))
                    .body("items[0].membersAdded", is(1)));
        }
    }

    /** Changes this sandbox's rows behind the service's back. */
    private static void lose(Scene scene, String sql) throws SQLException {
        try (var connection = SuiteInfrastructure.postgres().connectAsSuperuser("buying_group");
                var statement = connection.createStatement()) {
            assertThat(statement.executeUpdate(sql + " and sandbox_id = " + scene.sandboxId))
                    .isPositive();
        }
    }

    @Test
    void aRunWithoutAccountsIsCompleteAtOnce() {
        try (Scene scene = Scene.open()) {
            scene.audience("aud");
            scene.awaitRest();
            String job = scene.job(scene.interest("Robots", true), "aud");

            scene.post("/v1/creation-jobs/" + job + "/runs", Map.of())
                    .statusCode(202)
                    .body("state", is("complete"))
                    .body("accounts", is(0));
        }
    }
}
