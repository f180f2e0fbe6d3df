package io.coterie.buyinggroup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;

import java.sql.SQLException;
import java.time.Clock;
import java.time.LocalDate;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * §13.4: each insight by its filters, and of the year that nobody has to ask for. Ann decides and Cid influences about
 * robots, Bob influences about drills; Eve and some of what Ann did are older than a year. What the numbers mean is
 * {@link MetricsTest}'s.
 */
@RunningService
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class RoleInsightsTest {

    private static final String FORM = "web.formFilledOut";

    private final LocalDate today = LocalDate.now(Clock.systemUTC());

    /** The second day of the past year, so that a midnight between changes nothing. */
    private final LocalDate inTheYear = today.minusYears(1).plusDays(2);

    private final LocalDate beforeIt = today.minusYears(1);
    private final LocalDate lately = today.minusDays(1);

    private Scene scene;
    private PastScene past;
    private String robots;

    @BeforeEach
    void open() throws SQLException {
        if (scene == null) {
            set(Scene.open());
        }
    }

    private void set(Scene opened) throws SQLException {
        scene = opened;
        past = new PastScene(scene);
        String template = scene.liveTemplate();
        robots = scene.interest("Robots", template, true, null);
        String drills = scene.interest("Drills", template, true, null);
        UUID acme = past.group("a@crm.Test", robots, "Robots for Acme", at(beforeIt));
        UUID bolt = past.group("b@crm.Test", drills, "Drills for Bolt", at(beforeIt));
        past.assigned(acme, at(beforeIt), "eve@crm.Test", "Decision Maker");
        past.assigned(acme, at(inTheYear), "ann@crm.Test", "Decision Maker");
        past.assigned(acme, at(lately), "cid@crm.Test", "Influencer");
        past.assigned(bolt, at(lately), "bob@crm.Test", "Influencer");
        past.activity("ann@crm.Test", FORM, beforeIt.toString(), 7);
        past.activity("ann@crm.Test", FORM, inTheYear.toString(), 6);
        past.activity("cid@crm.Test", FORM, lately.toString(), 3);
        past.activity("bob@crm.Test", FORM, lately.toString(), 2);
    }

    private static String at(LocalDate day) {
        return day + "T12:00:00Z";
    }

    @AfterAll
    void close() throws SQLException {
        past.close();
        scene.close();
    }

    @ParameterizedTest
    @CsvSource({
        "acquisition, count, 3, 2, 1, 1",
        "engagement, activities, 11, 5, 2, 3",
        "engagement/by-solution-interest, activities, 11, 5, 2, 3",
        "engagement-over-time, count, 11, 5, 2, 3",
    })
    @DisplayName("§13.4: roles and solution interests, several of each, narrow every insight")
    void rolesAndInterestsNarrowAnInsight(
            String insight, String number, int all, int influencers, int aboutDrills, int influencersAboutRobots) {
        assertThat(sum(insight, number, "role=INFLUENCER")).isEqualTo(influencers);
        assertThat(sum(insight, number, "role=influencer&role=Decision Maker")).isEqualTo(all);
        assertThat(sum(insight, number, "solutionInterest=drills")).isEqualTo(aboutDrills);
        assertThat(sum(insight, number, "solutionInterest=Drills&solutionInterest=" + robots))
                .isEqualTo(all);
        assertThat(sum(insight, number, "role=influencer&solutionInterest=" + robots))
                .isEqualTo(influencersAboutRobots);
    }

    @ParameterizedTest
    @CsvSource({
        "acquisition, count, 3, 4",
        "engagement, activities, 11, 18",
        "engagement/by-solution-interest, activities, 11, 18",
        "engagement-over-time, count, 11, 18",
    })
    @DisplayName("§13.4: without days an insight is of the past year")
    void withoutDaysAnInsightIsOfThePastYear(String insight, String number, int ofTheYear, int ofMore) {
        assertThat(sum(insight, number, "")).isEqualTo(ofTheYear);
        assertThat(sum(insight, number, "to=" + today)).isEqualTo(ofTheYear);
        assertThat(sum(insight, number, "from=" + beforeIt)).isEqualTo(ofMore);
    }

    @Test
    @DisplayName("§13.4: who holds a role in several groups counts once in it, once for an interest; who left does not")
    void whoHoldsARoleInSeveralGroupsCountsOnce() throws SQLException {
        try (Scene own = Scene.open();
                PastScene tables = new PastScene(own)) {
            String template = own.liveTemplate();
            String ofRobots = own.interest("Robots", template, true, null);
            String ofDrills = own.interest("Drills", template, true, null);
            UUID acme = tables.group("a@crm.Test", ofRobots, "Robots for Acme", at(beforeIt));
            UUID bolt = tables.group("b@crm.Test", ofRobots, "Robots for Bolt", at(beforeIt));
            UUID drilled = tables.group("a@crm.Test", ofDrills, "Drills for Acme", at(beforeIt));
            UUID deleted = tables.group("c@crm.Test", ofDrills, "Drills for Cord", at(beforeIt));
            for (UUID group : List.of(acme, bolt, drilled)) {
                tables.assigned(group, at(inTheYear), "ann@crm.Test", "Decision Maker");
            }
            tables.assigned(acme, at(inTheYear), "bob@crm.Test", "Decision Maker");
            tables.removed(acme, at(lately), "bob@crm.Test", "Decision Maker");
            tables.assigned(deleted, at(inTheYear), "cid@crm.Test", "Decision Maker");
            tables.deleted(deleted, at(lately));
            for (String person : List.of("ann@crm.Test", "bob@crm.Test", "cid@crm.Test")) {
                tables.activity(person, FORM, lately.toString(), 6);
            }

            own.get("/v1/role-insights/engagement")
                    .body("items.activities", contains(6))
                    .body("items.people", contains(1));
            own.get("/v1/role-insights/engagement/by-solution-interest")
                    .body("items.solutionInterestName", contains("Drills", "Robots"))
                    .body("items.activities", contains(6, 6))
                    .body("items.people", contains(1, 1));
            own.get("/v1/role-insights/engagement-over-time").body("items.count", contains(6));
        }
    }

    @Test
    @DisplayName("§13.4: every assignment is an acquisition: who came back, was taken over, whose group is gone")
    void everyAssignmentIsAnAcquisition() throws SQLException {
        try (Scene own = Scene.open();
                PastScene tables = new PastScene(own)) {
            String ofRobots = own.interest("Robots", true);
            UUID acme = tables.group("a@crm.Test", ofRobots, "Robots for Acme", at(beforeIt));
            UUID deleted = tables.group("c@crm.Test", ofRobots, "Robots for Cord", at(beforeIt));
            tables.assigned(acme, at(lately), "ann@crm.Test", "Decision Maker");
            tables.removed(acme, at(lately), "ann@crm.Test", "Decision Maker");
            tables.assigned(acme, at(lately), "ann@crm.Test", "Decision Maker");
            tables.assigned(acme, at(lately), "bob@crm.Test", "Influencer");
            tables.update("""
                    update buying_group_history set cause = 'TAKEN_OVER'
                     where sandbox_id = ? and person_key = 'bob@crm.Test'""", own.sandboxId);
            tables.history(acme, at(lately), "MEMBER_ROLE_CHANGED", "bob@crm.Test", "Decision Maker", null, null);
            tables.history(acme, at(lately), "MEMBER_CONFIRMED", "bob@crm.Test", "Decision Maker", null, null);
            tables.assigned(deleted, at(lately), "cid@crm.Test", "Decision Maker");
            tables.deleted(deleted, at(lately));

            own.get("/v1/role-insights/acquisition")
                    .statusCode(200)
                    .body("items.role", contains("Decision Maker", "Influencer"))
                    .body("items.count", contains(3, 1));
        }
    }

    @Test
    @DisplayName("D-51: every insight is CSV for whoever asks")
    void anInsightIsCsvForWhoeverAsks() {
        String then = inTheYear.withDayOfMonth(1).toString();
        String now = lately.withDayOfMonth(1).toString();

        assertThat(csv("acquisition"))
                .containsExactly("month,role,additions", then + ",Decision Maker,1", now + ",Influencer,2");
        assertThat(csv("engagement"))
                .containsExactly("role,solutionInterest,activities,people", "Decision Maker,,6,1", "Influencer,,5,2");
        assertThat(csv("engagement/by-solution-interest"))
                .containsExactly(
                        "role,solutionInterest,activities,people",
                        "Decision Maker,Robots,6,1",
                        "Influencer,Robots,3,1",
                        "Influencer,Drills,2,1");
        assertThat(csv("engagement-over-time"))
                .containsExactly("month,role,activities", then + ",Decision Maker,6", now + ",Influencer,5");
    }

    private int sum(String insight, String number, String question) {
        return scene.get("/v1/role-insights/" + insight + (question.isEmpty() ? "" : "?" + question))
                .statusCode(200)
                .extract()
                .path("items.sum { it." + number + " }");
    }

    private List<String> csv(String insight) {
        return scene.user()
                .accept("text/csv")
                .get("/v1/role-insights/" + insight)
                .then()
                .statusCode(200)
                .extract()
                .asString()
                .lines()
                .toList();
    }
}
