package io.coterie.buyinggroup.history;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.is;

import io.coterie.buyinggroup.PastScene;
import io.coterie.buyinggroup.RunningService;
import io.coterie.buyinggroup.Scene;
import io.coterie.platform.messaging.EachSandbox;
import io.coterie.platform.tenancy.SandboxTransactions;
import io.restassured.response.ValidatableResponse;
import io.smallrye.config.SmallRyeConfigBuilder;
import jakarta.inject.Inject;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** The history of engagement does not grow without end, and still tells what was (BEY-04). */
@RunningService
class HistoryThinningTest {

    private final LocalDate today = Instant.now().atZone(ZoneOffset.UTC).toLocalDate();
    private final LocalDate recent = today.minusDays(10);
    private final LocalDate old = today.minusDays(100);
    private final LocalDate ancient = today.minusDays(500).withDayOfMonth(1);

    @Inject
    HistoryThinningJob job;

    @Inject
    EachSandbox sandboxes;

    @Inject
    SandboxTransactions transactions;

    @Inject
    Clock clock;

    private Scene scene;
    private PastScene past;
    private UUID group;

    @BeforeEach
    void aGroupWithALongPast() throws SQLException {
        scene = Scene.open();
        past = new PastScene(scene);
        scene.account("a@crm.Test", "Acme");
        scene.awaitRest();
        group = past.group("a@crm.Test", scene.interest("Robots", true), "Robots for Acme", at(ancient, 1));
        past.completeness(group, at(ancient, 2), "50");
        past.engagement(group, at(ancient, 3), "10");
        past.engagement(group, at(ancient.plusDays(9), 0), "80");
        past.engagement(group, at(ancient.plusDays(9), 5), "70");
        past.engagement(group, at(ancient.plusDays(19), 0), "30");
        past.engagement(group, at(ancient.plusDays(26), 0), "20");
        past.engagement(group, at(old, 8), "50");
        past.status(group, at(old, 9), "hot");
        past.engagement(group, at(old, 12), "90");
        past.engagement(group, at(old, 16), "40");
        past.completeness(group, at(old, 17), "75");
        past.engagement(group, at(old, 20), "60");
        past.engagement(group, at(old.plusDays(1), 8), "61");
        past.engagement(group, at(recent, 8), "62");
        past.engagement(group, at(recent, 9), "63");
        past.engagement(group, at(recent, 10), "64");
    }

    @AfterEach
    void close() throws SQLException {
        past.close();
        scene.close();
    }

    @Test
    @DisplayName("BEY-04: every value stays for good where nothing else is configured")
    void nothingIsThinnedUnasked() {
        HistoryConfig unset = new SmallRyeConfigBuilder()
                .withMapping(HistoryConfig.class)
                .build()
                .getConfigMapping(HistoryConfig.class);

        new HistoryThinningJob(sandboxes, transactions, new HistoryThinning(unset), clock)
                .run()
                .await()
                .indefinitely();

        assertThat(series()).hasSize(13);
    }

    @Test
    @DisplayName("BEY-04: of an old day and an older month the last and the highest value stay, of lately every one")
    void theOldHistoryBecomesCoarser() {
        job.run().await().indefinitely();

        assertThat(series()).containsExactly("80", "20", "90", "60", "61", "62", "63", "64");
        job.run().await().indefinitely();
        assertThat(series()).hasSize(8);
        scene.get("/v1/buying-groups/" + group + "/series?metric=completeness").body("items.size()", is(3));
    }

    @Test
    @DisplayName("BEY-04: as of the end of each day, and when a value was reached, the answer is the one before")
    void theAnswersStayAsTheyWere() {
        List<String> before = answers();

        job.run().await().indefinitely();

        assertThat(answers()).isEqualTo(before);
    }

    @Test
    @DisplayName("BEY-04: what grows old later is thinned later")
    void theNextNightGoesOn() throws SQLException {
        job.run().await().indefinitely();
        past.engagement(group, at(old.plusDays(30), 1), "1");
        past.engagement(group, at(old.plusDays(30), 2), "3");
        past.engagement(group, at(old.plusDays(30), 3), "2");
        past.engagement(group, at(old.plusDays(30), 4), "0");

        job.run().await().indefinitely();

        assertThat(series()).contains("3", "0").doesNotContain("1", "2");
    }

    private List<String> series() {
        return scene
                .get("/v1/buying-groups/" + group + "/series?metric=engagement&limit=100")
                .statusCode(200)
                .extract()
                .<List<Number>>path("items.value")
                .stream()
                .map(value -> Integer.toString(value.intValue()))
                .toList();
    }

    /** The group at the end of the month and of every day since, and when it reached each value. */
    private List<String> answers() {
        List<String> answers = new ArrayList<>();
        answers.add(asOf(at(ancient.plusMonths(1), 0)));
        for (LocalDate day = old.minusDays(1); day.isBefore(old.plusDays(4)); day = day.plusDays(1)) {
            answers.add(asOf(at(day.plusDays(1), 0)));
        }
        answers.add(asOf(at(recent, 9)));
        for (int value : new int[] {75, 85, 90}) {
            answers.add(
                    String.valueOf(scene.get("/v1/buying-groups/" + group + "/reached?metric=engagement&value=" + value)
                            .statusCode(200)
                            .extract()
                            .<String>path("firstReachedAt")));
        }
        return answers;
    }

    private String asOf(String instant) {
        ValidatableResponse answer =
                scene.get("/v1/buying-groups/" + group + "/as-of?at=" + instant).statusCode(200);
        return instant + " " + answer.extract().path("engagement") + " "
                + answer.extract().path("completeness") + " " + answer.extract().path("status");
    }

    private static String at(LocalDate day, int hour) {
        return day.atTime(hour, 0).toInstant(ZoneOffset.UTC).toString();
    }
}
