package io.coterie.buyinggroup.groupview;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.nullValue;
import static org.hamcrest.Matchers.startsWith;

import io.coterie.buyinggroup.PastScene;
import io.coterie.buyinggroup.RunningService;
import io.coterie.buyinggroup.Scene;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** Questions about groups, and their answers. */
@RunningService
class GroupsAreReadTest {

    private static final String MADE = "2026-03-01T00:00:00Z";

    private Scene scene;

    @BeforeEach
    void open() {
        scene = Scene.open();
    }

    @AfterEach
    void close() {
        scene.close();
    }

    @Test
    void theSummaryCountsGroupsMembersAndGaps() {
        scene.aGroup(true);
        scene.account("a2@crm.Test", "Beta");
        scene.inAudience("aud", "a2@crm.Test");
        scene.group("a2@crm.Test");
        scene.awaitRest();

        scene.user()
                .queryParam("solutionInterest", "robots")
                .get("/v1/buying-groups/summary")
                .then()
                .statusCode(200)
                .body("count", is(2))
                .body("complete", is(0))
                .body("members", is(1))
                .body("completenessHistogram.'0'", is(1))
                .body("completenessHistogram.'[50,75)'", is(1))
                .body("completenessHistogram.'100'", is(0))
                .body("membersByRole.'Decision Maker'", is(1))
                .body("missingRoles.'Decision Maker'", is(1))
                .body("missingRoles.Influencer", is(2));
    }

    @Test
    void groupsAreFoundByCompletenessAndMissingRole() {
        String group = scene.aGroup(true);
        scene.account("a2@crm.Test", "Beta");
        scene.inAudience("aud", "a2@crm.Test");
        String empty = scene.group("a2@crm.Test");

        list("minCompleteness", "50").body("items.id", contains(group));
        list("maxCompleteness", "49.9").body("items.id", contains(empty));
        list("missingRole", "decision maker").body("items.id", contains(empty));
        list("missingRole", "Influencer").body("items", hasSize(2));
        String next = list("limit", "1").body("items", hasSize(1)).extract().path("next");
        list("cursor", next).body("items", hasSize(1));
    }

    @Test
    @DisplayName("BEY-05: why somebody is a member, or is not, with each condition's value")
    void whySomebodyIsAMemberOrNot() {
        String group = scene.aGroup(true);
        scene.person("clerk@crm.Test", "Clerk", "a1@crm.Test");
        scene.awaitRest();

        scene.get("/v1/buying-groups/" + group + "/members/clerk@crm.Test")
                .statusCode(200)
                .body("member", is(false))
                .body("answer", containsString("give the person no role"))
                .body("roles[0].role", is("Decision Maker"))
                .body("roles[0].matched", is(false))
                .body("roles[0].condition.actual", is("Clerk"));
        scene.get("/v1/buying-groups/" + group + "/members/chief@crm.Test")
                .statusCode(200)
                .body("member", is(true))
                .body("role", is("Decision Maker"))
                .body("decision.reason.cause", is("QUALIFIES"));
        scene.get("/v1/buying-groups/" + group + "/members/stranger@crm.Test").statusCode(404);
    }

    @Test
    @DisplayName("BEY-05, D-22: whom a group keeps is shown with the reason of the decision and the values of now")
    void aReasonIsOfTheDecisionAndItsConditionOfNow() {
        String group = scene.aGroup(false);
        scene.settle(group);
        scene.person("chief@crm.Test", "Clerk", "a1@crm.Test");
        scene.person("d1@crm.Test", "Director", "a1@crm.Test");
        scene.awaitRest();

        scene.get("/v1/buying-groups/" + group + "/members/chief@crm.Test")
                .statusCode(200)
                .body("member", is(true))
                .body("role", is("Decision Maker"))
                .body("answer", startsWith("Is a member as 'Decision Maker': fulfils the condition of the role"))
                .body("answer", containsString("give the person no role"))
                .body("answer", containsString("does not update existing buying groups"))
                .body("matchingRole", nullValue())
                .body("decision.reason.cause", is("QUALIFIES"))
                .body("decision.reason.condition.matched", is(false))
                .body("decision.reason.condition.actual", is("Clerk"))
                .body("roles[0].matched", is(false));
        scene.get("/v1/buying-groups/" + group + "/members")
                .body("items.personKey", contains("chief@crm.Test"))
                .body("items[0].reason.cause", is("QUALIFIES"))
                .body("items[0].reason.condition.matched", is(false));
        scene.get("/v1/buying-groups/" + group + "/members/d1@crm.Test")
                .statusCode(200)
                .body("member", is(false))
                .body("matchingRole", is("Influencer"))
                .body("answer", containsString("nothing was decided about the person"))
                .body("answer", containsString("does not update existing buying groups"));
    }

    @Test
    @DisplayName("BEY-05: who almost fits a role that lacks members, and which tests keep them out")
    void whoAlmostFitsIsSuggested() {
        String group = scene.aGroup(true);
        scene.person("clerk@crm.Test", "Clerk", "a1@crm.Test");
        scene.awaitRest();

        scene.get("/v1/buying-groups/" + group + "/suggestions")
                .statusCode(200)
                .body("considered", is(1))
                .body("more", is(false))
                .body("roles.role", contains("Influencer"))
                .body("roles[0].required", is(2))
                .body("roles[0].people.personKey", contains("clerk@crm.Test"))
                .body("roles[0].people[0].jobTitle", is("Clerk"))
                .body("roles[0].people[0].name", is("First clerk@crm.Test"))
                .body("roles[0].people[0].email", is("clerk.crm.Test@example.test"))
                .body("roles[0].people[0].missing.test", contains("Job title contains Director"))
                .body("roles[0].people[0].missing[0].actual", is("Clerk"));
    }

    @Test
    @DisplayName("BEY-05: whoever is in the group already takes nobody's place among the thousand looked at")
    void membersAreNotLookedAtForSuggestions() throws SQLException {
        String group = scene.aGroup(true);
        scene.person("zoe@crm.Test", "Clerk", "a1@crm.Test");
        scene.awaitRest();
        try (PastScene past = new PastScene(scene)) {
            aThousandPeople(past, "member");
            past.update("""
                    insert into buying_group_member (sandbox_id, group_id, person_key, active, role, source, cause,
                                                     decided_by, decided_at, assigned_at)
                    select ?, ?, 'member' || n, true, 'Influencer', 'MANUAL', 'BY_HAND', 'ann', now(), now()
                      from generate_series(1, 1000) as n""", scene.sandboxId, UUID.fromString(group));

            scene.get("/v1/buying-groups/" + group + "/suggestions")
                    .body("considered", is(1))
                    .body("more", is(false))
                    .body("roles[0].people.personKey", contains("zoe@crm.Test"));

            aThousandPeople(past, "other");
            scene.get("/v1/buying-groups/" + group + "/suggestions")
                    .body("considered", is(1000))
                    .body("more", is(true));
        }
    }

    private void aThousandPeople(PastScene past, String prefix) throws SQLException {
        past.update("""
                insert into person (sandbox_id, person_key, revision, deleted, document)
                select ?, ?::text || n, 1, false, '{}' from generate_series(1, 1000) as n""", scene.sandboxId, prefix);
        past.update("""
                insert into person_account (sandbox_id, person_key, account_key, roles)
                select ?, ?::text || n, 'a1@crm.Test', '{}' from generate_series(1, 1000) as n""", scene.sandboxId, prefix);
    }

    @Test
    @DisplayName("BEY-05: why somebody who left the account is not in the group any more")
    void whySomebodyWhoLeftIsNoMember() {
        String group = scene.aGroup(true);
        scene.person("chief@crm.Test", "Chief", "other@crm.Test");
        scene.awaitMembers(group);

        scene.get("/v1/buying-groups/" + group + "/members/chief@crm.Test")
                .statusCode(200)
                .body("member", is(false))
                .body("answer", containsString("no longer belongs to the account"))
                .body("decision.reason.cause", is("LEFT_ACCOUNT"))
                .body("roles", hasSize(0));
    }

    @Test
    @DisplayName("BEY-05, D-11: why somebody who became a test profile is not in the group any more")
    void whySomebodyWhoBecameATestProfileIsNoMember() {
        String group = scene.aGroup(true);
        scene.testProfile("chief@crm.Test", "Chief", "a1@crm.Test");
        scene.awaitMembers(group);

        scene.get("/v1/buying-groups/" + group + "/members/chief@crm.Test")
                .statusCode(200)
                .body("member", is(false))
                .body(
                        "answer",
                        is("Is not a member: became a test profile (SYSTEM, by system)."
                                + " The person is a test profile now, and test profiles belong in no group."))
                .body("decision.reason.cause", is("TEST_PROFILE"))
                .body("roles", hasSize(0));
    }

    @Test
    @DisplayName("BEY-05, D-11: a test profile that never was a member is answered for, and suggested for nothing")
    void whyATestProfileIsNoMember() {
        String group = scene.aGroup(true);
        scene.testProfile("probe@crm.Test", "Director", "a1@crm.Test");
        scene.testProfile("elsewhere@crm.Test", "Director", "a2@crm.Test");
        scene.awaitRest();

        scene.get("/v1/buying-groups/" + group + "/members/probe@crm.Test")
                .statusCode(200)
                .body("member", is(false))
                .body("answer", containsString("nothing was decided about the person"))
                .body("answer", containsString("is a test profile"))
                .body("decision", nullValue())
                .body("matchingRole", nullValue())
                .body("roles", hasSize(0));
        scene.get("/v1/buying-groups/" + group + "/members/elsewhere@crm.Test").statusCode(404);
        scene.get("/v1/buying-groups/" + group + "/suggestions").body("considered", is(0));
    }

    @Test
    @DisplayName("BEY-04: what happened to a group stays readable")
    void theHistorySaysWhatHappenedAndWho() {
        String group = scene.aGroup(true);
        scene.post("/v1/buying-groups/" + group + "/members/remove", Map.of("personKeys", List.of("chief@crm.Test")))
                .statusCode(200);

        scene.get("/v1/buying-groups/" + group + "/history")
                .statusCode(200)
                .body("items.kind", contains("COMPLETENESS_CHANGED", "MEMBER_REMOVED", "MEMBER_ASSIGNED", "CREATED"))
                .body("items[1].by", is("test-user"))
                .body("items[1].source", is("MANUAL"))
                .body("items[0].previousValue", is("50"));
    }

    @Test
    @DisplayName("BEY-04: page by page every line of the history comes once, the latest first, also inside a revision")
    void theHistoryIsReadPageByPage() throws SQLException {
        try (PastScene past = new PastScene(scene)) {
            UUID group = past.group("a@crm.Test", scene.interest("Robots", true), "Robots for Acme", MADE);
            // Three lines a revision, of revisions 9 to 12, and a last one: pages of four end inside a revision.
            past.update("""
                    insert into buying_group_history (sandbox_id, group_id, revision, place, at, kind, new_value,
                                                      completeness)
                    select ?, ?, 9 + n / 3, n % 3, now(), 'STATUS_CHANGED', 'line ' || n, 0
                      from generate_series(0, 12) as n""", scene.sandboxId, group);

            assertThat(pages("/v1/buying-groups/" + group + "/history?limit=4", "newValue"))
                    .containsExactly(
                            List.of("line 12", "line 11", "line 10", "line 9"),
                            List.of("line 8", "line 7", "line 6", "line 5"),
                            List.of("line 4", "line 3", "line 2", "line 1"),
                            List.of("line 0", "0"));
        }
    }

    @Test
    @DisplayName("page by page every member comes once, by key; so do those who left, and all of them")
    void membersAreReadPageByPage() throws SQLException {
        try (PastScene past = new PastScene(scene)) {
            UUID group = past.group("a@crm.Test", scene.interest("Robots", true), "Robots for Acme", MADE);
            for (String person : List.of("m6", "m2", "m4", "m1", "m7", "m3", "m5")) {
                past.assigned(group, "2026-03-02T00:00:00Z", person, "Influencer");
            }
            past.removed(group, "2026-03-03T00:00:00Z", "m3", "Influencer");
            past.removed(group, "2026-03-03T00:00:00Z", "m4", "Influencer");
            String members = "/v1/buying-groups/" + group + "/members?";

            assertThat(pages(members + "limit=2", "personKey"))
                    .containsExactly(List.of("m1", "m2"), List.of("m5", "m6"), List.of("m7"));
            assertThat(pages(members + "state=removed&limit=1", "personKey"))
                    .containsExactly(List.of("m3"), List.of("m4"));
            assertThat(pages(members + "state=all&limit=3", "personKey"))
                    .containsExactly(List.of("m1", "m2", "m3"), List.of("m4", "m5", "m6"), List.of("m7"));
        }
    }

    /** What a list says, page by page to its end, or to where it begins anew. */
    private List<List<String>> pages(String list, String field) {
        List<List<String>> pages = new ArrayList<>();
        String cursor = "";
        while (cursor != null && pages.stream().distinct().count() == pages.size()) {
            var page = scene.get(list + cursor).statusCode(200).extract();
            pages.add(page.path("items." + field));
            String next = page.path("next");
            cursor = next == null ? null : "&cursor=" + next;
        }
        return pages;
    }

    @Test
    void completenessKeepsItsDecimals() {
        String template = scene.post(
                        "/v1/roles-templates",
                        Map.of("name", "Thirds", "roles", List.of(Scene.role("Decision Maker", 3, "Chief"))))
                .extract()
                .path("id");
        scene.post("/v1/roles-templates/" + template + "/publish", "").statusCode(200);
        scene.account("a1@crm.Test", "Acme");
        scene.person("c1@crm.Test", "Chief", "a1@crm.Test");
        scene.person("c2@crm.Test", "Chief", "a1@crm.Test");
        scene.audience("aud");
        scene.inAudience("aud", "a1@crm.Test");
        scene.awaitRest();
        scene.job(scene.interest("Thirds", template, true, null), "aud");

        String answer = scene.get("/v1/buying-groups/" + scene.group("a1@crm.Test"))
                .body("completenessDisplayed", is(67))
                .extract()
                .asString();
        assertThat(answer).contains("\"completeness\":66.66666666666667,");
    }

    private io.restassured.response.ValidatableResponse list(String parameter, String value) {
        return scene.user()
                .queryParam(parameter, value)
                .get("/v1/buying-groups")
                .then()
                .statusCode(200)
                .body("items.solutionInterestName", hasItem("Robots"));
    }
}
