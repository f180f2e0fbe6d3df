package io.coterie.buyinggroup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsInAnyOrder;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.nullValue;

import java.sql.SQLException;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/**
 * Every number is asked of one interest and of one account while there are others. What happened in 2026:
 *
 * <pre>
 *                     created    complete          engagement  stages                   qualified  members
 * Robots for Acme     1 March    100 on 5 March    80          Open, on 13 April Talks  6 March    Ann decides
 * Robots for Bolt     11 March   80                10          Open                                Cid decides
 * Drills for Acme     3 March    100 on 13 March   60          Open                     23 March   Ann decides,
 *                                                                                                  Bob influences
 * Drills for Cord     21 March   55                40                                              Dan influences
 * Boats for Bolt      12 March   20                                                                Cid champions
 * </pre>
 *
 * In March Ann did 4 things and Cid 4; in April Ann 8, Bob 4, Cid 2 and Dan 1. What the numbers mean is
 * {@link MetricsTest}'s.
 */
@RunningService
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class SeveralInterestsTest {

    private static final String ACME = "a@crm.Test";
    private static final String BOLT = "b@crm.Test";
    private static final String CORD = "c@crm.Test";
    private static final String FORM = "web.formFilledOut";
    private static final String APRIL = "from=2026-04-01&to=2026-04-30";

    private Scene scene;
    private PastScene past;
    private String drills;

    @BeforeEach
    void open() throws SQLException {
        if (scene == null) {
            set(Scene.open());
        }
    }

    private void set(Scene opened) throws SQLException {
        scene = opened;
        past = new PastScene(scene);
        scene.account(ACME, BrowseTest.account("Acme", "Automotive", "EMEA", "Germany"));
        scene.account(BOLT, BrowseTest.account("Bolt", "Energy", "AMER", "USA"));
        scene.account(CORD, BrowseTest.account("Cord", "Energy", "EMEA", "France"));
        scene.person("ann@crm.Test", "Chief", ACME);
        scene.person("bob@crm.Test", "Director", ACME);
        scene.person("cid@crm.Test", "Chief", BOLT);
        scene.person("dan@crm.Test", "Director", CORD);
        scene.awaitRest();
        String template = scene.liveTemplate();
        String stages = scene.liveStages();
        groupsForRobots(scene.interest("Robots", template, true, stages));
        drills = scene.interest("Drills", template, true, stages);
        groupsForDrills();
        UUID boats = past.group(
                BOLT, scene.interest("Boats", template, true, stages), "Boats for Bolt", "2026-03-12T00:00:00Z");
        past.completeness(boats, "2026-03-12T00:00:00Z", "20");
        past.assigned(boats, "2026-04-03T00:00:00Z", "cid@crm.Test", "Champion");
        past.activity("ann@crm.Test", FORM, "2026-03-10", 4);
        past.activity("cid@crm.Test", FORM, "2026-03-20", 4);
        past.activity("ann@crm.Test", FORM, "2026-04-10", 8);
        past.activity("bob@crm.Test", "directMarketing.emailOpened", "2026-04-12", 4);
        past.activity("cid@crm.Test", FORM, "2026-04-15", 2);
        past.activity("dan@crm.Test", FORM, "2026-04-16", 1);
    }

    private void groupsForRobots(String robots) throws SQLException {
        UUID acme = past.group(ACME, robots, "Robots for Acme", "2026-03-01T00:00:00Z");
        past.assigned(acme, "2026-03-02T00:00:00Z", "ann@crm.Test", "Decision Maker");
        past.stage(acme, "2026-03-03T00:00:00Z", null, "Open");
        past.completeness(acme, "2026-03-05T00:00:00Z", "100");
        past.history(acme, "2026-03-06T00:00:00Z", "QUALIFIED", null, null, null, null);
        past.engagement(acme, "2026-03-10T00:00:00Z", "80");
        past.won(acme, "2026-03-16T00:00:00Z", "2026-03-20T00:00:00Z");
        past.stage(acme, "2026-04-13T00:00:00Z", "Open", "Talks");
        UUID bolt = past.group(BOLT, robots, "Robots for Bolt", "2026-03-11T00:00:00Z");
        past.assigned(bolt, "2026-03-12T00:00:00Z", "cid@crm.Test", "Decision Maker");
        past.stage(bolt, "2026-03-12T00:00:00Z", null, "Open");
        past.completeness(bolt, "2026-03-14T00:00:00Z", "80");
        past.engagement(bolt, "2026-03-15T00:00:00Z", "10");
        misses(bolt, "Influencer");
    }

    private void groupsForDrills() throws SQLException {
        UUID acme = past.group(ACME, drills, "Drills for Acme", "2026-03-03T00:00:00Z");
        past.assigned(acme, "2026-03-04T00:00:00Z", "bob@crm.Test", "Influencer");
        past.assigned(acme, "2026-03-05T00:00:00Z", "ann@crm.Test", "Decision Maker");
        past.stage(acme, "2026-03-04T00:00:00Z", null, "Open");
        past.completeness(acme, "2026-03-13T00:00:00Z", "100");
        past.engagement(acme, "2026-03-20T00:00:00Z", "60");
        past.history(acme, "2026-03-23T00:00:00Z", "QUALIFIED", null, null, null, null);
        UUID cord = past.group(CORD, drills, "Drills for Cord", "2026-03-21T00:00:00Z");
        past.completeness(cord, "2026-03-30T00:00:00Z", "55");
        past.engagement(cord, "2026-03-31T00:00:00Z", "40");
        past.assigned(cord, "2026-04-02T00:00:00Z", "dan@crm.Test", "Influencer");
        misses(cord, "Decision Maker");
    }

    private void misses(UUID group, String role) throws SQLException {
        past.update(
                "update buying_group set missing_roles = array[?] where sandbox_id = ? and id = ?",
                role,
                scene.sandboxId,
                group);
    }

    @AfterAll
    void close() throws SQLException {
        past.close();
        scene.close();
    }

    @Test
    @DisplayName("§17.1: groups are counted by interest, the one with most first; a filter counts its own groups")
    void groupsAreCounted() {
        scene.get("/v1/buying-group-dashboard")
                .body("total", is(5))
                .body("bySolutionInterest.name", contains("Drills", "Robots", "Boats"))
                .body("bySolutionInterest.groups", contains(2, 2, 1));
        scene.get("/v1/buying-group-dashboard?solutionInterest=Robots")
                .body("total", is(2))
                .body("completeness.find { it.band == '76-100' }.groups", is(2))
                .body("completeness.find { it.band == '51-75' }.groups", is(0))
                .body("engagement.find { it.band == '76-100' }.groups", is(1))
                .body("engagement.find { it.band == '51-75' }.groups", is(0))
                .body("bySolutionInterest.name", contains("Robots"));
        scene.get("/v1/buying-group-dashboard?solutionInterest=robots&solutionInterest=" + drills)
                .body("total", is(4));
        scene.get("/v1/buying-group-dashboard?account=" + ACME)
                .body("total", is(2))
                .body("bySolutionInterest.name", contains("Drills", "Robots"))
                .body("bySolutionInterest.groups", contains(1, 1));
    }

    @Test
    @DisplayName("§13.1: the summary of an interest is of its groups, their members and what they miss")
    void groupsAreSummarised() {
        scene.get("/v1/buying-groups/summary?solutionInterest=Drills")
                .body("count", is(2))
                .body("complete", is(1))
                .body("averageCompleteness", is(77.5f))
                .body("completenessHistogram.'[50,75)'", is(1))
                .body("completenessHistogram.'[75,100)'", is(0))
                .body("members", is(3))
                .body("membersByRole.'Decision Maker'", is(1))
                .body("membersByRole.Influencer", is(2))
                .body("membersByRole.Champion", nullValue())
                .body("missingRoles.'Decision Maker'", is(1))
                .body("missingRoles.Influencer", nullValue());
        scene.get("/v1/buying-groups/summary").body("count", is(5)).body("members", is(6));
    }

    @Test
    @DisplayName("BEY-04: key figures are those of the interest or account asked for; of all, medians lie between")
    void keyFiguresAreOfTheGroupsAskedFor() {
        String march = "/v1/buying-group-kpis?from=2026-03-01&to=2026-03-31";

        scene.get(march + "&solutionInterest=Robots")
                .body("groups", is(2))
                .body("complete", is(1))
                .body("shareComplete", is(50.0f))
                .body("medianTimeToComplete", is("PT96H"))
                .body("qualified", is(1))
                .body("medianTimeToQualified", is("PT120H"));
        scene.get(march + "&solutionInterest=Drills")
                .body("groups", is(2))
                .body("medianTimeToComplete", is("PT240H"))
                .body("medianTimeToQualified", is("PT480H"));
        scene.get(march + "&solutionInterest=Boats")
                .body("groups", is(1))
                .body("complete", is(0))
                .body("medianTimeToComplete", nullValue());
        scene.get(march + "&account=" + BOLT)
                .body("groups", is(2))
                .body("completed", is(0))
                .body("qualified", is(0));
        scene.get(march)
                .body("groups", is(5))
                .body("shareComplete", is(40.0f))
                .body("medianTimeToComplete", is("PT168H"))
                .body("medianTimeToQualified", is("PT300H"));
    }

    @Test
    @DisplayName("conversions are counted for each interest, and of one interest when asked for it")
    void conversionsAreOfEachInterest() {
        String conversions = "/v1/buying-group-conversions?from=2026-03-01&to=2026-05-01";

        scene.get(conversions)
                .body("items.solutionInterestName", contains("Drills", "Robots"))
                .body("items.qualified", contains(1, 1))
                .body("items.converted", contains(0, 1))
                .body("items.won", contains(0, 1))
                .body("items.medianDaysToQualify", contains(20.0f, 5.0f));
        scene.get(conversions + "&solutionInterest=Robots")
                .body("items.solutionInterestName", contains("Robots"))
                .body("items[0].medianDaysToConvert", is(10.0f));
        scene.get(conversions + "&solutionInterest=Boats").body("items", empty());
    }

    @Test
    @DisplayName("§17.2: who engages is asked of an interest: its groups, their accounts, and the people of these")
    void whoEngagesIsOfTheGroupsAskedFor() {
        String april = "/v1/engagement-dashboard?" + APRIL;

        scene.get(april + "&solutionInterest=Robots")
                .body("accounts.total", is(2))
                .body("buyingGroups.total", is(2))
                .body("buyingGroups.engaged", is(2))
                .body("people.total", is(3))
                .body("people.engaged", is(3));
        scene.get(april + "&solutionInterest=Drills&role=Influencer")
                .body("accounts.total", is(2))
                .body("people.total", is(2))
                .body("people.engaged", is(2));
        scene.get(april + "&solutionInterest=Robots&role=Influencer")
                .body("accounts.engaged", is(0))
                .body("buyingGroups.engaged", is(0))
                .body("people.total", is(0));
        scene.get(april + "&solutionInterest=Boats&role=Decision Maker").body("people.total", is(0));
        scene.get(april + "&account=" + CORD)
                .body("accounts.total", is(1))
                .body("buyingGroups.total", is(1))
                .body("people.total", is(1));
        scene.get("/v1/engagement-dashboard?from=2026-03-01&to=2026-04-30&solutionInterest=Drills")
                .body("overTime.engaged", contains(1, 2))
                .body("overTime.notEngaged", contains(1, 0));
    }

    @Test
    @DisplayName("§17.2: the drill-through is of these groups, accounts and people; a group does what its members do")
    void whoEngagesIsListed() {
        String dashboard = "/v1/engagement-dashboard/";

        scene.get(dashboard + "buying-groups?" + APRIL + "&solutionInterest=Drills")
                .body("items.name", contains("Drills for Acme", "Drills for Cord"))
                .body("items.solutionInterestName", contains("Drills", "Drills"))
                .body("items.activities", contains(12, 1));
        scene.get(dashboard + "buying-groups?" + APRIL + "&account=" + ACME)
                .body("items.name", contains("Drills for Acme", "Robots for Acme"))
                .body("items.activities", contains(12, 8));
        scene.get(dashboard + "accounts?" + APRIL + "&solutionInterest=Drills")
                .body("items.key", contains(ACME, CORD))
                .body("items.activities", contains(12, 1));
        scene.get(dashboard + "people?" + APRIL + "&solutionInterest=Boats")
                .body("items.key", contains("cid@crm.Test"))
                .body("items.activities", contains(2));
    }

    @Test
    @DisplayName("§17.3: what moves and what stands still is asked of an interest or an account")
    void whatMovesIsOfTheGroupsAskedFor() {
        String april = "/v1/intelligent-dashboard?" + APRIL;

        scene.get(april + "&solutionInterest=Robots")
                .body("stages.firstDay", contains(2, 0, 0, 0))
                .body("stages.lastDay", contains(1, 1, 0, 0))
                .body("mostEngaged.name", contains("Robots for Acme", "Robots for Bolt"))
                .body("fastest.name", contains("Robots for Acme"))
                .body("stagnant.name", contains("Robots for Bolt"))
                .body("surge.accounts", contains(1, 0, 0, 0, 1))
                .body("surging.account", contains(ACME))
                .body("atRisk.account", contains(BOLT));
        scene.get(april + "&solutionInterest=Drills")
                .body("stages.firstDay", contains(1, 0, 0, 0))
                .body("stages.lastDay", contains(1, 0, 0, 0))
                .body("mostEngaged.name", contains("Drills for Acme", "Drills for Cord"))
                .body("fastest", empty())
                .body("stagnant.name", contains("Drills for Acme"))
                .body("surge.accounts", contains(0, 0, 0, 0, 2))
                .body("surging.account", contains(ACME, CORD))
                .body("atRisk", empty());
        scene.get(april + "&account=" + BOLT)
                .body("mostEngaged.name", contains("Robots for Bolt", "Boats for Bolt"))
                .body("fastest", empty())
                .body("surge.accounts", contains(1, 0, 0, 0, 0));
    }

    @Test
    @DisplayName("§13.4: who holds a role for several interests counts once in the role, and once for each interest")
    void roleInsightsAreOfTheGroupsAskedFor() {
        String insights = "/v1/role-insights/";

        scene.get(insights + "engagement?" + APRIL)
                .body("items.role", contains("Decision Maker", "Influencer", "Champion"))
                .body("items.activities", contains(10, 5, 2))
                .body("items.people", contains(2, 2, 1));
        scene.get(insights + "engagement/by-solution-interest?" + APRIL)
                .body("items.solutionInterestName", contains("Robots", "Drills", "Drills", "Boats"))
                .body("items.role", contains("Decision Maker", "Decision Maker", "Influencer", "Champion"))
                .body("items.activities", contains(10, 8, 5, 2));
        scene.get(insights + "engagement-over-time?from=2026-03-01&to=2026-04-30&role=decision maker")
                .body("items.count", contains(8, 10));
        scene.get(insights + "engagement-over-time?from=2026-03-01&to=2026-04-30&role=decision maker"
                        + "&solutionInterest=Drills")
                .body("items.count", contains(4, 8));
        scene.get(insights + "acquisition?from=2026-03-01&to=2026-04-30&solutionInterest=Drills")
                .body("items.month", contains("2026-03-01", "2026-03-01", "2026-04-01"))
                .body("items.role", contains("Decision Maker", "Influencer", "Influencer"))
                .body("items.count", contains(1, 1, 1));
    }

    @Test
    @DisplayName("BEY-04: the past is asked of an interest, too")
    void thePastIsOfTheGroupsAskedFor() {
        scene.get("/v1/buying-groups/as-of?at=2026-03-15T00:00:00Z&solutionInterest=Drills")
                .body("items.name", contains("Drills for Acme"));
        scene.get("/v1/buying-groups/as-of?at=2026-04-30T00:00:00Z&solutionInterest=Drills")
                .body("items.name", containsInAnyOrder("Drills for Acme", "Drills for Cord"));
        scene.get("/v1/buying-groups/reached?value=80")
                .body("items.name", contains("Robots for Acme", "Drills for Acme", "Robots for Bolt"));
        scene.get("/v1/buying-groups/reached?value=80&solutionInterest=Robots")
                .body("items.name", contains("Robots for Acme", "Robots for Bolt"));
        scene.get("/v1/buying-groups/reached?metric=engagement&value=50&solutionInterest=Drills")
                .body("items.name", contains("Drills for Acme"));
    }

    @Test
    @DisplayName("§15.2: an export is of the interests and accounts asked for")
    void anExportIsOfTheGroupsAskedFor() {
        assertThat(exported("solutionInterest=Drills"))
                .contains("Drills for Acme", "Drills for Cord")
                .doesNotContain("Robots", "Boats");
        assertThat(exported("solutionInterest=Robots&solutionInterest=Drills&account=" + ACME))
                .contains("Robots for Acme", "Drills for Acme")
                .doesNotContain("Bolt", "Cord");
    }

    private String exported(String filters) {
        String export = scene.user()
                .post("/v1/group-exports?" + filters)
                .then()
                .statusCode(202)
                .extract()
                .path("id");
        await().untilAsserted(() ->
                scene.get("/v1/group-exports/" + export).statusCode(200).body("state", is("ready")));
        return scene.user()
                .get("/v1/group-exports/" + export + "/file")
                .then()
                .statusCode(200)
                .extract()
                .asString();
    }
}
