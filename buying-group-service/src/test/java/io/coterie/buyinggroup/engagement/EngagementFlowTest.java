package io.coterie.buyinggroup.engagement;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.notNullValue;
import static org.hamcrest.Matchers.nullValue;

import io.coterie.buyinggroup.RunningService;
import io.coterie.buyinggroup.Scene;
import io.coterie.contracts.BuyingGroupEvent;
import io.coterie.contracts.ContractJson;
import io.coterie.contracts.EventTypes;
import io.coterie.contracts.PersonState;
import io.coterie.contracts.Topics;
import io.coterie.platform.testing.CloudEventRecord;
import io.coterie.platform.testing.SuiteInfrastructure;
import io.restassured.config.JsonConfig;
import io.restassured.config.RestAssuredConfig;
import io.restassured.path.json.config.JsonPathConfig;
import io.restassured.response.ValidatableResponse;
import jakarta.inject.Inject;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.hamcrest.CustomMatcher;
import org.hamcrest.Matcher;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** What people do becomes scores: at once live, and over night for good (§11). */
@RunningService
class EngagementFlowTest {

    private static final String FORM = "web.formFilledOut";
    private static final String PAGE = "web.webpagedetails.pageViews";
    private static final RestAssuredConfig DOUBLES = RestAssuredConfig.config()
            .jsonConfig(JsonConfig.jsonConfig().numberReturnType(JsonPathConfig.NumberReturnType.DOUBLE));

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

    private static ValidatableResponse get(Scene scene, String path) {
        return scene.user().config(DOUBLES).get(path).then().statusCode(200);
    }

    @Test
    @DisplayName(
            "ENG-01, ENG-02, ENG-05, D-44, BEY-01, BEY-04: the night scores everybody, events keep it live, and only a"
                    + " changed score is told")
    void aNightScoresAndEventsKeepItLive() throws SQLException {
        try (Scene scene = Scene.open()) {
            Groups groups = groups(scene);
            Instant now = Instant.now();
            get(scene, "/v1/buying-groups/" + groups.first())
                    .body("engagement", nullValue())
                    .body("live", nullValue());
            scene.did("chief1@t", FORM, now, 4);
            scene.did("director1@t", PAGE, now, 1);
            scene.did("chief2@t", FORM, now, 1);
            scene.awaitRest();

            run(scene);

            get(scene, "/v1/buying-groups/" + groups.first()).body("engagement", near(100));
            // chief2's root is half of chief1's; the groups' sums are 100 · ½ + 50 · ½ and 50.
            double second = 100 * Math.sqrt(50) / Math.sqrt(75);
            get(scene, "/v1/buying-groups/" + groups.second())
                    .body("engagement", near(second))
                    .body("engagementDisplayed", near(82))
                    .body("live", near(second));
            get(scene, "/v1/buying-groups/" + groups.second() + "/members")
                    .body("items[0].engagement", near(50))
                    .body("items[0].live", near(50));
            get(scene, "/v1/buying-groups/" + groups.second() + "/history")
                    .body("items.kind", hasItem("ENGAGEMENT_CHANGED"));
            assertThat(engagementEvents(scene)).isEqualTo(2);
            assertThat(lastState(scene, groups.second()))
                    .contains("\"engagement\":81.6496580927726")
                    .contains("\"engagement\":50");
            assertThat(scene.publishedTypes(Topics.partnerEvents(scene.organisation)))
                    .contains(EventTypes.BUYING_GROUP_ENGAGEMENT_CHANGED);

            scene.did("chief2@t", FORM, now, 8);
            scene.awaitRest();

            get(scene, "/v1/buying-groups/" + groups.second())
                    .body("engagement", near(second))
                    .body("live", near(100));
            get(scene, "/v1/buying-groups/" + groups.second() + "/members")
                    .body("items[0].engagement", near(50))
                    .body("items[0].live", near(100));
            assertThat(engagementEvents(scene)).isEqualTo(2);

            run(scene);

            get(scene, "/v1/buying-groups/" + groups.second())
                    .body("engagement", near(100))
                    .body("live", near(100));
            get(scene, "/v1/buying-groups/" + groups.first())
                    .body("engagement", near(100 * Math.sqrt(50) / 10))
                    .body("live", near(100 * Math.sqrt(50) / 10));
            assertThat(engagementEvents(scene)).isEqualTo(4);
            List<BuyingGroupEvent> told = engagementChanges(scene, groups.second());
            assertThat(told)
                    .extracting(BuyingGroupEvent::previousValue)
                    .containsExactly(null, told.getFirst().newValue());
            assertThat(told)
                    .extracting(event -> Double.valueOf(String.valueOf(event.newValue())))
                    .satisfiesExactly(
                            first -> assertThat(first).isCloseTo(second, within(1e-9)),
                            last -> assertThat(last).isCloseTo(100, within(1e-9)));
        }
    }

    private static List<BuyingGroupEvent> engagementChanges(Scene scene, String group) {
        return scene.groupEvents(Topics.BUYING_GROUPS).stream()
                .filter(event -> EventTypes.BUYING_GROUP_ENGAGEMENT_CHANGED.equals(event.attribute("type")))
                .map(event -> ContractJson.read(Scene.json(event), BuyingGroupEvent.class))
                .filter(event -> event.buyingGroupId().toString().equals(group))
                .toList();
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
            // Its window is another one, but what is in it is the same.
            LocalDate tonight = LocalDate.now(ZoneOffset.UTC).plusDays(1);

            runs.beginNightly(ScratchPad.sandbox(scene), tonight, tonight)
                    .await()
                    .indefinitely();
            runs.beginNightly(ScratchPad.sandbox(scene), tonight, tonight)
                    .await()
                    .indefinitely();
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
    @DisplayName(
            "ENG-02, D-14: a group that was deleted and came back has its score after the next night, and it is told")
    void aGroupThatCameBackGetsItsScore() {
        try (Scene scene = Scene.open()) {
            Groups groups = groups(scene);
            scene.did("chief1@t", FORM, Instant.now(), 3);
            scene.awaitRest();
            run(scene);
            get(scene, "/v1/buying-groups/" + groups.second()).body("engagement", near(0));
            scene.deleteAccount("2@t");
            scene.awaitRest();
            scene.account("2@t", "Two");
            assertThat(scene.group("2@t")).isEqualTo(groups.second());
            scene.awaitMembers(groups.second(), "chief2@t=Decision Maker");
            scene.awaitRest();
            get(scene, "/v1/buying-groups/" + groups.second())
                    .body("engagement", nullValue())
                    .body("live", near(0));

            run(scene);

            get(scene, "/v1/buying-groups/" + groups.second()).body("engagement", near(0));
            assertThat(engagementChanges(scene, groups.second()))
                    .extracting(BuyingGroupEvent::previousValue)
                    .containsExactly(null, null);
            assertThat(scene.state(groups.second()).engagement()).isEqualByComparingTo("0");
        }
    }

    @Test
    @DisplayName("ENG-03: what was done 31 days ago counts nothing any more")
    void scoresDecay() {
        try (Scene scene = Scene.open()) {
            Groups groups = groups(scene);
            scene.did("chief1@t", FORM, Instant.now(), 3);
            scene.awaitRest();
            run(scene);
            get(scene, "/v1/buying-groups/" + groups.first()).body("engagement", near(100));
            LocalDate night = LocalDate.now(ZoneOffset.UTC).plusDays(31);

            runs.beginNightly(ScratchPad.sandbox(scene), night, night).await().indefinitely();
            scene.awaitRest();

            get(scene, "/v1/buying-groups/" + groups.first()).body("engagement", near(0));
            get(scene, "/v1/buying-groups/" + groups.first() + "/members").body("items[0].engagement", near(0));
        }
    }

    @Test
    @DisplayName("WGT-12, ENG-06: a run goes by the active model, and what it gives no weight does not count")
    void theActiveModelCounts() {
        try (Scene scene = Scene.open()) {
            Groups groups = groups(scene);
            scene.did("chief1@t", FORM, Instant.now(), 9);
            scene.did("chief2@t", PAGE, Instant.now(), 4);
            scene.did("director1@t", PAGE, Instant.now(), 1);
            scene.awaitRest();
            run(scene);
            get(scene, "/v1/buying-groups/" + groups.second() + "/members")
                    .body("items[0].engagement", near(100 * Math.sqrt(4) / Math.sqrt(9)));
            String model = activate(scene, Map.of(FORM, "None", PAGE, "Much"));

            run(scene);

            scene.get("/v1/engagement-runs").body("items[0].weightingModel", is(model));
            get(scene, "/v1/buying-groups/" + groups.second() + "/members").body("items[0].engagement", near(100));
            get(scene, "/v1/buying-groups/" + groups.first() + "/members")
                    .body("items.find { it.personKey == 'chief1@t' }.engagement", near(0))
                    .body("items.find { it.personKey == 'director1@t' }.engagement", near(50));
        }
    }

    private static String activate(Scene scene, Map<String, String> bands) {
        String standard = scene.get("/v1/weighting-models").extract().path("items[0].id");
        String draft = scene.post("/v1/weighting-models/" + standard + "/duplicate", Map.of("name", "Other"))
                .statusCode(201)
                .extract()
                .path("id");
        scene.put(
                        "/v1/weighting-models/" + draft,
                        Map.of(
                                "name",
                                "Other",
                                "bands",
                                List.of(Map.of("name", "None", "value", 0), Map.of("name", "Much", "value", 80)),
                                "activities",
                                bands.entrySet().stream()
                                        .map(entry -> Map.of("activity", entry.getKey(), "band", entry.getValue()))
                                        .toList()))
                .statusCode(200);
        scene.post("/v1/weighting-models/" + draft + "/activate", "").statusCode(200);
        return draft;
    }

    @Test
    @DisplayName("D-11, D-43, D-77, ENG-04, ENG-08: whose activities count, each once, under whose name")
    void whoseActivitiesCount() {
        try (Scene scene = Scene.open()) {
            Groups groups = groups(scene);
            Instant now = Instant.now();
            CloudEventRecord once = scene.activity("chief1@t", FORM, now, "{}");
            scene.publish(once, once);
            scene.publish(scene.activity("chief1@t", FORM, now, "{\"botDetection\": {\"score\": 1}}"));
            scene.publish(scene.activity("late@t", FORM, now, "{}"));
            scene.did("chief1@t", FORM, now.minus(500, ChronoUnit.DAYS), 1);
            scene.did("chief2@t", FORM, now.minus(3, ChronoUnit.DAYS), 25);
            scene.did("stranger@t", FORM, now, 9);
            scene.publish(scene.event(
                    Topics.PERSONS,
                    "test@t",
                    EventTypes.PERSON_CHANGED,
                    new PersonState(
                            "test@t",
                            false,
                            ContractJson.mapper().valueToTree(Map.of("testProfile", true)),
                            List.of())));
            scene.did("test@t", FORM, now, 9);
            scene.publish(scene.event(
                    Topics.PERSONS,
                    "suspended@t",
                    EventTypes.PERSON_CHANGED,
                    new PersonState(
                            "suspended@t",
                            false,
                            ContractJson.mapper().valueToTree(Map.of("b2b", Map.of("isMarketingSuspended", true))),
                            List.of())));
            scene.did("suspended@t", FORM, now, 40);
            scene.person("gone@t", "Clerk");
            scene.did("gone@t", FORM, now, 9);
            scene.awaitRest();
            scene.deletePerson("gone@t");
            scene.person("late@t", "Clerk");
            scene.awaitRest();
            scene.did("gone@t", FORM, now, 9);
            scene.awaitRest();

            run(scene);

            scene.get("/v1/engagement-runs").body("items[0].persons", is(3));
            // chief1 once, chief2 twenty of twenty-five times
            get(scene, "/v1/buying-groups/" + groups.first() + "/members")
                    .body("items[0].engagement", near(100 * Math.sqrt(1) / Math.sqrt(20)));
            get(scene, "/v1/buying-groups/" + groups.second() + "/members").body("items[0].engagement", near(100));
            assertThat(counted(scene, "gone@t")).isZero();
        }
    }

    @Test
    @DisplayName("a merged person's activities are the winner's, whichever arrives first")
    void whatAMergedPersonDid() {
        try (Scene scene = Scene.open()) {
            Groups groups = groups(scene);
            Instant now = Instant.now();
            scene.person("early@t", "Clerk");
            scene.did("early@t", FORM, now, 2);
            scene.awaitRest();
            scene.merge("early@t", "chief1@t");
            scene.merge("chief1@t.old", "chief1@t");
            scene.awaitRest();
            scene.did("early@t", FORM, now, 1);
            scene.did("chief1@t.old", FORM, now, 1);
            scene.did("chief2@t", FORM, now, 1);
            scene.awaitRest();

            run(scene);

            assertThat(counted(scene, "chief1@t")).isEqualTo(4);
            assertThat(counted(scene, "early@t")).isZero();
            get(scene, "/v1/buying-groups/" + groups.second() + "/members").body("items[0].engagement", near(50));
        }
    }

    @Test
    @DisplayName(
            "RT-14, architecture §8: a person engagement score is a condition of roles; the night that changes it changes the"
                    + " role, and the live value of the day does not")
    void aNightsScoreGivesARole() throws SQLException {
        try (Scene scene = Scene.open()) {
            scene.account("1@t", "One");
            scene.person("boss@t", "Chief", "1@t");
            scene.person("clerk@t", "Clerk", "1@t");
            scene.audience("aud");
            scene.inAudience("aud", "1@t");
            scene.awaitRest();
            Map<String, Object> engaged =
                    Map.of("person", Map.of("field", "engagementScore", "operator", "AT_LEAST", "value", 60));
            String template = scene.post(
                            "/v1/roles-templates",
                            Map.of(
                                    "name",
                                    "Engaged",
                                    "roles",
                                    List.of(Map.of("role", "Champion", "condition", engaged))))
                    .statusCode(201)
                    .extract()
                    .path("id");
            scene.post("/v1/roles-templates/" + template + "/publish", "").statusCode(200);
            scene.job(scene.interest("Robots", template, true, null), "aud");
            String group = scene.group("1@t");
            scene.awaitMembers(group);
            scene.did("boss@t", FORM, Instant.now(), 16);
            scene.did("clerk@t", FORM, Instant.now(), 1);
            scene.awaitRest();

            run(scene);
            scene.awaitMembers(group, "boss@t=Champion");
            scene.did("clerk@t", FORM, Instant.now(), 15);
            scene.awaitRest();
            scene.person("clerk@t", "Clerk still", "1@t");
            scene.awaitRest();

            assertThat(live(scene, "clerk@t")).isCloseTo(100, within(1e-9));
            assertThat(scene.members(group)).containsExactly("boss@t=Champion");
            run(scene);
            scene.awaitMembers(group, "boss@t=Champion", "clerk@t=Champion");
        }
    }

    private static double live(Scene scene, String person) throws SQLException {
        try (var connection = SuiteInfrastructure.postgres().connectAsSuperuser("buying_group");
                var statement = connection.prepareStatement(
                        "select score from person_live_engagement where sandbox_id = ? and person_key = ?")) {
            statement.setInt(1, scene.sandboxId);
            statement.setString(2, person);
            try (ResultSet rows = statement.executeQuery()) {
                assertThat(rows.next()).isTrue();
                return rows.getDouble(1);
            }
        }
    }

    /** JSON has one kind of number, Java has several. */
    private static Matcher<Object> near(double expected) {
        return new CustomMatcher<>("a number close to " + expected) {
            @Override
            public boolean matches(Object actual) {
                return actual instanceof Number number && Math.abs(number.doubleValue() - expected) < 1e-9;
            }
        };
    }

    private static long engagementEvents(Scene scene) {
        return scene.publishedTypes(Topics.BUYING_GROUPS).stream()
                .filter(EventTypes.BUYING_GROUP_ENGAGEMENT_CHANGED::equals)
                .count();
    }

    private static String lastState(Scene scene, String group) {
        return String.valueOf(scene.published(Topics.BUYING_GROUP_STATES).stream()
                .filter(record -> String.valueOf(record.key()).endsWith(group))
                .toList()
                .getLast()
                .value());
    }

    private static int counted(Scene scene, String person) {
        try (var connection = SuiteInfrastructure.postgres().connectAsSuperuser("buying_group");
                var statement = connection.prepareStatement(
                        "select coalesce(sum(count), 0) from daily_activity where sandbox_id = ? and person_key = ?")) {
            statement.setInt(1, scene.sandboxId);
            statement.setString(2, person);
            try (ResultSet rows = statement.executeQuery()) {
                assertThat(rows.next()).isTrue();
                return rows.getInt(1);
            }
        } catch (SQLException e) {
            throw new IllegalStateException(e);
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
