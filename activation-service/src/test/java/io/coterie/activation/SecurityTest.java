package io.coterie.activation;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;

import io.coterie.platform.testing.GuardedTables;
import io.coterie.platform.testing.PublishedApi;
import io.coterie.platform.testing.SuiteInfrastructure;
import io.coterie.platform.testing.Tokens;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.TestInstance;

/** Every endpoint, tried by those who may not. */
@RunningService
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class SecurityTest {

    private static final UUID SOME = UUID.fromString("0198c0de-0000-7000-8000-0000000000ff");

    /** Tables for work across sandboxes: ids, times and budgets, one reader each (architecture §3). */
    private static final List<String> OUTSIDE_ROW_LEVEL_SECURITY =
            List.of("delivery_queue", "destination_work", "lead_work", "outbox", "request_budget");

    private record Endpoint(String method, String path, String permission) {}

    private static final List<Endpoint> ENDPOINTS = List.of(
            new Endpoint("GET", "/v1/emails", "view-b2b-emails"),
            new Endpoint("POST", "/v1/emails", "manage-b2b-emails"),
            new Endpoint("GET", "/v1/emails/" + SOME, "view-b2b-emails"),
            new Endpoint("PUT", "/v1/emails/" + SOME, "manage-b2b-emails"),
            new Endpoint("PUT", "/v1/emails/by-name/x", "manage-b2b-emails"),
            new Endpoint("GET", "/v1/deliveries", "view-b2b-emails"),
            new Endpoint("GET", "/v1/deliveries/summary", "view-b2b-emails"),
            new Endpoint("GET", "/v1/deliveries/" + SOME, "view-b2b-emails"),
            new Endpoint("POST", "/v1/deliveries/" + SOME + "/resend", "manage-b2b-emails"),
            new Endpoint("POST", "/v1/deliveries/" + SOME + "/settle", "manage-b2b-emails"),
            new Endpoint("GET", "/v1/sales-alerts", "view-b2b-emails"),
            new Endpoint("GET", "/v1/suppressions", "view-b2b-emails"),
            new Endpoint("POST", "/v1/suppressions", "manage-b2b-emails"),
            new Endpoint("DELETE", "/v1/suppressions/a@b.example", "manage-b2b-emails"),
            new Endpoint("GET", "/v1/linkedin-connections", "view-b2b-destinations"),
            new Endpoint("POST", "/v1/linkedin-connections", "manage-b2b-destinations"),
            new Endpoint("GET", "/v1/linkedin-connections/" + SOME, "view-b2b-destinations"),
            new Endpoint("PUT", "/v1/linkedin-connections/" + SOME, "manage-b2b-destinations"),
            new Endpoint("POST", "/v1/linkedin-connections/" + SOME + "/lead-subscription", "manage-b2b-destinations"),
            new Endpoint("GET", "/v1/destinations", "view-b2b-destinations"),
            new Endpoint("POST", "/v1/destinations", "manage-b2b-destinations"),
            new Endpoint("PUT", "/v1/destinations/by-name/x", "manage-b2b-destinations"),
            new Endpoint("GET", "/v1/destinations/" + SOME, "view-b2b-destinations"),
            new Endpoint("GET", "/v1/destinations/" + SOME + "/members", "view-b2b-destinations"),
            new Endpoint("POST", "/v1/destinations/" + SOME + "/retry", "manage-b2b-destinations"),
            new Endpoint("GET", "/v1/leads", "view-b2b-profiles"));

    private World world;

    @BeforeAll
    void enter() {
        world = World.create();
    }

    @AfterAll
    void leave() {
        world.close();
    }

    @TestFactory
    Stream<DynamicTest> everyEndpointRefusesThoseWhoMayNot() {
        return ENDPOINTS.stream()
                .map(endpoint ->
                        DynamicTest.dynamicTest(endpoint.method() + " " + endpoint.path(), () -> refuses(endpoint)));
    }

    private void refuses(Endpoint endpoint) {
        assertThat(call(given().header("x-sandbox-name", world.name()), endpoint)
                        .statusCode())
                .as("no token")
                .isEqualTo(401);
        assertThat(call(as(Tokens.of(Tokens.ACME).byStranger()), endpoint).statusCode())
                .as("a token signed by somebody else")
                .isEqualTo(401);
        assertThat(call(as(Tokens.of(Tokens.ACME).permissions("view-b2b-journeys")), endpoint)
                        .statusCode())
                .as("another permission")
                .isEqualTo(403);
        assertThat(call(as(Tokens.of(Tokens.GLOBEX).permissions(endpoint.permission())), endpoint)
                        .statusCode())
                .as("another organisation")
                .isEqualTo(403);
        assertThat(call(as(Tokens.of(Tokens.ACME).sandboxes("elsewhere").permissions(endpoint.permission())), endpoint)
                        .statusCode())
                .as("a sandbox outside the token")
                .isEqualTo(403);
        assertThat(call(as(Tokens.of(Tokens.ACME).permissions(endpoint.permission())), endpoint)
                        .statusCode())
                .as("the right permission")
                .isNotIn(401, 403);
    }

    @Test
    void anotherSandboxesRecordDoesNotExist() {
        String email = world.email("Hidden");
        String connection = Ads.connect(world, "4711", "202608");

        try (World other = World.create()) {
            other.user().get("/v1/emails/" + email).then().statusCode(404);
            other.user().get("/v1/emails").then().body("items", hasSize(0));
            other.user().get("/v1/linkedin-connections/" + connection).then().statusCode(404);
            other.user()
                    .body("{\"name\":\"x\",\"type\":\"linkedin-company-audience\",\"connection\":\"" + connection
                            + "\"}")
                    .post("/v1/destinations")
                    .then()
                    .statusCode(422)
                    .body("code", equalTo("destination-connection-unknown"));
        }
    }

    /** Decision 0020. */
    @Test
    void thePlannerIsHelpedWithEveryGuardedTable() throws SQLException {
        assertThat(GuardedTables.analysedLate(World.DATABASE)).isEmpty();
        assertThat(GuardedTables.indexesByExpression(World.DATABASE)).isEmpty();
    }

    @Test
    void everyTableOfASandboxIsGuardedOrListedHere() throws SQLException {
        List<String> unguarded = new ArrayList<>();
        try (Connection connection = SuiteInfrastructure.postgres().connectAsSuperuser(World.DATABASE);
                Statement statement = connection.createStatement();
                ResultSet tables = statement.executeQuery("""
                        select c.relname from pg_class as c
                          join pg_attribute as a on a.attrelid = c.oid and a.attname = 'sandbox_id'
                         where c.relkind = 'r' and c.relnamespace = 'public'::regnamespace and not c.relrowsecurity
                         order by 1""")) {
            while (tables.next()) {
                unguarded.add(tables.getString(1));
            }
        }

        assertThat(unguarded).isEqualTo(OUTSIDE_ROW_LEVEL_SECURITY);
    }

    /** A new endpoint is on the list or fails the build. */
    @Test
    void everyPublishedEndpointIsTried() {
        PublishedApi api = PublishedApi.of("activation-service");

        api.requireTried(ENDPOINTS.stream()
                .collect(
                        Collectors.toMap(endpoint -> endpoint.method() + " " + endpoint.path(), Endpoint::permission)));
        api.requireServicesPagesClosed();
    }

    @Test
    void thePublicEndpointsAreTheseAlone() {
        assertThat(PublishedApi.of("activation-service").openOperations())
                .containsExactlyInAnyOrder(
                        "GET /v1/unsubscribe/{token}",
                        "POST /v1/unsubscribe/{token}",
                        "GET /v1/lead-webhooks/{token}",
                        "POST /v1/lead-webhooks/{token}");
        given().get("/v1/unsubscribe/unknown").then().statusCode(404);
        given().get("/v1/lead-webhooks/unknown?challengeCode=890e4665-4dfe-4ab1-b689-ed553bceeed0")
                .then()
                .statusCode(404);
    }

    @Test
    void theInterfaceIsPublished() {
        String openApi = given().accept("application/json")
                .get("/q/openapi?format=json")
                .then()
                .statusCode(200)
                .extract()
                .asString();

        assertThat(openApi)
                .contains("/v1/emails", "/v1/destinations", "/v1/unsubscribe/{token}", "/v1/deliveries/summary");
    }

    private RequestSpecification as(Tokens token) {
        return given().auth().oauth2(token.sign()).header("x-sandbox-name", world.name());
    }

    private static Response call(RequestSpecification caller, Endpoint endpoint) {
        return caller.contentType("application/json").body("{}").request(endpoint.method(), endpoint.path());
    }
}
