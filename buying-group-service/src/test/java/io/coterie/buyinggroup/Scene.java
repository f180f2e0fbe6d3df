package io.coterie.buyinggroup;

import static io.restassured.RestAssured.given;
import static org.awaitility.Awaitility.await;

import io.coterie.contracts.EventTypes;
import io.coterie.contracts.SandboxState;
import io.coterie.contracts.Topics;
import io.coterie.platform.testing.SuiteInfrastructure;
import io.coterie.platform.testing.Tokens;
import io.restassured.http.ContentType;
import io.restassured.response.ValidatableResponse;
import io.restassured.specification.RequestSpecification;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.assertj.core.api.Assertions;
import org.hamcrest.Matchers;
import org.jspecify.annotations.Nullable;

/** A fresh sandbox, what profile-service would publish into it, and a user of the REST interface. */
public final class Scene extends SandboxTraffic {

    static final String[] EVERYTHING = {
        "manage-b2b-role-templates",
        "manage-b2b-solution-interests",
        "manage-b2b-stages",
        "manage-b2b-buying-groups",
        "manage-b2b-admin-configurations",
        "view-b2b-engagement-dashboard",
        "view-b2b-insights-dashboard",
        "view-b2b-sales-insights"
    };

    private Scene(String organisation) {
        super(organisation);
    }

    public static Scene open() {
        return open(Tokens.ACME);
    }

    public static Scene open(String organisation) {
        Scene scene = new Scene(organisation);
        scene.publish(
                Topics.SANDBOXES,
                scene.sandbox,
                EventTypes.SANDBOX_CHANGED,
                new SandboxState(scene.sandboxId, scene.sandbox, organisation, scene.sandbox, null));
        await().untilAsserted(() -> scene.user().get("/v1/roles").then().statusCode(200));
        return scene;
    }

    public RequestSpecification user() {
        return user(EVERYTHING);
    }

    public RequestSpecification user(String... permissions) {
        return given().auth()
                .oauth2(Tokens.of(organisation).permissions(permissions).sign())
                .header("x-sandbox-name", sandbox)
                .contentType(ContentType.JSON);
    }

    public ValidatableResponse post(String path, Object body) {
        return user().body(body).post(path).then();
    }

    public ValidatableResponse put(String path, Object body) {
        return user().body(body).put(path).then();
    }

    public ValidatableResponse get(String path) {
        return user().get(path).then();
    }

    /** A live template: Decision Maker (chief) 1, Influencer (director) 2, Champion by hand only and not counted. */
    public String liveTemplate() {
        String id = post(
                        "/v1/roles-templates",
                        Map.of(
                                "name",
                                "Template",
                                "roles",
                                List.of(
                                        role("Decision Maker", 1, "Chief"),
                                        role("Influencer", 2, "Director"),
                                        Map.of(
                                                "role",
                                                "Champion",
                                                "autoAssign",
                                                false,
                                                "requiredForCompleteness",
                                                false))))
                .statusCode(201)
                .extract()
                .path("id");
        post("/v1/roles-templates/" + id + "/publish", "").statusCode(200);
        return id;
    }

    public static Map<String, Object> role(String role, int membersRequired, String titleContains) {
        return Map.of("role", role, "membersRequired", membersRequired, "condition", titleContains(titleContains));
    }

    public static Map<String, Object> titleContains(String text) {
        return Map.of(
                "person",
                Map.of("field", "extendedWorkDetails.jobTitle", "operator", "CONTAINS", "value", List.of(text)));
    }

    public String interest(String name, boolean update) {
        return interest(name, liveTemplate(), update, null);
    }

    public String interest(String name, String template, boolean update, @Nullable String stageModel) {
        Map<String, Object> body = new java.util.HashMap<>(
                Map.of("name", name, "rolesTemplate", template, "updateExistingBuyingGroups", update));
        if (stageModel != null) {
            body.put("stageModel", stageModel);
        }
        return post("/v1/solution-interests", body).statusCode(201).extract().path("id");
    }

    /** A live model: Open (entry) to Talks to Won or Lost. */
    public String liveStages() {
        String id = post(
                        "/v1/stage-models",
                        Map.of(
                                "name",
                                "Sales",
                                "stages",
                                List.of(
                                        Map.of("name", "Open", "entry", true, "transitTo", List.of("Talks")),
                                        Map.of("name", "Talks", "transitTo", List.of("Won", "Lost")),
                                        Map.of("name", "Won", "destination", "SUCCESS"),
                                        Map.of("name", "Lost", "destination", "FAILURE"))))
                .statusCode(201)
                .extract()
                .path("id");
        post("/v1/stage-models/" + id + "/publish", "").statusCode(200);
        return id;
    }

    public String job(String interest, String audience) {
        await().untilAsserted(() -> post(
                        "/v1/creation-jobs/estimate", Map.of("solutionInterest", interest, "audience", audience))
                .statusCode(200));
        return post("/v1/creation-jobs", Map.of("solutionInterest", interest, "audience", audience))
                .statusCode(201)
                .extract()
                .path("id");
    }

    /** The id of the account's one group, as soon as there is one. */
    public String group(String account) {
        await().untilAsserted(() -> groups(account).body("items", Matchers.hasSize(1)));
        return groups(account).extract().path("items[0].id");
    }

    public ValidatableResponse groups(String account) {
        return user().queryParam("account", account)
                .get("/v1/buying-groups")
                .then()
                .statusCode(200);
    }

    public List<String> members(String group) {
        List<Map<String, Object>> items = get("/v1/buying-groups/" + group + "/members")
                .statusCode(200)
                .extract()
                .path("items");
        List<String> members = new ArrayList<>();
        items.forEach(item -> members.add(item.get("personKey") + "=" + item.get("role")));
        return members;
    }

    public void awaitMembers(String group, String... expected) {
        await().untilAsserted(() ->
                org.assertj.core.api.Assertions.assertThat(members(group)).containsExactlyInAnyOrder(expected));
    }

    /** Waits until everything received has been worked off and everything decided is published. */
    public void awaitRest() {
        await().atMost(Duration.ofSeconds(30))
                .untilAsserted(() -> user().get("/v1/replication")
                        .then()
                        .statusCode(200)
                        .body("outboxDepth", Matchers.is(0))
                        .body("pendingWork.accounts", Matchers.is(0))
                        .body("pendingWork.'journey-actions'", Matchers.is(0))
                        .body("pendingWork.'engagement-runs'", Matchers.is(0))
                        .body("pendingWork.'live-engagement'", Matchers.is(0))
                        .body("topics.findAll { it.lag > 0 }", Matchers.empty()));
    }

    /** As if the group had been made long ago: with the toggle off it takes nobody in any more (decision 0021). */
    public void settle(String group) {
        try (Connection connection = SuiteInfrastructure.postgres().connectAsSuperuser("buying_group");
                PreparedStatement statement = connection.prepareStatement(
                        "update buying_group set created_at = created_at - interval '2 days' where id = ?::uuid")) {
            statement.setString(1, group);
            Assertions.assertThat(statement.executeUpdate()).isOne();
        } catch (SQLException failure) {
            throw new IllegalStateException(failure);
        }
    }

    /** A group of a1 with its chief as only member: half complete. */
    public String aGroup(boolean update) {
        account("a1@crm.Test", "Acme");
        person("chief@crm.Test", "Chief", "a1@crm.Test");
        audience("aud");
        inAudience("aud", "a1@crm.Test");
        awaitRest();
        job(interest("Robots", update), "aud");
        String group = group("a1@crm.Test");
        awaitMembers(group, "chief@crm.Test=Decision Maker");
        return group;
    }
}
