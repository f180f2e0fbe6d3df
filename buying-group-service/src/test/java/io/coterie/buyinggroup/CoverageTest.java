package io.coterie.buyinggroup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsInAnyOrder;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.nullValue;

import java.sql.SQLException;
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
 * §13.3. Robots asks for Decision Maker, Influencer and Champion, Drills for Decision Maker only. Ann decides about Robots
 * at Acme and about Drills at Acme; Bob and Cid influence Robots, Bob at Acme and Cid at Bolt.
 */
@RunningService
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class CoverageTest {

    private Scene scene;
    private PastScene past;
    private String robots;
    private String drills;

    @BeforeEach
    void open() throws Exception {
        if (scene == null) {
            set(Scene.open());
        }
    }

    private void set(Scene opened) throws Exception {
        scene = opened;
        past = new PastScene(scene);
        scene.account("a@crm.Test", "Acme");
        scene.account("b@crm.Test", "Bolt");
        scene.person("ann@crm.Test", "Chief", "a@crm.Test");
        scene.person("bob@crm.Test", "Director", "a@crm.Test");
        scene.awaitRest();
        robots = scene.interest("Robots", true);
        String template = scene.post(
                        "/v1/roles-templates",
                        Map.of("name", "Small", "roles", List.of(Scene.role("Decision Maker", 1, "Chief"))))
                .extract()
                .path("id");
        scene.post("/v1/roles-templates/" + template + "/publish", "").statusCode(200);
        drills = scene.interest("Drills", template, true, null);
        UUID acme = past.group("a@crm.Test", robots, "Robots for Acme", "2026-03-01T00:00:00Z");
        UUID bolt = past.group("b@crm.Test", robots, "Robots for Bolt", "2026-03-01T00:00:00Z");
        UUID drill = past.group("a@crm.Test", drills, "Drills for Acme", "2026-03-01T00:00:00Z");
        past.assigned(acme, "2026-03-02T00:00:00Z", "ann@crm.Test", "Decision Maker");
        past.assigned(acme, "2026-03-03T00:00:00Z", "bob@crm.Test", "Influencer");
        past.assigned(acme, "2026-03-03T00:00:00Z", "dan@crm.Test", "Influencer");
        past.removed(acme, "2026-03-04T00:00:00Z", "dan@crm.Test", "Influencer");
        past.assigned(bolt, "2026-04-02T00:00:00Z", "cid@crm.Test", "Influencer");
        past.assigned(drill, "2026-03-05T00:00:00Z", "ann@crm.Test", "Decision Maker");
        past.personScore("bob@crm.Test", 12.25);
        past.personScore("cid@crm.Test", 80);
        past.activity("bob@crm.Test", "web.formFilledOut", "2026-03-20", 2);
    }

    @AfterAll
    void close() throws Exception {
        past.close();
        scene.close();
    }

    @Test
    void contactsAreCountedByRoleAndInterest() {
        scene.get("/v1/contact-coverage")
                .statusCode(200)
                .body("solutionInterests.name", contains("Drills", "Robots"))
                .body("roles.find { it.role == 'Decision Maker' }.contacts.'" + robots + "'", is(1))
                .body("roles.find { it.role == 'Decision Maker' }.contacts.'" + drills + "'", is(1))
                .body("roles.find { it.role == 'Influencer' }.contacts.'" + robots + "'", is(2))
                .body("roles.find { it.role == 'Champion' }.contacts.'" + robots + "'", is(0))
                .body("roles.find { it.role == 'Influencer' }.contacts.'" + drills + "'", nullValue());
    }

    @Test
    void theMatrixIsAskedForByInterestAccountAndPeriod() {
        scene.get("/v1/contact-coverage?solutionInterest=Robots&account=a@crm.Test")
                .body("solutionInterests.name", contains("Robots"))
                .body("roles.find { it.role == 'Influencer' }.contacts.'" + robots + "'", is(1));
        scene.get("/v1/contact-coverage?from=2026-04-01&to=2026-04-30")
                .body("roles.find { it.role == 'Influencer' }.contacts.'" + robots + "'", is(1))
                .body("roles.find { it.role == 'Decision Maker' }.contacts.'" + robots + "'", is(0));
    }

    @Test
    @DisplayName("§13.3: where the template has no such role the table says N/A")
    void theMatrixIsATable() {
        String csv = scene.user()
                .accept("text/csv")
                .get("/v1/contact-coverage")
                .then()
                .statusCode(200)
                .extract()
                .asString();

        assertThat(csv.lines().toList())
                .containsExactly("role,Drills,Robots", "Decision Maker,1,1", "Influencer,N/A,2", "Champion,N/A,0");
    }

    @Test
    void theContactsOfACellAreListedTheMostEngagedFirst() {
        String cell = "/v1/contact-coverage/contacts?solutionInterest=Robots&role=influencer";
        String next = scene.get(cell + "&limit=1")
                .statusCode(200)
                .header("Link", containsString("rel=\"next\""))
                .body("words", is("2 people have the role 'influencer' for the solution interest 'Robots'."))
                .body("contacts", is(2))
                .body("items.personKey", contains("cid@crm.Test"))
                .body("items[0].accountName", is("Bolt"))
                .body("items[0].engagement", is(80.0f))
                .extract()
                .path("next");
        scene.get(cell + "&limit=1&cursor=" + next)
                .body("items.personKey", contains("bob@crm.Test"))
                .body("items[0].name", is("First bob@crm.Test"))
                .body("items[0].jobTitle", is("Director"))
                .body("items[0].buyingGroupName", is("Robots for Acme"))
                .body("items[0].lastActivity", is("2026-03-20"))
                .header("Link", nullValue())
                .body("next", nullValue());
    }

    @Test
    void contactsInGroupsOfSeveralInterestsOverlap() {
        scene.get("/v1/contact-overlap")
                .statusCode(200)
                .body("items.personKey", contains("ann@crm.Test"))
                .body("items[0].buyingGroups.solutionInterestName", contains("Drills", "Robots"))
                .body("items[0].buyingGroups.role", contains("Decision Maker", "Decision Maker"));
        scene.get("/v1/contact-overlap?role=decision maker&solutionInterest=Drills&account=a@crm.Test")
                .body("items", hasSize(1));
        scene.get("/v1/contact-overlap?role=Influencer").body("items", hasSize(0));
        scene.get("/v1/contact-overlap?account=b@crm.Test").body("items", hasSize(0));
    }

    @Test
    @DisplayName("§13.3: the contacts of a cell are those of its interest, of the accounts and of the days asked for")
    void theContactsOfACellAreAskedForByAccountAndPeriod() {
        String cells = "/v1/contact-coverage/contacts?solutionInterest=";

        scene.get(cells + "Robots&role=Influencer&account=a@crm.Test")
                .body("words", is("1 person has the role 'Influencer' for the solution interest 'Robots'."))
                .body("contacts", is(1))
                .body("items.personKey", contains("bob@crm.Test"));
        scene.get(cells + "Robots&role=Influencer&from=2026-04-01&to=2026-04-30")
                .body("contacts", is(1))
                .body("items.personKey", contains("cid@crm.Test"));
        scene.get(cells + "Drills&role=Decision Maker")
                .body("contacts", is(1))
                .body("items.buyingGroupName", contains("Drills for Acme"));
        scene.get(cells + "Robots&role=Decision Maker")
                .body("contacts", is(1))
                .body("items.buyingGroupName", contains("Robots for Acme"));
        scene.get(cells + "Drills&role=Decision Maker&account=b@crm.Test")
                .body("words", is("0 people have the role 'Decision Maker' for the solution interest 'Drills'."))
                .body("items", hasSize(0));
    }

    @Test
    @DisplayName("§13.3: who holds a role in groups of one interest is one contact, listed with each; no overlap")
    void whoHoldsARoleInSeveralGroupsIsOneContact() throws Exception {
        try (Scene own = Scene.open();
                PastScene tables = new PastScene(own)) {
            Map<String, UUID> groups = groupsOfTwoInterests(own, tables);
            for (String group : List.of("Robots for Acme", "Robots for Bolt")) {
                assigned(tables, groups.get(group), "cid@crm.Test", "Influencer");
            }

            own.get("/v1/contact-coverage?solutionInterest=Robots")
                    .body("roles.find { it.role == 'Influencer' }.contacts.values().max()", is(1));
            own.get("/v1/contact-coverage/contacts?solutionInterest=Robots&role=Influencer")
                    .body("contacts", is(1))
                    .body("items.buyingGroupName", containsInAnyOrder("Robots for Acme", "Robots for Bolt"));
            own.get("/v1/contact-overlap").body("items", hasSize(0));
        }
    }

    @Test
    @DisplayName("§13.3: contacts in groups of several interests overlap, while they are; page by page with all groups")
    void contactsOverlapWhileTheyAreInGroupsOfSeveralInterests() throws Exception {
        try (Scene own = Scene.open();
                PastScene tables = new PastScene(own)) {
            Map<String, UUID> groups = groupsOfTwoInterests(own, tables);
            for (String person : List.of("gil@crm.Test", "abe@crm.Test")) {
                groups.values().forEach(group -> assigned(tables, group, person, "Influencer"));
            }
            UUID robots = groups.get("Robots for Bolt");
            UUID left = groups.get("Drills for Acme");
            UUID deleted = groups.get("Drills for Cord");
            assigned(tables, robots, "eve@crm.Test", "Influencer");
            assigned(tables, left, "eve@crm.Test", "Influencer");
            tables.removed(left, "2026-03-03T00:00:00Z", "eve@crm.Test", "Influencer");
            assigned(tables, robots, "fay@crm.Test", "Influencer");
            assigned(tables, deleted, "fay@crm.Test", "Influencer");
            tables.deleted(deleted, "2026-03-03T00:00:00Z");

            String next = own.get("/v1/contact-overlap?limit=1")
                    .statusCode(200)
                    .body("items.personKey", contains("abe@crm.Test"))
                    .body("items[0].buyingGroups.solutionInterestName", contains("Drills", "Robots", "Robots"))
                    .extract()
                    .path("next");
            own.get("/v1/contact-overlap?limit=1&cursor=" + next)
                    .body("items.personKey", contains("gil@crm.Test"))
                    .body("items[0].buyingGroups", hasSize(3))
                    .body("next", nullValue());
            own.get("/v1/contact-overlap?account=b@crm.Test&solutionInterest=Robots")
                    .body("items.personKey", contains("abe@crm.Test", "gil@crm.Test"));
            own.get("/v1/contact-overlap?account=b@crm.Test&solutionInterest=Drills")
                    .body("items", hasSize(0));
        }
    }

    /** Robots for Acme and Bolt, Drills for Acme and Cord; by name. */
    private static Map<String, UUID> groupsOfTwoInterests(Scene own, PastScene tables) throws SQLException {
        String template = own.liveTemplate();
        String ofRobots = own.interest("Robots", template, true, null);
        String ofDrills = own.interest("Drills", template, true, null);
        String made = "2026-03-01T00:00:00Z";
        return Map.of(
                "Robots for Acme", tables.group("a@crm.Test", ofRobots, "Robots for Acme", made),
                "Robots for Bolt", tables.group("b@crm.Test", ofRobots, "Robots for Bolt", made),
                "Drills for Acme", tables.group("a@crm.Test", ofDrills, "Drills for Acme", made),
                "Drills for Cord", tables.group("c@crm.Test", ofDrills, "Drills for Cord", made));
    }

    private static void assigned(PastScene tables, UUID group, String person, String role) {
        try {
            tables.assigned(group, "2026-03-02T00:00:00Z", person, role);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "contact-coverage?solutionInterest=none, solutionInterest",
        "contact-coverage?from=2026-03-02&to=2026-03-01, from",
        "contact-coverage?to=2999-01-01, to",
        "contact-coverage?from=2001-01-01&to=2026-01-01, from",
        "contact-coverage/contacts?role=Influencer, solutionInterest",
        "contact-coverage/contacts?solutionInterest=Robots, role",
        "contact-coverage/contacts?solutionInterest=Robots&role=x&cursor=bm9uc2Vuc2U, cursor",
        "contact-coverage/contacts?solutionInterest=Robots&role=x&limit=0, limit",
        "contact-overlap?solutionInterest=none, solutionInterest",
        "contact-overlap?cursor=!!!, cursor",
    })
    void aQuestionThatMakesNoSenseIsRefusedByItsParameter(String question, String parameter) {
        scene.get("/v1/" + question)
                .statusCode(400)
                .contentType("application/problem+json")
                .body("violations.field", contains(parameter));
    }
}
