package io.coterie.buyinggroup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.nullValue;
import static org.hamcrest.Matchers.startsWith;

import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * §13.1 and §15.2: groups by what they are. Three accounts: Acme (Automotive, EMEA, Germany), Bolt (Energy, AMER, USA) and
 * =Cmd, whose name a spreadsheet would run.
 */
@RunningService
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class BrowseTest {

    private Scene scene;
    private PastScene past;
    private String robots;
    private String drills;
    private String template;

    @BeforeEach
    void open() throws Exception {
        if (scene == null) {
            set(Scene.open());
        }
    }

    private void set(Scene opened) throws Exception {
        scene = opened;
        past = new PastScene(scene);
        scene.account("a@crm.Test", account("Acme", "Automotive", "EMEA", "Germany"));
        scene.account("b@crm.Test", account("Bolt", "Energy", "AMER", "USA"));
        scene.account("c@crm.Test", account("=Cmd", "Energy", "EMEA", "France"));
        scene.awaitRest();
        template = scene.liveTemplate();
        robots = scene.interest("Robots", template, true, null);
        drills = scene.interest("Drills", copyOfTemplate("Basics"), true, null);
        UUID acme = past.group("a@crm.Test", robots, "Robots for Acme", "2026-03-01T00:00:00Z");
        past.completeness(acme, "2026-03-02T00:00:00Z", "25.4");
        past.engagement(acme, "2026-03-03T00:00:00Z", "5");
        past.stage(acme, "2026-03-09T00:00:00Z", null, "Open");
        past.assigned(acme, "2026-03-09T00:00:00Z", "m1@crm.Test", "Decision Maker");
        past.assigned(acme, "2026-03-09T00:00:00Z", "m2@crm.Test", "Decision Maker");
        past.roles(acme, """
                [{"role": "Decision Maker", "assigned": 1}, {"role": "Influencer", "assigned": 0}]""");
        UUID bolt = past.group("b@crm.Test", robots, "Robots for Bolt", "2026-03-02T00:00:00Z");
        past.completeness(bolt, "2026-03-03T00:00:00Z", "25.5");
        past.engagement(bolt, "2026-03-04T00:00:00Z", "25.5");
        past.stage(bolt, "2026-03-05T00:00:00Z", null, "Idle");
        past.status(bolt, "2026-03-08T00:00:00Z", "Hot lead");
        past.roles(bolt, """
                [{"role": "Decision Maker", "assigned": 0}, {"role": "Influencer", "assigned": 0}]""");
        past.update(
                "update buying_group set qualified_since = created_at where sandbox_id = ? and id = ?",
                scene.sandboxId,
                bolt);
        UUID cmd = past.group("c@crm.Test", drills, "Drills for =Cmd", "2026-03-03T00:00:00Z");
        past.completeness(cmd, "2026-03-04T00:00:00Z", "100");
        past.assigned(cmd, "2026-03-04T00:00:00Z", "m3@crm.Test", "Influencer");
        past.update(
                "update buying_group set out_of_audience = true where sandbox_id = ? and id = ?", scene.sandboxId, cmd);
        past.roles(cmd, """
                [{"role": "Decision Maker", "assigned": 2}, {"role": "Influencer", "assigned": 3}]""");
    }

    private String copyOfTemplate(String name) {
        String copy = scene.post("/v1/roles-templates/" + template + "/duplicate", Map.of("name", name))
                .statusCode(201)
                .extract()
                .path("id");
        scene.post("/v1/roles-templates/" + copy + "/publish", "").statusCode(200);
        return copy;
    }

    @AfterAll
    void close() throws Exception {
        past.close();
        scene.close();
    }

    static Map<String, Object> account(String name, String industry, String region, String country) {
        return Map.of(
                "accountName",
                name,
                "accountOrganization",
                Map.of("industry", industry, "website", name + ".example"),
                "accountBillingAddress",
                Map.of("region", region, "country", country));
    }

    @ParameterizedTest
    @CsvSource({
        "'', 'Acme,Bolt,=Cmd'",
        "name=BOLT, Bolt",
        "name=robots, 'Acme,Bolt'",
        "solutionInterest=drills, =Cmd",
        "solutionInterest=Robots&solutionInterest=Drills, 'Acme,Bolt,=Cmd'",
        "rolesTemplate=template, 'Acme,Bolt'",
        "rolesTemplate=BASICS, =Cmd",
        "rolesTemplate=Template&rolesTemplate=basics, 'Acme,Bolt,=Cmd'",
        "account=a@crm.Test, Acme",
        "account=a@crm.Test&account=b@crm.Test, 'Acme,Bolt'",
        "status=hot LEAD, Bolt",
        "status=hot, ''",
        "stage=open, Acme",
        "unassignedRole=influencer, 'Acme,Bolt'",
        "unassignedRole=Decision Maker&unassignedRole=Champion, Bolt",
        "minCompleteness=25.5, 'Bolt,=Cmd'",
        "minCompleteness=25.4&maxCompleteness=25.5, 'Acme,Bolt'",
        "minEngagement=5&maxEngagement=25.5, 'Acme,Bolt'",
        "minEngagement=5.05, Bolt",
        "maxEngagement=25.4, 'Acme,=Cmd'",
        "maxEngagement=0, =Cmd",
        "completenessBand=0-25, Acme",
        "completenessBand=26-50, Bolt",
        "engagementBand=0-25, 'Acme,=Cmd'",
        "engagementBand=26-50, Bolt",
        "qualified=true, Bolt",
        "qualified=false, 'Acme,=Cmd'",
        "outOfAudience=true, =Cmd",
        "outOfAudience=false, 'Acme,Bolt'",
        "industry=energy, 'Bolt,=Cmd'",
        "region=EMEA&country=germany, Acme",
        "createdFrom=2026-03-02T00:00:00Z, 'Bolt,=Cmd'",
        "createdFrom=2026-03-02T00:00:00Z&createdTo=2026-03-03T00:00:00Z, Bolt",
        "industry=Energy&minCompleteness=50&region=AMER, ''",
    })
    @DisplayName("D-26, D-64, D-65, D-67, CMP-07: every filter, alone and together")
    void aFilterKeepsTheGroupsThatFulfilIt(String filters, String accounts) {
        List<String> expected = accounts.isEmpty() ? List.of() : List.of(accounts.split(","));

        assertThat(accounts("sort=createdAt&" + filters)).containsExactlyElementsOf(expected);
    }

    @Test
    @DisplayName("D-62: of an account with several groups, one must fulfil all filters together")
    void oneGroupFulfilsAllFilters() throws SQLException {
        UUID other = past.group("a@crm.Test", drills, "Drills for Acme", "2026-03-04T00:00:00Z");
        try {
            past.completeness(other, "2026-03-05T00:00:00Z", "60");
            past.roles(other, """
                    [{"role": "Decision Maker", "assigned": 1}, {"role": "Influencer", "assigned": 2}]""");

            assertThat(groups("account=a@crm.Test&stage=open")).containsExactly("Robots for Acme");
            assertThat(groups("account=a@crm.Test&minCompleteness=50")).containsExactly("Drills for Acme");
            assertThat(groups("stage=open&minCompleteness=50")).isEmpty();
            assertThat(groups("account=a@crm.Test&unassignedRole=influencer&solutionInterest=drills"))
                    .isEmpty();
            assertThat(groups("industry=automotive&minCompleteness=50")).containsExactly("Drills for Acme");
        } finally {
            past.update(
                    "update buying_group set deleted = true where sandbox_id = ? and id = ?", scene.sandboxId, other);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "id, Acme|Bolt|=Cmd",
        "name, '=Cmd,Acme,Bolt'",
        "-name, 'Bolt,Acme,=Cmd'",
        "solutionInterest, '=Cmd,Acme|Bolt'",
        "-solutionInterest, 'Acme|Bolt,=Cmd'",
        "account, '=Cmd,Acme,Bolt'",
        "-account, 'Bolt,Acme,=Cmd'",
        "status, 'Acme|=Cmd,Bolt'",
        "-status, 'Bolt,Acme|=Cmd'",
        "stage, '=Cmd,Bolt,Acme'",
        "-stage, 'Acme,Bolt,=Cmd'",
        "rolesTemplate, '=Cmd,Acme|Bolt'",
        "-rolesTemplate, 'Acme|Bolt,=Cmd'",
        "completeness, 'Acme,Bolt,=Cmd'",
        "-completeness, '=Cmd,Bolt,Acme'",
        "engagement, '=Cmd,Acme,Bolt'",
        "-engagement, 'Bolt,Acme,=Cmd'",
        "members, 'Bolt,=Cmd,Acme'",
        "-members, 'Acme,=Cmd,Bolt'",
        "createdAt, 'Acme,Bolt,=Cmd'",
        "-createdAt, '=Cmd,Bolt,Acme'",
        "updatedAt, '=Cmd,Bolt,Acme'",
        "-updatedAt, 'Acme,Bolt,=Cmd'",
    })
    @DisplayName("every order, at once and page by page; groups it does not tell apart (Acme|Bolt) follow by id")
    void anOrderPutsGroupsInPlace(String sort, String order) {
        List<Map<String, Object>> groups = scene.get("/v1/buying-groups?sort=" + sort)
                .statusCode(200)
                .extract()
                .path("items");

        int place = 0;
        for (List<String> equal : levels(order)) {
            int next = place + equal.size();
            List<Map<String, Object>> level = groups.subList(place, next);
            assertThat(names(level)).containsExactlyInAnyOrderElementsOf(equal);
            List<String> ids =
                    level.stream().map(group -> String.valueOf(group.get("id"))).toList();
            assertThat(sort.startsWith("-") ? ids.reversed() : ids).isSorted();
            place = next;
        }
        assertThat(groups).hasSize(place);
        assertThat(pageByPage(sort)).isEqualTo(names(groups));
    }

    private static List<List<String>> levels(String order) {
        return Arrays.stream(order.split(","))
                .map(level -> List.of(level.split("\\|")))
                .toList();
    }

    private static List<String> names(List<Map<String, Object>> groups) {
        return groups.stream()
                .map(group -> String.valueOf(group.get("accountName")))
                .toList();
    }

    private List<String> pageByPage(String sort) {
        List<String> paged = new ArrayList<>();
        String cursor = "";
        do {
            var page = scene.get("/v1/buying-groups?limit=1&sort=" + sort + cursor)
                    .statusCode(200)
                    .extract();
            paged.addAll(page.path("items.accountName"));
            cursor = page.path("next") == null ? null : "&cursor=" + page.path("next");
        } while (cursor != null);
        return paged;
    }

    @Test
    void withoutAnOrderTheLastUpdatedComesFirst() {
        assertThat(accounts("limit=10")).containsExactly("Acme", "Bolt", "=Cmd");
    }

    @Test
    @DisplayName("D-51, D-52: a list is CSV for whoever asks, and a name that looks like a formula is a name")
    void aListIsCsvForWhoeverAsks() {
        String csv = scene.user()
                .accept("text/csv")
                .get("/v1/buying-groups?sort=name&limit=2")
                .then()
                .statusCode(200)
                .contentType(startsWith("text/csv"))
                .header("Link", containsString("rel=\"next\""))
                .extract()
                .asString();

        assertThat(csv.lines().toList())
                .containsExactly(
                        "buyingGroup,solutionInterest,accountKey,accountName,status,rolesTemplate,stage,completeness,"
                                + "engagement,members,createdAt",
                        "Drills for =Cmd,Drills,c@crm.Test,'=Cmd,,Basics,,100,,1,2026-03-03T00:00:00Z",
                        "Robots for Acme,Robots,a@crm.Test,Acme,,Template,Open,25.4,5,2,2026-03-01T00:00:00Z");
    }

    @ParameterizedTest
    @CsvSource({
        "sort=height, sort",
        "sort=--name, sort",
        "cursor=!!!, cursor",
        "cursor=bm9uc2Vuc2U, cursor",
        "limit=0, limit",
        "limit=1001, limit",
        "minCompleteness=101, minCompleteness",
        "minCompleteness=many, minCompleteness",
        "maxEngagement=-1, maxEngagement",
        "minCompleteness=60&maxCompleteness=50, minCompleteness",
        "minEngagement=60&maxEngagement=50, minEngagement",
        "completenessBand=0-30, completenessBand",
        "qualified=maybe, qualified",
        "outOfAudience=maybe, outOfAudience",
        "createdFrom=yesterday, createdFrom",
        "createdFrom=2026-03-02T00:00:00Z&createdTo=2026-03-01T00:00:00Z, createdFrom",
        "solutionInterest=none, solutionInterest",
        "rolesTemplate=none, rolesTemplate",
    })
    void aQuestionThatMakesNoSenseIsRefusedByItsParameter(String query, String parameter) {
        scene.get("/v1/buying-groups?" + query)
                .statusCode(400)
                .contentType("application/problem+json")
                .body("code", is("invalid-parameter"))
                .body("violations.field", contains(parameter));
    }

    @ParameterizedTest
    @CsvSource({
        "id, 1-1-1-1-1, 200",
        "completeness, \u0662\u0665, 200",
        "completeness, 1e999, 400",
        "members, \u0662, 200",
        "createdAt, 2026-03-01T00:00:00+18:00, 200",
        "createdAt, +999999999-01-01T00:00:00Z, 400",
        "updatedAt, yesterday, 400",
    })
    @DisplayName("a cursor that somebody made up is read as a value or refused; it does not fail in the database")
    void aMadeUpCursorIsReadOrRefused(String sort, String key, int status) {
        String place = sort + "|1-1-1-1-1|" + key;
        String cursor = Base64.getUrlEncoder().withoutPadding().encodeToString(place.getBytes(StandardCharsets.UTF_8));

        scene.get("/v1/buying-groups?sort=" + sort + "&cursor=" + cursor).statusCode(status);
    }

    @Test
    void aCursorOfAnotherOrderIsRefused() {
        String next = scene.get("/v1/buying-groups?sort=name&limit=1").extract().path("next");

        scene.get("/v1/buying-groups?sort=-name&limit=1&cursor=" + next)
                .statusCode(400)
                .body("violations.field", contains("cursor"));
    }

    @Test
    @DisplayName("§13.1: a group is listed with its roles template")
    void aGroupIsListedWithItsTemplate() {
        scene.get("/v1/buying-groups?sort=createdAt")
                .statusCode(200)
                .body("items.rolesTemplateName", contains("Template", "Template", "Basics"))
                .body("items[0].rolesTemplate", is(template));
    }

    @Test
    @DisplayName("§13.2: a group's page with its account and its most engaged members")
    void aGroupsPageShowsWhoMattersMost() throws Exception {
        scene.account("d@crm.Test", account("Drop", "Automotive", "EMEA", "Germany"));
        Map<String, Object> atWork = Map.of("number", "2");
        Map<String, Object> name = Map.of("name", Map.of("firstName", "First"));
        scene.publish(
                scene.personEvent(
                        "p1@crm.Test",
                        Map.of("person", name, "mobilePhone", Map.of("number", "1"), "workPhone", atWork),
                        "d@crm.Test"),
                scene.personEvent("p2@crm.Test", Map.of("workPhone", atWork), "d@crm.Test"));
        scene.awaitRest();
        String interest = scene.interest("Saws", template, true, null);
        String other = scene.interest("Saw blades", template, true, null);
        UUID group = past.group("d@crm.Test", interest, "Saws for Drop", "2026-04-01T00:00:00Z");
        UUID also = past.group("d@crm.Test", other, "Saw blades for Drop", "2026-04-01T00:00:00Z");
        for (String person : List.of("p1", "p2", "p3", "p4")) {
            past.assigned(group, "2026-04-02T00:00:00Z", person + "@crm.Test", "Decision Maker");
        }
        past.assigned(also, "2026-04-03T00:00:00Z", "p1@crm.Test", "Influencer");
        past.assigned(group, "2026-04-02T00:00:00Z", "i1@crm.Test", "Influencer");
        past.personScore("p1@crm.Test", 90.5);
        past.personScore("p2@crm.Test", 10);
        past.personScore("p3@crm.Test", 60);
        past.personScore("p4@crm.Test", 5);
        moment("2026-02-01T00:00:00Z", "Milestone", "Asked for a price");
        moment("2026-03-01T10:30:00Z", "Web", "Read about saws");
        past.event("p1@crm.Test", "directMarketing.emailOpened", "2026-04-05T09:00:00Z", "{}");
        past.event("p1@crm.Test", "web.formFilledOut", "2026-04-05T08:00:00Z", "{}");
        past.event("p1@crm.Test", "directMarketing.emailClicked", "2026-04-05T07:00:00Z", "{}");
        past.event("p1@crm.Test", "web.formFilledOut", "2026-04-05T10:00:00Z", "{\"botDetection\": {\"score\": 0.9}}");

        scene.get("/v1/buying-groups/" + group + "/details")
                .statusCode(200)
                .body("group.name", is("Saws for Drop"))
                .body("rolesTemplate.name", is("Template"))
                .body("account.name", is("Drop"))
                .body("account.industry", is("Automotive"))
                .body("account.people", is(2))
                .body("account.buyingGroups", is(2))
                .body("highlights.decisionMakers.personKey", contains("p1@crm.Test", "p3@crm.Test", "p2@crm.Test"))
                .body("highlights.decisionMakers[0].engagement", is(90.5f))
                .body("highlights.decisionMakers[0].name", is("First"))
                .body("highlights.decisionMakers.phone", contains("1", null, "2"))
                .body("highlights.decisionMakers[0].lastInterestingMoment.at", is("2026-03-01T10:30:00Z"))
                .body("highlights.decisionMakers[0].lastInterestingMoment.type", is("Web"))
                .body("highlights.decisionMakers[0].lastInterestingMoment.description", is("Read about saws"))
                .body("highlights.decisionMakers[1].lastInterestingMoment", nullValue())
                .body(
                        "highlights.decisionMakers[0].recentActivities.type",
                        contains("directMarketing.emailOpened", "web.formFilledOut"))
                .body(
                        "highlights.decisionMakers[0].recentActivities.at",
                        contains("2026-04-05T09:00:00Z", "2026-04-05T08:00:00Z"))
                .body("highlights.decisionMakers[1].recentActivities", empty())
                .body("highlights.decisionMakers[0].otherBuyingGroups.name", contains("Saw blades for Drop"))
                .body("highlights.decisionMakers[1].name", nullValue())
                .body("highlights.others.personKey", contains("p4@crm.Test", "i1@crm.Test"));
        scene.get("/v1/buying-groups/" + group + "/members")
                .statusCode(200)
                .body("items.find { it.personKey == 'p1@crm.Test' }.phone", is("1"))
                .body("items.find { it.personKey == 'p2@crm.Test' }.phone", is("2"))
                .body("items.find { it.personKey == 'p4@crm.Test' }.phone", nullValue());
        scene.get("/v1/buying-groups/" + UUID.randomUUID() + "/details").statusCode(404);
        past.update("update buying_group set deleted = true where id in (?, ?)", group, also);
    }

    private void moment(String at, String type, String description) throws SQLException {
        past.event("p1@crm.Test", "leadOperation.interestingMoment", at, """
                {"leadOperation": {"interestingMoment": {"type": "%s", "description": "%s"}}}""".formatted(type, description));
    }

    private List<String> groups(String query) {
        return scene.get("/v1/buying-groups?" + query).statusCode(200).extract().path("items.name");
    }

    private List<String> accounts(String query) {
        return scene.get("/v1/buying-groups?" + query).statusCode(200).extract().path("items.accountName");
    }
}
