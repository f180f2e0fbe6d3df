package io.coterie.journey.flow;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;

import io.coterie.platform.tenancy.Permissions;
import io.coterie.platform.testing.GuardedTables;
import io.coterie.platform.testing.PublishedApi;
import io.coterie.platform.testing.SuiteInfrastructure;
import io.coterie.platform.testing.Tokens;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every endpoint with no token, a stranger's, another organisation's, another sandbox and without its permission. */
@ServiceTest
class IsolationTest {

    private static final String ID = "0190f5fe-7c00-7a00-8000-000000000001";

    record Endpoint(String method, String path, String permission) {}

    static List<Endpoint> endpoints() {
        return List.of(
                new Endpoint("POST", "/v1/journeys", Permissions.MANAGE_ACCOUNT_JOURNEYS),
                new Endpoint("PUT", "/v1/journeys/by-name/x", Permissions.MANAGE_ACCOUNT_JOURNEYS),
                new Endpoint("PUT", "/v1/journeys/" + ID, Permissions.MANAGE_ACCOUNT_JOURNEYS),
                new Endpoint("DELETE", "/v1/journeys/" + ID, Permissions.MANAGE_ACCOUNT_JOURNEYS),
                new Endpoint("POST", "/v1/journeys/" + ID + "/publish", Permissions.MANAGE_ACCOUNT_JOURNEYS),
                new Endpoint("POST", "/v1/journeys/" + ID + "/close", Permissions.MANAGE_ACCOUNT_JOURNEYS),
                new Endpoint("POST", "/v1/journeys/" + ID + "/abort", Permissions.MANAGE_ACCOUNT_JOURNEYS),
                new Endpoint("GET", "/v1/journeys", Permissions.VIEW_ACCOUNT_JOURNEYS),
                new Endpoint("GET", "/v1/journeys/" + ID, Permissions.VIEW_ACCOUNT_JOURNEYS),
                new Endpoint("POST", "/v1/journeys/" + ID + "/validate", Permissions.VIEW_ACCOUNT_JOURNEYS),
                new Endpoint("GET", "/v1/journeys/" + ID + "/statistics", Permissions.VIEW_ACCOUNT_JOURNEYS),
                new Endpoint("GET", "/v1/runs", Permissions.VIEW_ACCOUNT_JOURNEYS),
                new Endpoint("GET", "/v1/runs/" + ID, Permissions.VIEW_ACCOUNT_JOURNEYS),
                new Endpoint("GET", "/v1/runs/" + ID + "/timeline", Permissions.VIEW_ACCOUNT_JOURNEYS));
    }

    @ParameterizedTest
    @MethodSource("endpoints")
    void anEndpointOpensOnlyToWhomItShould(Endpoint endpoint) {
        try (World world = World.create()) {
            String right = token(Tokens.of(Tokens.ACME), endpoint.permission);
            String every = Permissions.MANAGE_ACCOUNT_JOURNEYS;

            assertThat(status(endpoint, null, world.name())).as("no token").isEqualTo(401);
            assertThat(status(endpoint, token(Tokens.of(Tokens.ACME).byStranger(), every), world.name()))
                    .as("a token signed by a stranger")
                    .isEqualTo(401);
            assertThat(status(endpoint, token(Tokens.of(Tokens.ACME).expired(), every), world.name()))
                    .as("an expired token")
                    .isEqualTo(401);
            assertThat(status(endpoint, token(Tokens.of(Tokens.GLOBEX), every), world.name()))
                    .as("a token of another organisation")
                    .isEqualTo(403);
            assertThat(status(endpoint, token(Tokens.of(Tokens.ACME).sandboxes("other"), every), world.name()))
                    .as("a token of another sandbox")
                    .isEqualTo(403);
            assertThat(status(endpoint, right, "no-such-sandbox"))
                    .as("a sandbox that is none")
                    .isEqualTo(403);
            assertThat(status(endpoint, right, null)).as("no sandbox").isEqualTo(400);
            assertThat(status(endpoint, token(Tokens.of(Tokens.ACME), Permissions.MANAGE_EMAILS), world.name()))
                    .as("without the permission")
                    .isEqualTo(403);
            assertThat(status(endpoint, right, world.name()))
                    .as("with the permission")
                    .isNotIn(401, 403);
            assertThat(status(endpoint, token(Tokens.of(Tokens.ACME), every), world.name()))
                    .as("who may manage may view")
                    .isNotIn(401, 403);
        }
    }

    /** A new endpoint is on this list or fails the build. */
    @Test
    void everyPublishedEndpointIsTried() {
        PublishedApi api = PublishedApi.of("journey-service");

        api.requireTried(endpoints().stream()
                .collect(Collectors.toMap(endpoint -> endpoint.method + " " + endpoint.path, Endpoint::permission)));
        api.requireServicesPagesClosed();
        assertThat(api.openOperations()).isEmpty();
    }

    @Test
    void whoMayOnlyViewChangesNothing() {
        try (World world = World.create()) {
            Api viewer = Api.of(world, Permissions.VIEW_ACCOUNT_JOURNEYS);

            viewer.post("/v1/journeys", Api.quoted(JourneyBodies.waitAnHour("No")))
                    .then()
                    .statusCode(403)
                    .contentType("application/problem+json")
                    .body("code", equalTo("forbidden"));

            viewer.get("/v1/journeys").then().statusCode(200).body("items", hasSize(0));
        }
    }

    @Test
    void sandboxesAndOrganisationsSeeNothingOfEachOther() {
        try (World acme = World.create();
                World acmeToo = World.create();
                World globex = World.create(Tokens.GLOBEX)) {
            Api owner = Api.managing(acme);
            acme.everythingDefined();
            acme.account("acme");
            UUID journey = owner.published(JourneyBodies.waitAnHour("Ours"));
            acme.member("prospects", "acme");
            await().atMost(Duration.ofSeconds(20))
                    .untilAsserted(() -> owner.get("/v1/runs").then().body("items", hasSize(1)));
            String run = owner.get("/v1/runs").then().extract().path("items[0].id");

            for (World other : List.of(acmeToo, globex)) {
                Api stranger = Api.managing(other);
                stranger.get("/v1/journeys").then().statusCode(200).body("items", hasSize(0));
                stranger.get("/v1/runs").then().statusCode(200).body("items", hasSize(0));
                stranger.get("/v1/runs?journey=" + journey).then().body("items", hasSize(0));
                stranger.get("/v1/journeys/" + journey).then().statusCode(404);
                stranger.get("/v1/journeys/" + journey + "/statistics").then().statusCode(404);
                stranger.get("/v1/runs/" + run).then().statusCode(404);
                stranger.get("/v1/runs/" + run + "/timeline").then().statusCode(404);
                stranger.post("/v1/journeys/" + journey + "/abort").then().statusCode(404);
                stranger.put("/v1/journeys/" + journey, Api.quoted(JourneyBodies.waitAnHour("Theirs")))
                        .then()
                        .statusCode(404);
                stranger.post("/v1/journeys", Api.quoted(JourneyBodies.waitAnHour("Ours")))
                        .then()
                        .statusCode(201);
            }
            owner.get("/v1/journeys/" + journey).then().statusCode(200).body("status", equalTo("live"));
        }
    }

    /** The same audience id in two sandboxes: a member of one does not enter the journey of the other. */
    @Test
    void aMembershipCountsInItsOwnSandboxOnly() {
        try (World one = World.create();
                World two = World.create()) {
            one.everythingDefined();
            UUID journey = Api.managing(one).published(JourneyBodies.waitAnHour("One"));
            two.account("acme");
            two.knownMember("prospects", "acme");
            one.account("own");
            one.member("prospects", "own");

            await().atMost(Duration.ofSeconds(20))
                    .untilAsserted(() -> Api.managing(one)
                            .get("/v1/journeys/" + journey + "/statistics")
                            .then()
                            .body("entered", equalTo(1)));
            assertThat(one.count("select count(*) from run where sandbox_id = " + two.id()))
                    .isZero();
        }
    }

    /** Decision 0020. */
    @Test
    void thePlannerIsHelpedWithEveryGuardedTable() throws SQLException {
        assertThat(GuardedTables.analysedLate("journey")).isEmpty();
        assertThat(GuardedTables.indexesByExpression("journey")).isEmpty();
    }

    @Test
    void onlyTablesForWorkAcrossSandboxesStandOutsideRowLevelSecurity() {
        assertThat(texts("select relname from pg_class join pg_namespace on pg_namespace.oid = relnamespace"
                        + " where nspname = 'public' and relkind = 'r' and not relrowsecurity"))
                .containsExactlyInAnyOrder(
                        "consumed_offset",
                        "dead_letter",
                        "due",
                        "flyway_schema_history",
                        "inbox",
                        "kept_event_type",
                        "outbox",
                        "sandbox");
    }

    @Test
    void theServiceOwnsNothingAndCannotBypassRowLevelSecurity() {
        assertThat(
                        texts(
                                "select tablename from pg_tables where schemaname = 'public' and tableowner = 'journey_service'"))
                .isEmpty();
        assertThat(texts("select rolname from pg_roles where rolname = 'journey_service' and not rolsuper and not"
                        + " rolbypassrls"))
                .hasSize(1);
    }

    private static int status(Endpoint endpoint, String token, String sandbox) {
        var request = given().contentType("application/json").body(Map.of());
        if (token != null) {
            request.auth().oauth2(token);
        }
        if (sandbox != null) {
            request.header("x-sandbox-name", sandbox);
        }
        return request.request(endpoint.method, endpoint.path).statusCode();
    }

    private static String token(Tokens tokens, String permission) {
        return tokens.permissions(permission).sign();
    }

    private static List<String> texts(String sql) {
        try (Connection connection = SuiteInfrastructure.postgres().connectAsSuperuser(World.DATABASE);
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(sql)) {
            List<String> texts = new ArrayList<>();
            while (rows.next()) {
                texts.add(rows.getString(1));
            }
            return texts;
        } catch (SQLException e) {
            throw new IllegalStateException(sql, e);
        }
    }
}
