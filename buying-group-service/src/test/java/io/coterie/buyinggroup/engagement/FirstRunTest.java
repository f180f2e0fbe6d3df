package io.coterie.buyinggroup.engagement;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.is;

import io.coterie.buyinggroup.RunningService;
import io.coterie.buyinggroup.Scene;
import io.coterie.platform.tenancy.SandboxTransactions;
import io.coterie.platform.testing.SuiteInfrastructure;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** What people do while the first run of a sandbox is on its way: it sees it, or its scale measures it. */
@RunningService
class FirstRunTest {

    private static final String FORM = "web.formFilledOut";

    @Inject
    SandboxTransactions transactions;

    @Inject
    LiveWork live;

    private Scene scene;
    private Connection database;

    @BeforeEach
    void open() throws SQLException {
        database = SuiteInfrastructure.postgres().connectAsSuperuser("buying_group");
        scene = Scene.open();
        scene.person("few@t", "Chief");
        scene.person("many@t", "Chief");
        scene.awaitRest();
        scene.did("few@t", FORM, Instant.now(), 1);
        scene.did("many@t", FORM, Instant.now(), 4);
        scene.awaitRest();
    }

    @AfterEach
    void close() throws SQLException {
        database.close();
        scene.close();
    }

    @Test
    @DisplayName("BEY-01, ENG-02: the first run sees what was counted, and not committed, when it was asked for")
    void theFirstRunWaitsForWhoWasCounting() throws SQLException {
        CompletableFuture<Void> counted = new CompletableFuture<>();
        CompletableFuture<Void> commit = new CompletableFuture<>();
        CompletableFuture<Void> counting = count("few@t", 3, counted, commit);
        CompletableFuture.anyOf(counted, counting)
                .orTimeout(20, TimeUnit.SECONDS)
                .join();

        String run;
        try {
            run = begin();
            await().until(() -> OwnStatements.isWaitedFor(database, "live_work"));
        } finally {
            var _ = commit.complete(null);
        }

        counting.orTimeout(20, TimeUnit.SECONDS).join();
        awaitComplete(run);
        assertThat(number("select count(*) from person_engagement where score > 99.9 and sandbox_id = "))
                .isEqualTo(2);
    }

    @Test
    @DisplayName("BEY-01: what somebody does while the first run computes is measured by its scale")
    void whatTheFirstRunDoesNotSeeIsMeasured() throws SQLException {
        database.setAutoCommit(false);
        OwnStatements.execute(database, "lock table engagement_scale in exclusive mode");
        String run = begin();
        await().until(() -> OwnStatements.isWaitedFor(database, "engagement_scale"));
        scene.did("few@t", FORM, Instant.now(), 3);
        await().until(() ->
                number("select sum(count) from daily_activity where person_key = 'few@t' and sandbox_id = ") == 4);
        database.rollback();
        database.setAutoCommit(true);

        awaitComplete(run);
        scene.awaitRest();

        assertThat(number("select round(score) from person_engagement where person_key = 'few@t' and sandbox_id = "))
                .isEqualTo(50);
        assertThat(number(
                        "select round(score) from person_live_engagement where person_key = 'few@t' and sandbox_id = "))
                .isEqualTo(100);
    }

    /** Counts as a consumer does, in a transaction that ends when it is told to. */
    private CompletableFuture<Void> count(
            String person, int more, CompletableFuture<Void> counted, CompletableFuture<Void> commit) {
        return transactions
                .inSandbox(
                        ScratchPad.sandbox(scene),
                        connection -> connection
                                .preparedQuery("""
                                        update daily_activity set count = count + $3
                                         where sandbox_id = $1 and person_key = $2""")
                                .execute(Tuple.of(scene.sandboxId, person, more))
                                .chain(() ->
                                        live.activitiesCounted(connection, ScratchPad.sandbox(scene), Set.of(person)))
                                .invoke(() -> counted.complete(null))
                                .chain(() -> Uni.createFrom().completionStage(commit)))
                .subscribeAsCompletionStage();
    }

    private String begin() {
        return scene.post("/v1/engagement-runs", Map.of())
                .statusCode(202)
                .extract()
                .path("id");
    }

    private void awaitComplete(String run) {
        await().untilAsserted(() ->
                scene.get("/v1/engagement-runs/" + run).statusCode(200).body("state", is("COMPLETE")));
    }

    /** @param sql ends where the sandbox's id goes */
    private long number(String sql) throws SQLException {
        return OwnStatements.number(database, sql + scene.sandboxId);
    }
}
