package io.coterie.buyinggroup.engagement;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.is;

import io.coterie.buyinggroup.RunningService;
import io.coterie.buyinggroup.Scene;
import io.coterie.platform.tenancy.Sandbox;
import io.coterie.platform.tenancy.SandboxTransactions;
import io.coterie.platform.testing.SuiteInfrastructure;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** What becomes of scores when a person arrives, does not count for a while, or goes. */
@RunningService
class ScoreReviewTest {

    private static final String FORM = "web.formFilledOut";

    @Inject
    ScoreReviews reviews;

    @Inject
    LiveWork work;

    @Inject
    LiveStatements statements;

    @Inject
    SandboxTransactions transactions;

    @Inject
    ScratchPad pad;

    private Scene scene;
    private Connection database;

    /** Chief filled in four forms and Aide one, and a night has scored them. */
    @BeforeEach
    void open() throws SQLException {
        database = SuiteInfrastructure.postgres().connectAsSuperuser("buying_group");
        scene = Scene.open();
        scene.account("1@t", "One");
        scene.person("chief@t", "Chief", "1@t");
        scene.person("aide@t", "Aide");
        scene.audience("aud");
        scene.inAudience("aud", "1@t");
        scene.awaitRest();
        scene.job(scene.interest("Robots", true), "aud");
        scene.awaitMembers(scene.group("1@t"), "chief@t=Decision Maker");
        scene.did("chief@t", FORM, Instant.now(), 4);
        scene.did("aide@t", FORM, Instant.now(), 1);
        scene.awaitRest();
        awaitComplete(begin());
    }

    @AfterEach
    void close() throws SQLException {
        if (!database.getAutoCommit()) {
            database.rollback();
        }
        database.close();
        scene.close();
    }

    @Test
    @DisplayName("BEY-01, ENG-08: what somebody did before becoming known counts as soon as the person is")
    void whatAStrangerDidCountsOnceTheStrangerIsKnown() throws SQLException {
        scene.did("late@t", FORM, Instant.now(), 1);
        scene.awaitRest();
        assertThat(live()).doesNotContainKey("late@t");

        scene.person("late@t", "Clerk");

        awaitLive("late@t", 50);
    }

    @Test
    @DisplayName("BEY-01, ENG-08: what is counted while the person's state is taken in, and not committed, is measured")
    void whatIsCountedWhileTheStateIsTakenInCounts() {
        Sandbox sandbox = ScratchPad.sandbox(scene);
        LocalDate today = EngagementRun.windowTo(Instant.now());
        List<Scratch.Count> counts = List.of(new Scratch.Count("late@t", FORM, today, 1));

        List<String> asked = pad.rolledBack(
                scene,
                intake -> ScratchPad.persons(intake, scene, Set.of("late@t"), "{}")
                        .chain(() -> work.personsChanged(intake, sandbox, Set.of("late@t"), Set.of()))
                        .chain(() -> transactions.inSandbox(sandbox, other -> ScratchPad.count(other, scene, counts)))
                        .chain(() -> reviews.review(intake, sandbox, today))
                        .chain(() -> statements.take(intake, scene.sandboxId, 10))
                        .map(TakenPersons::active));

        assertThat(asked).containsExactly("late@t");
    }

    @Test
    @DisplayName("D-43: whoever is suspended from marketing is at zero until that ends, and so is the group")
    void whoIsSuspendedIsAtZeroUntilTheSuspensionEnds() throws SQLException {
        String group = scene.group("1@t");

        scene.publish(scene.personEvent(
                "chief@t",
                Map.of("extendedWorkDetails", Map.of("jobTitle", "Chief"), "b2b", Map.of("isMarketingSuspended", true)),
                "1@t"));

        awaitLive("chief@t", 0);
        await().until(() ->
                number("select count(*) from buying_group where live_engagement = 0 and sandbox_id = ") == 1);
        assertThat(number("select round(engagement) from buying_group where sandbox_id = "))
                .isEqualTo(100);
        assertThat(scene.members(group)).containsExactly("chief@t=Decision Maker");

        scene.person("chief@t", "Chief", "1@t");

        awaitLive("chief@t", 100);
        await().until(() -> number("select round(live_engagement) from buying_group where sandbox_id = ") == 100);
    }

    @Test
    @DisplayName("D-11, D-43: who turns out to be a test profile is at zero, whatever is done")
    void aTestProfileIsAtZero() {
        scene.testProfile("aide@t", "Aide");
        awaitLive("aide@t", 0);

        scene.did("aide@t", FORM, Instant.now(), 9);
        scene.awaitRest();

        awaitLive("aide@t", 0);
    }

    @Test
    @DisplayName("BEY-01: of persons whose state is new only those are measured whose value does not fit")
    void onlyWhoDoesNotFitIsMeasured() {
        scene.person("idle@t", "Clerk");
        scene.did("busy@t", FORM, Instant.now(), 1);
        scene.did("mailed@t", "directMarketing.emailSent", Instant.now(), 1);
        scene.awaitRest();

        Set<String> misfits = pad.rolledBack(
                scene,
                connection -> ScratchPad.persons(connection, scene, Set.of("busy@t", "mailed@t"), "{}")
                        .chain(() -> suspended(connection, "aide@t"))
                        .chain(() -> reviews.misfits(
                                connection,
                                scene.sandboxId,
                                List.of("chief@t", "aide@t", "idle@t", "busy@t", "mailed@t", "stranger@t"),
                                EngagementRun.windowTo(Instant.now()))));

        assertThat(misfits).containsExactlyInAnyOrder("aide@t", "busy@t");
    }

    @Test
    @DisplayName("D-43: while a run is not over everybody whose state is new is measured: it may have counted before")
    void whileARunIsNotOverEverybodyIsMeasured() {
        Set<String> measured = pad.rolledBack(
                scene,
                connection -> connection
                        .preparedQuery("update engagement_run set finished_at = null where sandbox_id = $1")
                        .execute(Tuple.of(scene.sandboxId))
                        .chain(() -> reviews.misfits(
                                connection,
                                scene.sandboxId,
                                List.of("chief@t"),
                                EngagementRun.windowTo(Instant.now()))));

        assertThat(measured).containsExactly("chief@t");
    }

    private Uni<Void> suspended(SqlConnection connection, String person) {
        return connection
                .preparedQuery("""
                        update person set document = '{"b2b": {"isMarketingSuspended": true}}'
                         where sandbox_id = $1 and person_key = $2""")
                .execute(Tuple.of(scene.sandboxId, person))
                .replaceWithVoid();
    }

    @Test
    @DisplayName("D-29: of somebody who went nothing is left, although another has come under the same key")
    void whoComesAfterSomebodyHasNothingOfTheirs() {
        Sandbox sandbox = ScratchPad.sandbox(scene);
        LocalDate today = EngagementRun.windowTo(Instant.now());

        Long scores = pad.rolledBack(
                scene,
                connection -> work.personsChanged(connection, sandbox, Set.of("aide@t"), Set.of("aide@t"))
                        .chain(() -> reviews.review(connection, sandbox, today))
                        .chain(() -> connection.preparedQuery("""
                                        select (select count(*) from person_engagement
                                                 where sandbox_id = $1 and person_key = 'aide@t')
                                             + (select count(*) from person_live_engagement
                                                 where sandbox_id = $1 and person_key = 'aide@t') as scores""").execute(Tuple.of(scene.sandboxId)))
                        .map(rows -> rows.iterator().next().getLong("scores")));

        assertThat(scores).isZero();
    }

    @Test
    @DisplayName("D-29, BEY-01: who goes while a run computes holds up nobody, and has no score when it is over")
    void whoGoesWhileARunComputesHoldsUpNobody() throws SQLException {
        scene.person("gone@t", "Clerk");
        scene.person("loser@t", "Clerk");
        scene.did("gone@t", FORM, Instant.now(), 2);
        scene.did("loser@t", FORM, Instant.now(), 3);
        scene.awaitRest();
        awaitComplete(begin());
        scene.did("gone@t", FORM, Instant.now(), 5);
        scene.did("loser@t", FORM, Instant.now(), 6);
        scene.did("aide@t", FORM, Instant.now(), 19);
        scene.awaitRest();
        // What a night drops from the counts must not be locked until its end, either.
        OwnStatements.execute(database, """
                insert into daily_activity (sandbox_id, person_key, activity_type, day, count)
                values (%d, 'gone@t', 'old', '2020-01-01', 1)""".formatted(scene.sandboxId));
        database.setAutoCommit(false);
        OwnStatements.execute(database, "lock table group_engagement in exclusive mode");
        String run = begin();
        await().until(this::groupsAreWaitedFor);

        scene.deletePerson("gone@t");
        scene.merge("loser@t", "aide@t");
        scene.person("new@t", "Clerk");
        await().until(() -> number("select count(*) from person where deleted and sandbox_id = ") == 2);
        await().until(() -> number("select count(*) from person where person_key = 'new@t' and sandbox_id = ") == 1);
        await().until(() -> number("select count(*) from score_review where sandbox_id = ") == 0);
        assertThat(number("select count(*) from engagement_run where state = 'QUEUED' and sandbox_id = "))
                .as("runs that still compute")
                .isEqualTo(1);
        database.rollback();
        database.setAutoCommit(true);
        awaitComplete(run);

        assertThat(scores("person_engagement")).containsOnlyKeys("chief@t", "aide@t");
        assertThat(live()).doesNotContainKeys("gone@t", "loser@t");
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
        scene.awaitRest();
    }

    private void awaitLive(String person, double expected) {
        await().untilAsserted(() -> assertThat(live())
                .hasEntrySatisfying(person, value -> assertThat(value).isCloseTo(expected, within(1e-9))));
    }

    private Map<String, Double> live() throws SQLException {
        return scores("person_live_engagement");
    }

    private Map<String, Double> scores(String table) throws SQLException {
        try (Statement statement = database.createStatement();
                ResultSet rows = statement.executeQuery(
                        "select person_key, score from " + table + " where sandbox_id = " + scene.sandboxId)) {
            Map<String, Double> scores = new HashMap<>();
            while (rows.next()) {
                scores.put(rows.getString("person_key"), rows.getDouble("score"));
            }
            return scores;
        }
    }

    /** By the run, which has written the persons' scores then, and not committed them. */
    private boolean groupsAreWaitedFor() throws SQLException {
        return OwnStatements.isWaitedFor(database, "group_engagement");
    }

    /** @param sql ends where the sandbox's id goes */
    private long number(String sql) throws SQLException {
        return OwnStatements.number(database, sql + scene.sandboxId);
    }
}
