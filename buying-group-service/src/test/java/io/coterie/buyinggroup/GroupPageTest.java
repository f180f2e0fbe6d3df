package io.coterie.buyinggroup;

import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.nullValue;

import io.restassured.response.ValidatableResponse;
import java.sql.SQLException;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** §13.2: a group's page shows the first of what there is more of; what it shows otherwise is {@link BrowseTest}'s. */
@RunningService
class GroupPageTest {

    private static final String MADE = "2026-03-01T00:00:00Z";
    private static final String JOINED = "2026-03-02T00:00:00Z";

    private Scene scene;
    private PastScene past;
    private String robots;
    private UUID group;

    @BeforeEach
    void aGroup() throws SQLException {
        scene = Scene.open();
        past = new PastScene(scene);
        robots = scene.interest("Robots", true);
        group = past.group("a@crm.Test", robots, "Robots for Acme", MADE);
    }

    @AfterEach
    void close() throws SQLException {
        past.close();
        scene.close();
    }

    @Test
    @DisplayName("§13.2: three Decision Makers and five others, whatever their role, by score; of equal ones by key")
    void threeDecisionMakersAndFiveOthersAreShown() throws SQLException {
        member("d5", "Decision Maker", 0);
        member("d4", "Decision Maker", 20);
        member("d3", "Decision Maker", 20);
        member("d2", "Decision Maker", 25);
        member("d1", "Decision Maker", 30);
        past.assigned(group, JOINED, "unscored2@crm.Test", "Champion");
        past.assigned(group, JOINED, "unscored1@crm.Test", "Influencer");
        member("i3", "Influencer", 50);
        member("i2", "Champion", 50);
        member("i1", "Influencer", 90);
        member("gone", "Influencer", 99);
        past.removed(group, "2026-03-03T00:00:00Z", "gone@crm.Test", "Influencer");
        member("i4", "Influencer", 10);

        page().body("highlights.decisionMakers.personKey", contains("d1@crm.Test", "d2@crm.Test", "d3@crm.Test"))
                .body(
                        "highlights.others.personKey",
                        contains("i1@crm.Test", "i2@crm.Test", "i3@crm.Test", "d4@crm.Test", "i4@crm.Test"));
    }

    @Test
    @DisplayName("§13.2: of the others without a score the first five by key are shown, and no sixth")
    void theFirstFiveByKeyAreShownOfEqualOnes() throws SQLException {
        for (int i = 6; i > 0; i--) {
            past.assigned(group, JOINED, "i" + i + "@crm.Test", "Influencer");
        }

        page().body(
                        "highlights.others.personKey",
                        contains("i1@crm.Test", "i2@crm.Test", "i3@crm.Test", "i4@crm.Test", "i5@crm.Test"));
    }

    @Test
    @DisplayName("§13.2: of a member's other groups the three joined last are shown, not those left or deleted")
    void threeOtherGroupsAreShown() throws SQLException {
        member("ann", "Decision Maker", 10);
        joined("third", "2026-03-06T00:00:00Z");
        joined("fourth", "2026-03-05T00:00:00Z");
        joined("first", "2026-03-08T00:00:00Z");
        joined("second", "2026-03-07T00:00:00Z");
        past.removed(joined("left", "2026-03-09T00:00:00Z"), "2026-03-10T00:00:00Z", "ann@crm.Test", "Influencer");
        past.deleted(joined("deleted", "2026-03-09T00:00:00Z"), "2026-03-10T00:00:00Z");

        page().body(
                        "highlights.decisionMakers[0].otherBuyingGroups.name",
                        contains("Robots for first", "Robots for second", "Robots for third"));
    }

    @Test
    @DisplayName("§13.2, D-04: all open opportunities of the account are counted, the twenty that close next shown")
    void twentyOpenOpportunitiesAreShown() throws SQLException {
        past.update("""
                insert into known_opportunity (sandbox_id, opportunity_key, account_key, deleted, first_heard_at,
                                               closed, won, revision, expected_close)
                select ?, 'o' || n, 'a@crm.Test', false, now(), false, false, 1, date '2027-01-01' - n
                  from generate_series(1, 22) as n""", scene.sandboxId);

        page().body("account.openOpportunities.count", is(22))
                .body("account.openOpportunities.first", hasSize(20))
                .body("account.openOpportunities.first[0].key", is("o22"))
                .body("account.openOpportunities.first[19].key", is("o3"))
                .body("account.openOpportunities.first.key", not(hasItem("o2")));
    }

    @Test
    @DisplayName("§13.2: a card says the member's name, job title, role and e-mail, and so does the list of members")
    void aCardSaysWhoTheMemberIs() throws SQLException {
        scene.account("d@crm.Test", "Drop");
        scene.person("ann@crm.Test", "Head of Saws", "d@crm.Test");
        scene.person("ian@crm.Test", "Clerk", "d@crm.Test");
        scene.awaitRest();
        UUID drop = past.group("d@crm.Test", robots, "Robots for Drop", MADE);
        past.assigned(drop, JOINED, "ann@crm.Test", "Decision Maker");
        past.assigned(drop, JOINED, "ian@crm.Test", "Champion");
        past.assigned(drop, JOINED, "unknown@crm.Test", "Influencer");

        page(drop)
                .body("highlights.decisionMakers.name", contains("First ann@crm.Test"))
                .body("highlights.decisionMakers.jobTitle", contains("Head of Saws"))
                .body("highlights.decisionMakers.role", contains("Decision Maker"))
                .body("highlights.decisionMakers.email", contains("ann.crm.Test@example.test"))
                .body("highlights.others.personKey", contains("ian@crm.Test", "unknown@crm.Test"))
                .body("highlights.others.jobTitle", contains("Clerk", null))
                .body("highlights.others.role", contains("Champion", "Influencer"))
                .body("highlights.others.email", contains("ian.crm.Test@example.test", null));
        scene.get("/v1/buying-groups/" + drop + "/members")
                .statusCode(200)
                .body("items.personKey", contains("ann@crm.Test", "ian@crm.Test", "unknown@crm.Test"))
                .body("items.name", contains("First ann@crm.Test", "First ian@crm.Test", null))
                .body("items.jobTitle", contains("Head of Saws", "Clerk", null))
                .body("items.role", contains("Decision Maker", "Champion", "Influencer"))
                .body("items.email", contains("ann.crm.Test@example.test", "ian.crm.Test@example.test", null));
    }

    @Test
    @DisplayName("§13.2, MEM-06, MEM-07: whoever left is listed with when they came and went; who stays, has not gone")
    void whoeverLeftIsListedWithWhenTheyCameAndWent() throws SQLException {
        past.assigned(group, JOINED, "ann@crm.Test", "Decision Maker");
        past.assigned(group, JOINED, "gone@crm.Test", "Influencer");
        past.removed(group, "2026-03-03T00:00:00Z", "gone@crm.Test", "Influencer");

        scene.get("/v1/buying-groups/" + group + "/members?state=removed")
                .statusCode(200)
                .body("items.personKey", contains("gone@crm.Test"))
                .body("items[0].state", is("REMOVED"))
                .body("items[0].assignedAt", is(JOINED))
                .body("items[0].removedAt", is("2026-03-03T00:00:00Z"));
        scene.get("/v1/buying-groups/" + group + "/members")
                .statusCode(200)
                .body("items.personKey", contains("ann@crm.Test"))
                .body("items[0].state", is("ACTIVE"))
                .body("items[0].assignedAt", is(JOINED))
                .body("items[0].removedAt", nullValue());
    }

    private ValidatableResponse page() {
        return page(group);
    }

    private ValidatableResponse page(UUID of) {
        return scene.get("/v1/buying-groups/" + of + "/details").statusCode(200);
    }

    private void member(String name, String role, double score) throws SQLException {
        past.assigned(group, JOINED, name + "@crm.Test", role);
        past.personScore(name + "@crm.Test", score);
    }

    /** Another group that Ann is a member of since an instant. */
    private UUID joined(String account, String at) throws SQLException {
        UUID other = past.group(account + "@crm.Test", robots, "Robots for " + account, MADE);
        past.assigned(other, at, "ann@crm.Test", "Influencer");
        return other;
    }
}
