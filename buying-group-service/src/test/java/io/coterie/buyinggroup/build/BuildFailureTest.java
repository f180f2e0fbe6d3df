package io.coterie.buyinggroup.build;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.is;

import io.coterie.buyinggroup.RunningService;
import io.coterie.buyinggroup.Scene;
import io.coterie.platform.testing.SuiteInfrastructure;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** D-30: an account that cannot be built is in nobody's way. */
@RunningService
class BuildFailureTest {

    private static final String BAD = "a5@crm.Test";
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    /** Nobody outside reads what the database said. */
    private static final String UNTOLD = "The groups could not be built; the service's log says why.";

    private Scene scene;
    private String job;

    @BeforeEach
    void aJobWithAnAccountWhoseGroupTheDatabaseRefuses() throws SQLException {
        scene = Scene.open();
        for (int i = 1; i <= 9; i++) {
            scene.account("a" + i + "@crm.Test", "Account " + i);
            scene.person("chief" + i + "@crm.Test", "Chief", "a" + i + "@crm.Test");
        }
        scene.audience("aud");
        for (int i = 1; i <= 9; i++) {
            scene.inAudience("aud", "a" + i + "@crm.Test");
        }
        scene.awaitRest();
        refuse();
        job = scene.job(scene.interest("Robots", true), "aud");
    }

    @AfterEach
    void close() throws SQLException {
        accept();
        scene.close();
    }

    @Test
    @DisplayName(
            "D-30: the others are built; the account is tried again, set aside with its reason, and the run says so")
    void theOthersAreBuiltAndTheRunSaysWhatIsMissing() {
        await().atMost(PATIENCE)
                .untilAsserted(() -> scene.get("/v1/buying-groups/summary").body("count", is(8)));
        await().atMost(PATIENCE)
                .untilAsserted(() -> scene.get("/v1/build-failures")
                        .body("items", hasSize(1))
                        .body("items[0].account", is(BAD))
                        .body("items[0].state", is("setAside"))
                        .body("items[0].attempts", is(3))
                        .body("items[0].reason", is(UNTOLD)));
        scene.get("/v1/creation-jobs/" + job + "/runs")
                .body("items[0].state", is("complete"))
                .body("items[0].accountsEvaluated", is(9))
                .body("items[0].groupsCreated", is(8))
                .body("items[0].errors", hasSize(1))
                .body("items[0].errors[0].accounts", is(1))
                .body("items[0].errors[0].example", is(BAD))
                .body("items[0].errors[0].reason", is(UNTOLD));
        scene.awaitRest();
    }

    @Test
    void whatChangesAboutTheAccountIsAnAttemptOfItsOwn() throws SQLException {
        awaitSetAside();
        accept();

        scene.account(BAD, "Account 5 again");

        scene.awaitMembers(scene.group(BAD), "chief5@crm.Test=Decision Maker");
        scene.get("/v1/build-failures").body("items", empty());
    }

    @Test
    void somebodyCanAskForAnotherAttempt() throws SQLException {
        awaitSetAside();
        accept();

        scene.post("/v1/build-failures/retry", Map.of("accounts", List.of("other@crm.Test")))
                .statusCode(202)
                .body("accounts", is(0));
        scene.post("/v1/build-failures/retry", Map.of("accounts", List.of(BAD)))
                .statusCode(202)
                .body("accounts", is(1));

        scene.awaitMembers(scene.group(BAD), "chief5@crm.Test=Decision Maker");
        scene.get("/v1/build-failures").body("items", empty());
    }

    @Test
    void whatPassesBeforeTheLastAttemptIsNoErrorOfTheRun() throws SQLException {
        await().atMost(PATIENCE)
                .untilAsserted(() -> scene.get("/v1/build-failures").body("items", hasSize(1)));
        accept();

        scene.awaitMembers(scene.group(BAD), "chief5@crm.Test=Decision Maker");
        scene.awaitRest();
        scene.get("/v1/creation-jobs/" + job + "/runs")
                .body("items[0].state", is("complete"))
                .body("items[0].groupsCreated", is(9));
        assertThat(scene.get("/v1/creation-jobs/" + job + "/runs").extract().<Object>path("items[0].errors"))
                .isNull();
    }

    private void awaitSetAside() {
        await().atMost(PATIENCE)
                .untilAsserted(() -> scene.get("/v1/build-failures").body("items.state", is(List.of("setAside"))));
    }

    /** A failure that no attempt changes. */
    private void refuse() throws SQLException {
        execute("""
                create or replace function refuse_group() returns trigger language plpgsql as
                'begin raise exception ''no group for this account''; end'""");
        execute("create trigger refuse_group before insert on buying_group for each row when (new.sandbox_id = "
                + scene.sandboxId + " and new.account_key = '" + BAD + "') execute function refuse_group()");
    }

    private static void accept() throws SQLException {
        execute("drop trigger if exists refuse_group on buying_group");
    }

    private static void execute(String sql) throws SQLException {
        try (var connection = SuiteInfrastructure.postgres().connectAsSuperuser("buying_group");
                var statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }
}
