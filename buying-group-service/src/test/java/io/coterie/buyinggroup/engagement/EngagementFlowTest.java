package io.coterie.buyinggroup.engagement;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.notNullValue;

import io.coterie.buyinggroup.RunningService;
import io.coterie.buyinggroup.Scene;
import io.coterie.contracts.Topics;
import io.coterie.platform.testing.SuiteInfrastructure;
import jakarta.inject.Inject;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** What people do becomes scores: at once live, and over night for good (§11). */
@RunningService
class EngagementFlowTest {

    private static final String FORM = "web.formFilledOut";
    private static final String PAGE = "web.webpagedetails.pageViews";

    @Inject
    EngagementRunService runs;

    /** Two accounts with a chief each, the first with a director too, and their groups. */
    private record Groups(String first, String second) {}

    private static Groups groups(Scene scene) {
        scene.account("1@t", "One");
        scene.account("2@t", "Two");
        scene.person("chief1@t", "Chief", "1@t");
        scene.person("director1@t", "Director", "1@t");
        scene.person("chief2@t", "Chief", "2@t");
        scene.audience("aud");
        scene.inAudience("aud", "1@t");
        scene.inAudience("aud", "2@t");
        scene.awaitRest();
        scene.job(scene.interest("Robots", true), "aud");
        Groups groups = new Groups(scene.group("1@t"), scene.group("2@t"));
        scene.awaitRest();
        return groups;
    }

    private static void run(Scene scene) {
        String id = scene.post("/v1/engagement-runs", Map.of())
                .statusCode(202)
                .header("Location", notNullValue())
                .extract()
                .path("id");
        await().untilAsserted(() ->
                scene.get("/v1/engagement-runs/" + id).statusCode(200).body("state", is("COMPLETE")));
        scene.awaitRest();
    }

    @Test
    @DisplayName("D-80: a night without news changes no row and tells nobody; asked for again it is the same run")
    void aNightWithoutNewsChangesNoRow() throws SQLException {
        try (Scene scene = Scene.open()) {
            var _ = groups(scene);
            scene.did("chief1@t", FORM, Instant.now(), 3);
            scene.did("chief2@t", PAGE, Instant.now(), 2);
            scene.awaitRest();
            run(scene);
            List<String> rows = rows(scene);
            int states = scene.published(Topics.BUYING_GROUP_STATES).size();
            LocalDate tonight = LocalDate.now(ZoneOffset.UTC);

            runs.beginNightly(ScratchPad.sandbox(scene), tonight).await().indefinitely();
            runs.beginNightly(ScratchPad.sandbox(scene), tonight).await().indefinitely();
            scene.awaitRest();

            assertThat(rows(scene)).isEqualTo(rows);
            assertThat(scene.published(Topics.BUYING_GROUP_STATES)).hasSize(states);
            scene.get("/v1/engagement-runs")
                    .body("items.size()", is(2))
                    .body("items[0].trigger", is("nightly"))
                    .body("items[0].night", is(tonight.toString()))
                    .body("items[0].state", is("COMPLETE"))
                    .body("items[0].persons", is(2))
                    .body("items[0].personsChanged", is(0))
                    .body("items[0].groupsChanged", is(0))
                    .body("items[0].groupsPublished", is(0))
                    .body("items[0].computation", notNullValue());
        }
    }

    @Test
    @DisplayName("RT-14: a person engagement score is a condition of roles; the night that changes it changes the role")
    void aScoreGivesARole() {
        try (Scene scene = Scene.open()) {
            scene.account("1@t", "One");
            scene.person("clerk@t", "Clerk", "1@t");
            scene.audience("aud");
            scene.inAudience("aud", "1@t");
            scene.awaitRest();
            String template = scene.post(
                            "/v1/roles-templates",
                            Map.of(
                                    "name",
                                    "Engaged",
                                    "roles",
                                    List.of(Map.of(
                                            "role",
                                            "Champion",
                                            "condition",
                                            Map.of(
                                                    "person",
                                                    Map.of(
                                                            "field",
                                                            "engagementScore",
                                                            "operator",
                                                            "AT_LEAST",
                                                            "value",
                                                            60))))))
                    .statusCode(201)
                    .extract()
                    .path("id");
            scene.post("/v1/roles-templates/" + template + "/publish", "").statusCode(200);
            scene.job(scene.interest("Robots", template, true, null), "aud");
            String group = scene.group("1@t");
            scene.awaitMembers(group);
            scene.did("clerk@t", FORM, Instant.now(), 1);
            scene.awaitRest();

            run(scene);

            scene.awaitMembers(group, "clerk@t=Champion");
        }
    }

    /** Every row that shows a score, with the transaction that wrote it. */
    private static List<String> rows(Scene scene) throws SQLException {
        List<String> rows = new ArrayList<>();
        try (var connection = SuiteInfrastructure.postgres().connectAsSuperuser("buying_group");
                var statement = connection.createStatement()) {
            for (String table : List.of(
                    "person_engagement",
                    "group_engagement",
                    "engagement_scale",
                    "buying_group",
                    "daily_activity",
                    "person_live_engagement")) {
                try (ResultSet found = statement.executeQuery(
                        "select xmin, * from " + table + " where sandbox_id = " + scene.sandboxId + " order by 3")) {
                    while (found.next()) {
                        rows.add(table + " " + found.getString(1) + " " + found.getString(3));
                    }
                }
            }
        }
        assertThat(rows).isNotEmpty();
        return rows;
    }
}
