package io.coterie.buyinggroup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.endsWith;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.nullValue;
import static org.hamcrest.Matchers.startsWith;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The metrics page tells the truth: its scene is set up, its questions are asked, its answers are compared. */
@RunningService
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class MetricsTest {

    private static final Pattern ROW = Pattern.compile("^\\| .* \\| `(/v1/[^`]*)` `([^`]*)` \\| `([^`]*)` \\|$");

    private Scene scene;
    private PastScene past;
    private UUID acme;

    @BeforeEach
    void open() throws Exception {
        if (scene == null) {
            set(Scene.open());
        }
    }

    private void set(Scene opened) throws Exception {
        scene = opened;
        past = new PastScene(scene);
        scene.account("a@crm.Test", BrowseTest.account("Acme", "Automotive", "EMEA", "Germany"));
        scene.account("b@crm.Test", BrowseTest.account("Bolt", "Energy", "AMER", "USA"));
        scene.account("c@crm.Test", BrowseTest.account("=Cord", "Energy", "AMER", "USA"));
        scene.person("ann@crm.Test", "Chief", "a@crm.Test");
        scene.person("bob@crm.Test", "Director", "a@crm.Test");
        scene.person("cid@crm.Test", "Chief", "b@crm.Test");
        scene.person("dan@crm.Test", "Clerk", "c@crm.Test");
        scene.publish(scene.personEvent("tess@crm.Test", Map.of("testProfile", true), "c@crm.Test"));
        accountsOfJourneys();
        scene.awaitRest();
        String robots = scene.interest("Robots", scene.liveTemplate(), true, scene.liveStages());
        acme = past.group("a@crm.Test", robots, "Robots for Acme", "2026-03-01T00:00:00Z");
        past.assigned(acme, "2026-03-02T00:00:00Z", "ann@crm.Test", "Decision Maker");
        past.completeness(acme, "2026-03-02T00:00:00Z", "50");
        past.stage(acme, "2026-03-03T00:00:00Z", null, "Open");
        past.assigned(acme, "2026-03-05T00:00:00Z", "bob@crm.Test", "Influencer");
        past.completeness(acme, "2026-03-05T00:00:00Z", "100");
        past.history(acme, "2026-03-06T00:00:00Z", "QUALIFIED", null, null, null, null);
        past.engagement(acme, "2026-03-10T00:00:00Z", "20");
        past.stage(acme, "2026-03-13T00:00:00Z", "Open", "Talks");
        past.stage(acme, "2026-04-11T00:00:00Z", "Talks", "Won");
        past.engagement(acme, "2026-04-20T00:00:00Z", "80");
        past.won(acme, "2026-03-16T00:00:00Z", "2026-03-20T00:00:00Z");
        UUID bolt = past.group("b@crm.Test", robots, "Robots for Bolt", "2026-03-11T00:00:00Z");
        past.completeness(bolt, "2026-03-12T00:00:00Z", "100");
        past.stage(bolt, "2026-03-12T00:00:00Z", null, "Open");
        past.completeness(bolt, "2026-03-14T00:00:00Z", "80");
        past.engagement(bolt, "2026-03-15T00:00:00Z", "25.5");
        past.history(bolt, "2026-03-21T00:00:00Z", "QUALIFIED", null, null, null, null);
        past.assigned(bolt, "2026-04-01T00:00:00Z", "cid@crm.Test", "Decision Maker");
        past.won(bolt, "2026-03-23T00:00:00Z", "2026-03-24T00:00:00Z");
        UUID cord = past.group("c@crm.Test", robots, "Robots for Cord", "2026-03-21T00:00:00Z");
        past.completeness(cord, "2026-03-30T00:00:00Z", "100");
        past.completeness(cord, "2026-03-31T00:00:00Z", "25.4");
        past.history(cord, "2026-04-02T00:00:00Z", "QUALIFIED", null, null, null, null);
        past.won(cord, "2026-04-05T00:00:00Z", "2026-04-17T00:00:00Z");
        past.activity("ann@crm.Test", "leadOperation.interestingMoment", "2026-02-20", 1);
        past.event("ann@crm.Test", "leadOperation.interestingMoment", "2026-02-20T12:00:00Z", """
                {"leadOperation": {"interestingMoment": {"type": "Web", "description": "Asked for a price"}}}""");
        past.event("ann@crm.Test", "web.formFilledOut", "2026-04-10T09:00:00Z", "{}");
        past.activity("ann@crm.Test", "web.formFilledOut", "2026-03-10", 5);
        past.activity("cid@crm.Test", "web.formFilledOut", "2026-03-20", 30);
        past.activity("ann@crm.Test", "web.formFilledOut", "2026-04-10", 8);
        past.activity("cid@crm.Test", "web.formFilledOut", "2026-04-15", 2);
        past.activity("bob@crm.Test", "directMarketing.emailOpened", "2026-04-20", 4);
        past.activity("dan@crm.Test", "nothing.thatCounts", "2026-04-20", 4);
        past.activity("tess@crm.Test", "web.formFilledOut", "2026-04-10", 9);
        past.activity("eve@crm.Test", "web.formFilledOut", "2026-04-12", 3);
    }

    /** Echo is known through a journey alone; of the others nobody is. */
    private void accountsOfJourneys() {
        scene.journey("live", "live", "prospects");
        scene.journey("over", "aborted", "dropped");
        scene.account("e@crm.Test", BrowseTest.account("Echo", "Retail", "APAC", "Japan"));
        scene.person("eve@crm.Test", "Clerk", "e@crm.Test");
        scene.inAudience("prospects", "e@crm.Test");
        scene.inAudience("prospects", "a@crm.Test");
        scene.account("nameless@crm.Test", Map.of());
        scene.inAudience("prospects", "nameless@crm.Test");
        scene.account("left@crm.Test", "Foxtrot");
        scene.inAudience("prospects", "left@crm.Test");
        scene.outOfAudience("prospects", "left@crm.Test");
        scene.account("dropped@crm.Test", "Golf");
        scene.inAudience("dropped", "dropped@crm.Test");
    }

    @AfterAll
    void close() throws Exception {
        past.close();
        scene.close();
    }

    @Test
    void everyAnswerOfThePageIsTheServices() throws Exception {
        SoftAssertions answers = new SoftAssertions();
        int asked = 0;
        for (String line : Files.readAllLines(page())) {
            Matcher row = ROW.matcher(line);
            if (row.matches()) {
                String question = row.group(1).replace("{acme}", acme.toString());
                Object found = scene.get(question).statusCode(200).extract().path(row.group(2));
                answers.assertThat(String.valueOf(found))
                        .as("%s %s", question, row.group(2))
                        .isEqualTo(row.group(3));
                asked++;
            }
        }

        answers.assertAll();
        assertThat(asked).isGreaterThan(30);
    }

    @Test
    void aDashboardIsCsvForWhoeverAsks() {
        assertThat(csv("/v1/buying-group-dashboard"))
                .contains("distribution,value,groups", "completeness,76-100,2", "solutionInterest,Robots,3");
        assertThat(csv("/v1/engagement-dashboard?from=2026-04-01&to=2026-04-30"))
                .contains("population,month,engaged,notEngaged", "people,,4,1", "accounts,2026-04-01,3,1");
        assertThat(csv("/v1/engagement-dashboard/accounts?from=2026-04-01&to=2026-04-30"))
                .containsExactly(
                        "accountKey,accountName,status,peopleEngaged,activities,lastEngagement",
                        "a@crm.Test,Acme,engaged,2,12,2026-04-20",
                        "e@crm.Test,Echo,engaged,1,3,2026-04-12",
                        "b@crm.Test,Bolt,engaged,1,2,2026-04-15",
                        "c@crm.Test,'=Cord,notEngaged,0,0,");
        assertThat(csv("/v1/engagement-dashboard/buying-groups?from=2026-04-01&to=2026-04-30"))
                .contains("buyingGroup,accountName,solutionInterest,status,activities")
                .contains("Robots for Acme,Acme,Robots,engaged,12", "Robots for Cord,'=Cord,Robots,notEngaged,0");
        assertThat(csv("/v1/engagement-dashboard/people?from=2026-04-01&to=2026-04-30"))
                .contains("ann@crm.Test,First ann@crm.Test,engaged,ann.crm.Test@example.test,8,2026-04-10");
        assertThat(csv("/v1/intelligent-dashboard?from=2026-04-01&to=2026-04-30"))
                .contains("panel,subject,value", "stageLastDay,Won,1", "fastest,Robots for Acme,0.0333")
                .contains("stagnant,Robots for Bolt,50", "surge,surgingStrongly,2", "atRisk,b@crm.Test,-90");
        assertThat(csv("/v1/role-insights/acquisition?from=2026-03-01&to=2026-04-30"))
                .containsExactly(
                        "month,role,additions",
                        "2026-03-01,Decision Maker,1",
                        "2026-03-01,Influencer,1",
                        "2026-04-01,Decision Maker,1");
        assertThat(csv("/v1/role-insights/engagement/by-solution-interest?from=2026-04-01&to=2026-04-30"))
                .containsExactly(
                        "role,solutionInterest,activities,people",
                        "Decision Maker,Robots,10,2",
                        "Influencer,Robots,4,1");
    }

    @Test
    void filtersNarrowEveryDashboard() {
        scene.get("/v1/buying-group-dashboard?industry=energy").body("total", is(2));
        scene.get("/v1/engagement-dashboard?from=2026-04-01&to=2026-04-30&region=EMEA")
                .body("accounts.total", is(1))
                .body("people.total", is(2));
        scene.get("/v1/engagement-dashboard?from=2026-04-01&to=2026-04-30&region=apac&account=e@crm.Test")
                .body("accounts.engaged", is(1))
                .body("buyingGroups.total", is(0));
        scene.get("/v1/engagement-dashboard?from=2026-04-01&to=2026-04-30&country=France")
                .body("accounts.total", is(0));
        scene.get("/v1/engagement-dashboard?from=2026-04-01&to=2026-04-30&role=champion")
                .body("accounts.total", is(3));
        scene.get("/v1/intelligent-dashboard?from=2026-04-01&to=2026-04-30&industry=retail")
                .body("surging.account", contains("e@crm.Test"));
        scene.get("/v1/intelligent-dashboard?from=2026-04-01&to=2026-04-30&stage=open")
                .body("stages.stage", contains("Open"))
                .body("stages[0].firstDay", is(1));
        scene.get("/v1/role-insights/engagement?from=2026-04-01&to=2026-04-30&role=influencer")
                .body("items.activities", contains(4));
        scene.get("/v1/buying-group-kpis?from=2026-03-01&to=2026-03-31&account=c@crm.Test")
                .body("groups", is(1))
                .body("medianTimeToComplete", is("PT216H"));
        scene.get("/v1/buying-group-kpis?from=2025-03-01&to=2025-03-31")
                .body("groups", is(0))
                .body("medianTimeToComplete", nullValue())
                .body("shareComplete", nullValue());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "buying-group-kpis",
                "engagement-dashboard",
                "engagement-dashboard/accounts",
                "engagement-dashboard/buying-groups",
                "engagement-dashboard/people",
                "intelligent-dashboard",
                "role-insights/acquisition",
                "role-insights/engagement",
                "role-insights/engagement/by-solution-interest",
                "role-insights/engagement-over-time",
            })
    void aRangeThatMakesNoSenseIsRefusedByItsParameter(String dashboard) {
        refused(dashboard + "?from=2026-04-02&to=2026-04-01", "from");
        refused(dashboard + "?to=2999-01-01", "to");
        refused(dashboard + "?from=April", "from");
        refused(dashboard + "?from=1999-01-01&to=2026-01-01", "from");
        refused(dashboard + "?solutionInterest=none", "solutionInterest");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "engagement-dashboard",
                "engagement-dashboard/people",
                "intelligent-dashboard",
                "role-insights/engagement",
                "role-insights/engagement/by-solution-interest",
                "role-insights/engagement-over-time",
            })
    void aRangeWhoseActivitiesAreNotKeptIsRefused(String dashboard) {
        refused(dashboard + "?from=1975-01-01&to=1975-01-31", "from");
        refused(dashboard + "?to=1975-01-31", "to");
        scene.get("/v1/" + dashboard + "?from=1975-01-01&to=1975-01-31")
                .body("violations[0].detail", startsWith("Expected "))
                .body("violations[0].detail", endsWith(" is not kept."));
    }

    @Test
    void whatIsKeptForGoodCanBeAskedAboutFarBack() {
        scene.get("/v1/buying-group-kpis?from=1975-01-01&to=1975-01-31").statusCode(200);
        scene.get("/v1/role-insights/acquisition?from=1975-01-01&to=1975-01-31").statusCode(200);
    }

    @ParameterizedTest
    @CsvSource({
        "buying-group-dashboard?minCompleteness=200, minCompleteness",
        "engagement-dashboard?engagementType=pigeon, engagementType",
        "engagement-dashboard/people?cursor=bm9uc2Vuc2U, cursor",
        "engagement-dashboard/people?cursor=LTkyMjMzNzIwMzY4NTQ3NzU4MDh8eA, cursor",
        "engagement-dashboard/people?limit=0, limit",
    })
    void aQuestionThatMakesNoSenseIsRefusedByItsParameter(String question, String parameter) {
        refused(question, parameter);
    }

    private void refused(String question, String parameter) {
        scene.get("/v1/" + question)
                .statusCode(400)
                .contentType("application/problem+json")
                .body("violations.field", contains(parameter));
    }

    private List<String> csv(String question) {
        return scene.user()
                .accept("text/csv")
                .get(question)
                .then()
                .statusCode(200)
                .extract()
                .asString()
                .lines()
                .toList();
    }

    private static Path page() {
        for (Path folder = Path.of("").toAbsolutePath(); folder != null; folder = folder.getParent()) {
            if (Files.exists(folder.resolve("mvnw"))) {
                return folder.resolve("docs/reference/metrics.md");
            }
        }
        throw new IllegalStateException("Expected to run inside the repository");
    }
}
