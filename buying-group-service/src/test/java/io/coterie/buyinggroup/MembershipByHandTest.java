package io.coterie.buyinggroup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.is;

import io.coterie.contracts.EventTypes;
import io.coterie.contracts.Topics;
import io.restassured.response.ValidatableResponse;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** MEM-01 to MEM-03, and precedence against what the system finds (§9.6). */
@RunningService
class MembershipByHandTest {

    private static final String ACCOUNT = "a1@crm.Test";
    private static final String CHIEF = "chief@crm.Test";
    private static final String CLERK = "clerk@crm.Test";

    private Scene scene;
    private String group;

    @BeforeEach
    void aGroupWithAChiefAndAClerkWhoIsNoMember() {
        scene = Scene.open();
        scene.account(ACCOUNT, "Acme");
        scene.person(CHIEF, "Chief", ACCOUNT);
        scene.person(CLERK, "Clerk", ACCOUNT);
        scene.audience("aud");
        scene.inAudience("aud", ACCOUNT);
        scene.awaitRest();
        scene.job(scene.interest("Robots", true), "aud");
        group = scene.group(ACCOUNT);
    }

    @AfterEach
    void close() {
        scene.close();
    }

    @Test
    void aPersonOfTheAccountIsAddedByHandAndStays() {
        assign(CLERK, "champion").statusCode(200).body("members", is(2));

        scene.person(CLERK, "Still a clerk", ACCOUNT);
        scene.awaitRest();

        scene.get("/v1/buying-groups/" + group + "/members")
                .body("items.personKey", contains(CHIEF, CLERK))
                .body("items[1].role", is("Champion"))
                .body("items[1].source", is("MANUAL"))
                .body("items[1].reason.cause", is("BY_HAND"))
                .body("items[1].reason.by", is("test-user"));
        assertThat(scene.groupEventTypes(Topics.BUYING_GROUPS))
                .containsExactly(
                        EventTypes.BUYING_GROUP_CREATED,
                        EventTypes.BUYING_GROUP_MEMBER_ASSIGNED,
                        EventTypes.BUYING_GROUP_MEMBER_ASSIGNED);
    }

    @Test
    void whomSomebodyRemovedTheSystemDoesNotBringBack() {
        remove(CHIEF).statusCode(200).body("members", is(0)).body("completeness", is(0));

        scene.person(CHIEF, "Chief of everything", ACCOUNT);
        scene.awaitRest();

        assertThat(scene.members(group)).isEmpty();
        assign(CHIEF, "Decision Maker").statusCode(200).body("members", is(1));
    }

    @Test
    void aRoleChangedByHandStaysWhateverTheTitleSays() {
        scene.post(
                        "/v1/buying-groups/" + group + "/members/change-role",
                        Map.of("members", List.of(Map.of("personKey", CHIEF, "role", "Influencer"))))
                .statusCode(200)
                .body("missingRoles", contains("Decision Maker"));

        scene.person(CHIEF, "Chief again", ACCOUNT);
        scene.awaitRest();

        assertThat(scene.members(group)).containsExactly(CHIEF + "=Influencer");
    }

    @Test
    void aRepeatedRequestChangesNothing() {
        int revision = assign(CLERK, "Champion").extract().path("revision");

        assign(CLERK, "Champion").statusCode(200).body("revision", is(revision));
    }

    @Test
    @DisplayName("BG-04, MEM-01: a person of another account, or of none, is refused, and nothing is stored")
    void aPersonOfAnotherAccountIsRefused() {
        scene.account("a2@crm.Test", "Beta");
        scene.person("other@crm.Test", "Clerk", "a2@crm.Test");
        scene.awaitRest();

        scene.post(
                        "/v1/buying-groups/" + group + "/members",
                        Map.of(
                                "members",
                                List.of(
                                        Map.of("personKey", CLERK, "role", "Champion"),
                                        Map.of("personKey", "other@crm.Test", "role", "Champion"),
                                        Map.of("personKey", "nobody@crm.Test", "role", "Champion"))))
                .statusCode(422)
                .body("code", is("person-not-in-account"))
                .body("violations.field", contains("/members/1/personKey", "/members/2/personKey"));

        assertThat(scene.members(group)).containsExactly(CHIEF + "=Decision Maker");
    }

    @Test
    @DisplayName("BG-04: a person whom only another sandbox knows is refused, though the account's key is the same")
    void aPersonOfAnotherSandboxIsRefused() {
        try (Scene other = Scene.open()) {
            other.account(ACCOUNT, "Acme");
            other.person("stranger@crm.Test", "Clerk", ACCOUNT);
            other.awaitRest();

            assign("stranger@crm.Test", "Champion")
                    .statusCode(422)
                    .body("code", is("person-not-in-account"))
                    .body("violations.field", contains("/members/0/personKey"));
        }
        assertThat(scene.members(group)).containsExactly(CHIEF + "=Decision Maker");
    }

    @Test
    @DisplayName("D-11, MEM-01: a test profile of the account is refused, and as one")
    void aTestProfileIsRefused() {
        scene.testProfile("probe@crm.Test", "Clerk", ACCOUNT);
        scene.awaitRest();

        assign("probe@crm.Test", "Champion")
                .statusCode(422)
                .body("code", is("person-not-in-account"))
                .body("violations[0].field", is("/members/0/personKey"))
                .body("violations[0].detail", containsString("'probe@crm.Test' is a test profile"));
    }

    @Test
    @DisplayName("D-33: a role outside the template is refused")
    void aRoleOutsideTheTemplateIsRefused() {
        assign(CLERK, "Practitioner")
                .statusCode(422)
                .body("code", is("role-not-in-template"))
                .body("violations.field", contains("/members/0/role"));
    }

    @Test
    void whoIsNoMemberCannotBeRemovedOrGivenAnotherRole() {
        remove(CLERK).statusCode(409).body("code", is("not-a-member")).body("violations[0].field", is("/personKeys/0"));
        scene.post(
                        "/v1/buying-groups/" + group + "/members/change-role",
                        Map.of("members", List.of(Map.of("personKey", CLERK, "role", "Champion"))))
                .statusCode(409);
    }

    @Test
    @DisplayName("MEM-01 to MEM-03, D-21: at most 50 at a time, and a role takes more than it requires")
    void atMostFiftyAtATime() {
        List<Map<String, String>> many = IntStream.range(0, 51)
                .mapToObj(i -> Map.of("personKey", i + "@crm.Test", "role", "Champion"))
                .toList();
        many.subList(0, 50).forEach(member -> scene.person(member.get("personKey"), "Clerk", ACCOUNT));
        scene.awaitRest();

        for (String path : List.of("/members", "/members/change-role")) {
            scene.post("/v1/buying-groups/" + group + path, Map.of("members", many))
                    .statusCode(400)
                    .body("violations[0].field", is("/members"));
        }
        scene.post(
                        "/v1/buying-groups/" + group + "/members/remove",
                        Map.of(
                                "personKeys",
                                many.stream()
                                        .map(member -> member.get("personKey"))
                                        .toList()))
                .statusCode(400)
                .body("violations[0].field", is("/personKeys"));
        scene.post("/v1/buying-groups/" + group + "/members", Map.of("members", List.of()))
                .statusCode(400);
        scene.post("/v1/buying-groups/" + group + "/members", Map.of("members", many.subList(0, 50)))
                .statusCode(200)
                .body("members", is(51));
    }

    @Test
    void aStaleIfMatchIsRefused() {
        scene.user()
                .header("If-Match", "\"99\"")
                .body(Map.of("personKeys", List.of(CHIEF)))
                .post("/v1/buying-groups/" + group + "/members/remove")
                .then()
                .statusCode(412);
    }

    @Test
    void whatIsAskedWrongIsRefused() {
        scene.get("/v1/buying-groups/" + new java.util.UUID(0, 0)).statusCode(404);
        scene.get("/v1/buying-groups/nonsense").statusCode(404);
        scene.user()
                .queryParam("state", "gone")
                .get("/v1/buying-groups/" + group + "/members")
                .then()
                .statusCode(400);
        scene.user()
                .queryParam("minCompleteness", "101")
                .get("/v1/buying-groups")
                .then()
                .statusCode(400);
        scene.user()
                .queryParam("minCompleteness", "60")
                .queryParam("maxCompleteness", "50")
                .get("/v1/buying-groups")
                .then()
                .statusCode(400);
        scene.user()
                .queryParam("solutionInterest", "Boats")
                .get("/v1/buying-groups")
                .then()
                .statusCode(400)
                .body("violations[0].field", is("solutionInterest"));
    }

    private ValidatableResponse assign(String person, String role) {
        return scene.post(
                "/v1/buying-groups/" + group + "/members",
                Map.of("members", List.of(Map.of("personKey", person, "role", role))));
    }

    private ValidatableResponse remove(String person) {
        return scene.post("/v1/buying-groups/" + group + "/members/remove", Map.of("personKeys", List.of(person)));
    }
}
