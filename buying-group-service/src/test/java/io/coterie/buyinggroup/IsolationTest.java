package io.coterie.buyinggroup;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.is;

import io.coterie.platform.testing.GuardedTables;
import io.coterie.platform.testing.PublishedApi;
import io.coterie.platform.testing.SuiteInfrastructure;
import io.coterie.platform.testing.Tokens;
import io.restassured.http.ContentType;
import java.sql.ResultSet;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every endpoint with no token, a foreign one, a wrong sandbox and a missing permission; and rows below them. */
@RunningService
class IsolationTest {

    private static final String ID = UUID.randomUUID().toString();

    record Endpoint(String method, String path, String permission) {

        @Override
        public String toString() {
            return method + " " + path;
        }
    }

    static Stream<Endpoint> endpoints() {
        List<Endpoint> endpoints = new ArrayList<>();
        for (var definition : Map.of(
                        "/v1/roles-templates", "b2b-role-templates",
                        "/v1/stage-models", "b2b-stages",
                        "/v1/solution-interests", "b2b-solution-interests")
                .entrySet()) {
            String path = definition.getKey();
            String view = "view-" + definition.getValue();
            String manage = "manage-" + definition.getValue();
            endpoints.add(new Endpoint("GET", path, view));
            endpoints.add(new Endpoint("GET", path + "/" + ID, view));
            endpoints.add(new Endpoint("POST", path, manage));
            endpoints.add(new Endpoint("PUT", path + "/by-name/x", manage));
            endpoints.add(new Endpoint("PUT", path + "/" + ID, manage));
            endpoints.add(new Endpoint("DELETE", path + "/" + ID, manage));
        }
        for (String path : List.of("/publish", "/duplicate")) {
            endpoints.add(new Endpoint("POST", "/v1/roles-templates/" + ID + path, "manage-b2b-role-templates"));
        }
        endpoints.add(new Endpoint("GET", "/v1/roles-templates/" + ID + "/usage", "view-b2b-role-templates"));
        endpoints.add(new Endpoint("POST", "/v1/stage-models/" + ID + "/publish", "manage-b2b-stages"));
        endpoints.add(new Endpoint("POST", "/v1/stage-models/" + ID + "/draft", "manage-b2b-stages"));
        endpoints.add(new Endpoint("DELETE", "/v1/stage-models/" + ID + "/draft", "manage-b2b-stages"));
        endpoints.add(new Endpoint("GET", "/v1/stage-models/" + ID + "/versions", "view-b2b-stages"));
        endpoints.add(new Endpoint("GET", "/v1/stage-models/" + ID + "/versions/1", "view-b2b-stages"));
        endpoints.add(new Endpoint("GET", "/v1/roles", "view-b2b-role-templates"));
        endpoints.add(new Endpoint("GET", "/v1/roles/" + ID, "view-b2b-role-templates"));
        endpoints.add(new Endpoint("POST", "/v1/roles", "manage-b2b-role-templates"));
        endpoints.add(new Endpoint("PUT", "/v1/roles/" + ID, "manage-b2b-role-templates"));
        endpoints.add(new Endpoint("DELETE", "/v1/roles/" + ID, "manage-b2b-role-templates"));
        for (String path : List.of("", "/" + ID, "/" + ID + "/runs")) {
            endpoints.add(new Endpoint("GET", "/v1/creation-jobs" + path, "view-b2b-buying-groups"));
        }
        for (String path : List.of("", "/estimate", "/" + ID + "/runs")) {
            endpoints.add(new Endpoint("POST", "/v1/creation-jobs" + path, "manage-b2b-buying-groups"));
        }
        endpoints.add(new Endpoint("DELETE", "/v1/creation-jobs/" + ID, "manage-b2b-buying-groups"));
        for (String path : List.of(
                "",
                "/summary",
                "/as-of",
                "/reached?value=50",
                "/" + ID,
                "/" + ID + "/members",
                "/" + ID + "/members/p",
                "/" + ID + "/engagement",
                "/" + ID + "/engagement/members",
                "/" + ID + "/suggestions",
                "/" + ID + "/history",
                "/" + ID + "/as-of",
                "/" + ID + "/series",
                "/" + ID + "/reached?value=50",
                "/" + ID + "/times",
                "/" + ID + "/details")) {
            endpoints.add(new Endpoint("GET", "/v1/buying-groups" + path, "view-b2b-buying-groups"));
        }
        for (String path : List.of("", "/" + ID, "/" + ID + "/file")) {
            endpoints.add(new Endpoint("GET", "/v1/group-exports" + path, "view-b2b-buying-groups"));
        }
        endpoints.add(new Endpoint("POST", "/v1/group-exports", "view-b2b-buying-groups"));
        endpoints.add(new Endpoint("DELETE", "/v1/group-exports/" + ID, "view-b2b-buying-groups"));
        endpoints.add(new Endpoint("GET", "/v1/build-failures", "view-b2b-buying-groups"));
        endpoints.add(new Endpoint("POST", "/v1/build-failures/retry", "manage-b2b-buying-groups"));
        for (String path : List.of(
                "/contact-coverage", "/contact-coverage/contacts?solutionInterest=x&role=x", "/contact-overlap")) {
            endpoints.add(new Endpoint("GET", "/v1" + path, "view-b2b-buying-groups"));
        }
        for (String path : List.of(
                "/buying-group-dashboard",
                "/buying-group-kpis",
                "/role-insights/acquisition",
                "/role-insights/engagement",
                "/role-insights/engagement/by-solution-interest",
                "/role-insights/engagement-over-time")) {
            endpoints.add(new Endpoint("GET", "/v1" + path, "view-b2b-buying-groups"));
        }
        for (String path : List.of("", "/accounts", "/buying-groups", "/people")) {
            endpoints.add(new Endpoint("GET", "/v1/engagement-dashboard" + path, "view-b2b-engagement-dashboard"));
        }
        endpoints.add(new Endpoint("GET", "/v1/intelligent-dashboard", "view-b2b-insights-dashboard"));
        for (String path : List.of("/account/1", "/contact/1", "/lead/1", "/buying-groups/" + ID)) {
            endpoints.add(new Endpoint("GET", "/v1/crm-insights" + path, "view-b2b-sales-insights"));
        }
        for (String path : List.of("/members", "/members/remove", "/members/change-role")) {
            endpoints.add(new Endpoint("POST", "/v1/buying-groups/" + ID + path, "manage-b2b-buying-groups"));
        }
        endpoints.add(new Endpoint("GET", "/v1/buying-group-conversions", "view-b2b-buying-groups"));
        for (String path : List.of("/stage", "/status")) {
            endpoints.add(new Endpoint("PUT", "/v1/buying-groups/" + ID + path, "manage-b2b-buying-groups"));
        }
        for (String path : List.of(
                "/v1/weighting-models",
                "/v1/weighting-models/" + ID,
                "/v1/engagement-runs",
                "/v1/engagement-runs/" + ID)) {
            endpoints.add(new Endpoint("GET", path, "view-b2b-admin-configurations"));
        }
        for (String path : List.of(
                "/v1/weighting-models/" + ID + "/duplicate",
                "/v1/weighting-models/" + ID + "/activate",
                "/v1/engagement-runs")) {
            endpoints.add(new Endpoint("POST", path, "manage-b2b-admin-configurations"));
        }
        endpoints.add(new Endpoint("PUT", "/v1/weighting-models/" + ID, "manage-b2b-admin-configurations"));
        endpoints.add(new Endpoint("DELETE", "/v1/weighting-models/" + ID, "manage-b2b-admin-configurations"));
        return endpoints.stream();
    }

    @ParameterizedTest
    @DisplayName("WGT-14, CRM-02: an endpoint opens to its permission, in its sandbox only")
    @MethodSource("endpoints")
    void anEndpointOpensToItsPermissionInItsSandboxOnly(Endpoint endpoint) {
        Scene scene = SharedScene.scene();

        assertThat(status(endpoint, scene.sandbox, null)).as("no token").isEqualTo(401);
        assertThat(status(
                        endpoint,
                        scene.sandbox,
                        token().permissions(endpoint.permission()).byStranger()))
                .as("a stranger's token")
                .isEqualTo(401);
        assertThat(status(
                        endpoint,
                        scene.sandbox,
                        token().permissions(endpoint.permission()).expired()))
                .as("an expired token")
                .isEqualTo(401);
        assertThat(status(endpoint, scene.sandbox, token().permissions("manage-b2b-emails")))
                .as("without the permission")
                .isEqualTo(403);
        assertThat(status(endpoint, scene.sandbox, Tokens.of(Tokens.GLOBEX).permissions(endpoint.permission())))
                .as("another organisation")
                .isEqualTo(403);
        assertThat(status(
                        endpoint, scene.sandbox, token().sandboxes("elsewhere").permissions(endpoint.permission())))
                .as("a token of another sandbox")
                .isEqualTo(403);
        assertThat(status(endpoint, "nowhere", token().permissions(endpoint.permission())))
                .as("a sandbox that is not there")
                .isEqualTo(403);
        assertThat(status(endpoint, scene.sandbox, token().permissions(endpoint.permission())))
                .as("with all it takes")
                .isNotIn(401, 403, 500);
    }

    /** A new endpoint is on this list or fails the build. */
    @Test
    void everyPublishedEndpointIsTried() {
        PublishedApi api = PublishedApi.of("buying-group-service");

        api.requireTried(endpoints().collect(Collectors.toMap(Endpoint::toString, Endpoint::permission)));
        api.requireServicesPagesClosed();
        assertThat(api.openOperations()).isEmpty();
    }

    @Test
    @DisplayName("D-75: whoever may manage a thing may view it")
    void managingImpliesViewing() {
        Scene scene = SharedScene.scene();

        scene.user("manage-b2b-buying-groups").get("/v1/buying-groups").then().statusCode(200);
        scene.user("view-b2b-buying-groups")
                .body(Map.of())
                .post("/v1/creation-jobs")
                .then()
                .statusCode(403);
    }

    @Test
    void anotherSandboxsRecordsAreNotThere() {
        try (Scene mine = Scene.open();
                Scene theirs = Scene.open();
                Scene globex = Scene.open(Tokens.GLOBEX)) {
            mine.account("a1@crm.Test", "Acme");
            mine.person("chief@crm.Test", "Chief", "a1@crm.Test");
            mine.audience("aud");
            mine.inAudience("aud", "a1@crm.Test");
            mine.awaitRest();
            String interest = mine.interest("Robots", true);
            mine.job(interest, "aud");
            String group = mine.group("a1@crm.Test");

            for (Scene other : List.of(theirs, globex)) {
                other.get("/v1/buying-groups/" + group).statusCode(404);
                other.get("/v1/buying-groups/" + group + "/members").statusCode(404);
                other.get("/v1/buying-groups").body("items", hasSize(0));
                other.get("/v1/buying-groups/" + group + "/details").statusCode(404);
                other.get("/v1/buying-groups/" + group + "/as-of").statusCode(404);
                other.get("/v1/buying-groups/" + group + "/series").statusCode(404);
                other.get("/v1/buying-groups/" + group + "/times").statusCode(404);
                other.get("/v1/buying-groups/as-of").body("items", hasSize(0));
                other.get("/v1/buying-group-dashboard").body("total", is(0));
                other.get("/v1/engagement-dashboard").body("accounts.total", is(0));
                other.get("/v1/intelligent-dashboard").body("mostEngaged", hasSize(0));
                other.get("/v1/role-insights/acquisition").body("items", hasSize(0));
                other.get("/v1/buying-groups/summary").body("count", is(0));
                other.get("/v1/solution-interests/" + interest).statusCode(404);
                other.get("/v1/roles-templates").body("items", hasSize(0));
                other.post(
                                "/v1/buying-groups/" + group + "/members/remove",
                                Map.of("personKeys", List.of("chief@crm.Test")))
                        .statusCode(404);
                other.user().delete("/v1/solution-interests/" + interest).then().statusCode(404);
                other.audience("aud");
                other.awaitRest();
                other.post("/v1/creation-jobs", Map.of("solutionInterest", interest, "audience", "aud"))
                        .statusCode(422)
                        .body("violations.field", is(List.of("/solutionInterest")));
            }
        }
    }

    @Test
    @DisplayName("decision 0020: the planner hears of a new sandbox early, and no lookup is by an expression")
    void thePlannerIsHelpedWithEveryGuardedTable() throws Exception {
        assertThat(GuardedTables.analysedLate("buying_group")).isEmpty();
        assertThat(GuardedTables.indexesByExpression("buying_group")).isEmpty();
    }

    @Test
    @DisplayName("architecture §3: every table with rows of a sandbox is guarded; the others are listed here")
    void everyTableIsGuardedOrListed() throws Exception {
        List<String> unguarded = new ArrayList<>();
        try (var connection = SuiteInfrastructure.postgres().connectAsSuperuser("buying_group");
                var statement = connection.createStatement();
                ResultSet tables = statement.executeQuery("""
                        select relname from pg_class join pg_namespace on pg_namespace.oid = relnamespace
                         where nspname = 'public' and relkind = 'r' and not relrowsecurity order by relname""")) {
            while (tables.next()) {
                unguarded.add(tables.getString(1));
            }
        }

        assertThat(unguarded)
                .containsExactly(
                        "account_due",
                        "account_work",
                        "action_work",
                        "consumed_offset",
                        "dead_letter",
                        "engagement_run_work",
                        "export_work",
                        "flyway_schema_history",
                        "inbox",
                        "live_work",
                        "outbox",
                        "sandbox",
                        "score_review");
    }

    @Test
    void theServicesRoleOwnsNothingAndCannotBypassTheGuard() throws Exception {
        try (var connection = SuiteInfrastructure.postgres().connectAsSuperuser("buying_group");
                var statement = connection.createStatement();
                ResultSet role = statement.executeQuery("""
                        select rolsuper or rolbypassrls
                               or exists (select 1 from pg_tables where schemaname = 'public' and tableowner = rolname)
                          from pg_roles where rolname = 'buying_group_service'""")) {
            assertThat(role.next()).isTrue();
            assertThat(role.getBoolean(1)).isFalse();
        }
    }

    private static Tokens token() {
        return Tokens.of(Tokens.ACME);
    }

    private static int status(Endpoint endpoint, String sandbox, Tokens token) {
        var request = given().header("x-sandbox-name", sandbox).contentType(ContentType.JSON);
        if (token != null) {
            request.auth().oauth2(token.sign());
        }
        if (!endpoint.method().equals("GET") && !endpoint.method().equals("DELETE")) {
            request.body("{}");
        }
        return request.request(endpoint.method(), endpoint.path()).statusCode();
    }

    /** One sandbox for all endpoints. */
    private static final class SharedScene {

        private static Scene scene;

        static synchronized Scene scene() {
            if (scene == null) {
                scene = Scene.open();
            }
            return scene;
        }
    }
}
