package io.coterie.profile;

import static io.coterie.profile.ProfileTests.account;
import static io.coterie.profile.ProfileTests.accountKey;
import static io.coterie.profile.ProfileTests.person;
import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import io.coterie.platform.tenancy.Permissions;
import io.coterie.platform.testing.PublishedApi;
import io.coterie.platform.testing.SuiteInfrastructure;
import io.coterie.platform.testing.Tokens;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.Method;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every endpoint, tried by those who may not. */
@QuarkusTest
@WithTestResource(
        value = SuiteInfrastructure.class,
        initArgs = @ResourceArg(name = SuiteInfrastructure.DATABASE, value = "profile"))
class IsolationTest {

    private static final String ACCOUNT = "/v1/accounts/" + accountKey("1");
    private static final String PERSON = "/v1/persons/" + accountKey("7");
    private static final String AUDIENCE = "/v1/audiences/" + new UUID(1, 1);
    private static final String CONDITION = "{\"account\":{\"field\":\"accountName\",\"operator\":\"IS_NOT_EMPTY\"}}";

    private static final String OPPORTUNITY = "/v1/opportunities/" + accountKey("9");
    private static final String OPPORTUNITY_BODY = """
            {"opportunityKey":{"sourceKey":"9@crm.CRM"},"accountKey":{"sourceKey":"1@crm.CRM"}}""";
    private static final String ACCOUNT_PERSON = "/v1/account-person-relations/" + accountKey("11");
    private static final String ACCOUNT_PERSON_BODY = """
            {"accountPersonKey":{"sourceKey":"11@crm.CRM"},"accountKey":{"sourceKey":"1@crm.CRM"},"personKey":{"sourceKey":"7@crm.CRM"}}""";
    private static final String OPPORTUNITY_PERSON = "/v1/opportunity-person-relations/" + accountKey("12");
    private static final String OPPORTUNITY_PERSON_BODY = """
            {"opportunityPersonKey":{"sourceKey":"12@crm.CRM"},"opportunityKey":{"sourceKey":"9@crm.CRM"},"personKey":{"sourceKey":"7@crm.CRM"}}""";
    private static final String EVENT = """
            {"_id":"e","eventType":"web.formFilledOut","timestamp":"2026-11-01T00:00:00Z","personKey":{"sourceKey":"7@crm.CRM"}}""";

    /** Provisioned once: a sandbox nobody enters serves every test. */
    private static @Nullable String acmesSandbox;

    /** One request of the service and the permission it needs. */
    record Endpoint(Method method, String path, String permission, String mediaType, String body) {

        @Override
        public String toString() {
            return method + " " + path;
        }

        boolean isScoped() {
            return !path.startsWith("/v1/sandboxes");
        }
    }

    static List<Endpoint> endpoints() {
        return List.of(
                endpoint(Method.PUT, ACCOUNT, Permissions.MANAGE_PROFILES, account("1", "Acme", "Software")),
                endpoint(Method.GET, ACCOUNT, Permissions.VIEW_PROFILES, ""),
                endpoint(Method.DELETE, ACCOUNT, Permissions.MANAGE_PROFILES, ""),
                endpoint(Method.GET, "/v1/accounts", Permissions.VIEW_PROFILES, ""),
                bulk("/v1/accounts/bulk", account("1", "Acme", "Software")),
                endpoint(Method.PUT, PERSON, Permissions.MANAGE_PROFILES, person("7", "CFO", "1")),
                endpoint(Method.GET, PERSON, Permissions.VIEW_PROFILES, ""),
                endpoint(Method.DELETE, PERSON, Permissions.MANAGE_PROFILES, ""),
                endpoint(Method.GET, "/v1/persons", Permissions.VIEW_PROFILES, ""),
                bulk("/v1/persons/bulk", person("7", "CFO", "1")),
                endpoint(Method.POST, PERSON + "/merge", Permissions.MANAGE_PROFILES, "{\"into\":\"8@crm.CRM\"}"),
                endpoint(Method.POST, PERSON + "/erasure", Permissions.MANAGE_PROFILES, ""),
                endpoint(Method.GET, PERSON + "/experience-events", Permissions.VIEW_PROFILES, ""),
                endpoint(Method.POST, "/v1/experience-events", Permissions.MANAGE_PROFILES, EVENT),
                bulk("/v1/experience-events/bulk", EVENT),
                endpoint(Method.GET, "/v1/experience-events/daily-counts", Permissions.VIEW_PROFILES, ""),
                endpoint(
                        Method.POST,
                        "/v1/audiences",
                        Permissions.MANAGE_AUDIENCES,
                        "{\"name\":\"x\",\"kind\":\"account\",\"condition\":" + CONDITION + "}"),
                endpoint(
                        Method.PUT,
                        "/v1/audiences/by-name/x",
                        Permissions.MANAGE_AUDIENCES,
                        "{\"kind\":\"account\",\"condition\":" + CONDITION + "}"),
                endpoint(Method.GET, "/v1/audiences", Permissions.VIEW_AUDIENCES, ""),
                endpoint(Method.GET, AUDIENCE, Permissions.VIEW_AUDIENCES, ""),
                endpoint(Method.GET, AUDIENCE + "/members", Permissions.VIEW_AUDIENCES, ""),
                endpoint(Method.DELETE, AUDIENCE, Permissions.MANAGE_AUDIENCES, ""),
                endpoint(Method.GET, AUDIENCE + "/explanations/" + accountKey("1"), Permissions.VIEW_AUDIENCES, ""),
                endpoint(Method.GET, "/v1/fields", Permissions.VIEW_PROFILES, ""),
                endpoint(
                        Method.PUT,
                        "/v1/fields/account/_acme.tier",
                        Permissions.MANAGE_ADMIN_CONFIGURATIONS,
                        "{\"type\":\"string\",\"label\":\"Tier\"}"),
                endpoint(Method.DELETE, "/v1/fields/account/_acme.tier", Permissions.MANAGE_ADMIN_CONFIGURATIONS, ""),
                endpoint(Method.PUT, OPPORTUNITY, Permissions.MANAGE_PROFILES, OPPORTUNITY_BODY),
                endpoint(Method.GET, OPPORTUNITY, Permissions.VIEW_PROFILES, ""),
                endpoint(Method.DELETE, OPPORTUNITY, Permissions.MANAGE_PROFILES, ""),
                endpoint(Method.GET, "/v1/opportunities", Permissions.VIEW_PROFILES, ""),
                bulk("/v1/opportunities/bulk", OPPORTUNITY_BODY),
                endpoint(Method.PUT, ACCOUNT_PERSON, Permissions.MANAGE_PROFILES, ACCOUNT_PERSON_BODY),
                endpoint(Method.GET, ACCOUNT_PERSON, Permissions.VIEW_PROFILES, ""),
                endpoint(Method.DELETE, ACCOUNT_PERSON, Permissions.MANAGE_PROFILES, ""),
                endpoint(Method.GET, "/v1/account-person-relations", Permissions.VIEW_PROFILES, ""),
                bulk("/v1/account-person-relations/bulk", ACCOUNT_PERSON_BODY),
                endpoint(Method.PUT, OPPORTUNITY_PERSON, Permissions.MANAGE_PROFILES, OPPORTUNITY_PERSON_BODY),
                endpoint(Method.GET, OPPORTUNITY_PERSON, Permissions.VIEW_PROFILES, ""),
                endpoint(Method.DELETE, OPPORTUNITY_PERSON, Permissions.MANAGE_PROFILES, ""),
                endpoint(Method.GET, "/v1/opportunity-person-relations", Permissions.VIEW_PROFILES, ""),
                bulk("/v1/opportunity-person-relations/bulk", OPPORTUNITY_PERSON_BODY),
                endpoint(
                        Method.POST,
                        "/v1/sandboxes",
                        Permissions.MANAGE_SANDBOXES,
                        "{\"name\":\"isolation\",\"title\":\"x\"}"),
                endpoint(Method.GET, "/v1/sandboxes", Permissions.VIEW_SANDBOXES, ""),
                endpoint(Method.GET, "/v1/sandboxes/isolation", Permissions.VIEW_SANDBOXES, ""),
                endpoint(
                        Method.PUT,
                        "/v1/sandboxes/isolation/instance",
                        Permissions.MANAGE_SANDBOXES,
                        "{\"instance\":\"x\"}"));
    }

    static List<Endpoint> scopedEndpoints() {
        return endpoints().stream().filter(Endpoint::isScoped).toList();
    }

    @ParameterizedTest
    @MethodSource("endpoints")
    void withoutTokenNothingIsAnswered(Endpoint endpoint) {
        refused(send(endpoint, given().header("x-sandbox-name", "any")), 401, "unauthorized");
        refused(
                send(
                        endpoint,
                        with(Tokens.of(Tokens.ACME)
                                .permissions(endpoint.permission())
                                .byStranger())),
                401,
                "unauthorized");
        refused(
                send(
                        endpoint,
                        with(Tokens.of(Tokens.ACME)
                                .permissions(endpoint.permission())
                                .expired())),
                401,
                "unauthorized");
    }

    @ParameterizedTest
    @MethodSource("endpoints")
    void withoutThePermissionNothingIsAnswered(Endpoint endpoint) {
        String[] others = everyPermissionBut(endpoint.permission());

        refused(send(endpoint, with(Tokens.of(Tokens.ACME).permissions(others))), 403, "forbidden");
    }

    @ParameterizedTest
    @MethodSource("endpoints")
    void aTokenWithoutOrganisationOpensNothing(Endpoint endpoint) {
        Tokens token = Tokens.of(Tokens.ACME).permissions(endpoint.permission()).withoutOrganisation();

        refused(send(endpoint, with(token)), 403, "forbidden");
    }

    @ParameterizedTest
    @MethodSource("endpoints")
    void theOrganisationHeaderMustBeTheTokens(Endpoint endpoint) {
        RequestSpecification request = with(Tokens.of(Tokens.ACME).permissions(endpoint.permission()))
                .header("x-gw-ims-org-id", Tokens.GLOBEX);

        refused(send(endpoint, request), 403, "forbidden");
    }

    @ParameterizedTest
    @MethodSource("scopedEndpoints")
    void anotherOrganisationsSandboxAndOneThatIsNotThereAreRefusedAlike(Endpoint endpoint) {
        Tokens globex = Tokens.of(Tokens.GLOBEX).permissions(endpoint.permission());
        Tokens elsewhere = Tokens.of(Tokens.ACME).sandboxes("elsewhere").permissions(endpoint.permission());

        Response foreign = send(endpoint, with(globex, acmesSandbox()));
        Response closed = send(endpoint, with(elsewhere, acmesSandbox()));
        Response absent = send(endpoint, with(globex, "there-is-no-such-sandbox"));

        refused(foreign, 403, "sandbox-forbidden");
        refused(closed, 403, "sandbox-forbidden");
        refused(absent, 403, "sandbox-forbidden");
    }

    /** A new endpoint is on this list or fails the build. */
    @Test
    void everyPublishedEndpointIsTried() {
        PublishedApi api = PublishedApi.of("profile-service");

        api.requireTried(endpoints().stream().collect(Collectors.toMap(Endpoint::toString, Endpoint::permission)));
        api.requireServicesPagesClosed();
        assertThat(api.openOperations()).isEmpty();
    }

    @Test
    void anotherSandboxesRecordsAreNotThere() {
        ProfileTests mine = ProfileTests.inNewSandbox();
        ProfileTests other = ProfileTests.inNewSandbox();
        mine.request()
                .body(account("1", "Acme", "Software"))
                .put(ACCOUNT)
                .then()
                .statusCode(201);
        mine.request().body(person("7", "CFO", "1")).put(PERSON).then().statusCode(201);
        String audience = mine.request()
                .body("{\"name\":\"x\",\"kind\":\"account\",\"condition\":" + CONDITION + "}")
                .post("/v1/audiences")
                .then()
                .statusCode(202)
                .extract()
                .path("id");

        for (String path :
                List.of(ACCOUNT, PERSON, "/v1/audiences/" + audience, "/v1/audiences/" + audience + "/members")) {
            other.request().get(path).then().statusCode(404);
        }
        other.request().delete("/v1/audiences/" + audience).then().statusCode(404);
        other.request().delete(ACCOUNT).then().statusCode(404);
        other.request().delete(PERSON).then().statusCode(404);
        for (String path : List.of("/v1/accounts", "/v1/persons", "/v1/audiences")) {
            assertThat(other.request().get(path).<List<Object>>path("items")).isEmpty();
        }
        other.request().body(account("1", "Mine", "Steel")).put(ACCOUNT).then().statusCode(201);
        assertThat(mine.request().get(ACCOUNT).<String>path("account.accountName"))
                .isEqualTo("Acme");
    }

    private static String acmesSandbox() {
        if (acmesSandbox == null) {
            acmesSandbox = ProfileTests.inNewSandbox(Tokens.ACME).sandbox().name();
        }
        return acmesSandbox;
    }

    private static Endpoint endpoint(Method method, String path, String permission, String body) {
        return new Endpoint(method, path, permission, "application/json", body);
    }

    private static Endpoint bulk(String path, String body) {
        return new Endpoint(Method.POST, path, Permissions.MANAGE_PROFILES, "application/x-ndjson", body);
    }

    private static RequestSpecification with(Tokens token) {
        return with(token, "any");
    }

    private static RequestSpecification with(Tokens token, String sandbox) {
        return given().auth().oauth2(token.sign()).header("x-sandbox-name", sandbox);
    }

    private static Response send(Endpoint endpoint, RequestSpecification request) {
        RequestSpecification sent = request.contentType(endpoint.mediaType());
        return endpoint.body().isEmpty()
                ? sent.request(endpoint.method(), endpoint.path())
                : sent.body(endpoint.body().getBytes(StandardCharsets.UTF_8))
                        .request(endpoint.method(), endpoint.path());
    }

    private static void refused(Response response, int status, String code) {
        assertThat(response.statusCode()).isEqualTo(status);
        assertThat(response.contentType()).startsWith("application/problem+json");
        assertThat(response.<String>path("code")).isEqualTo(code);
    }

    private static String[] everyPermissionBut(String permission) {
        // Whoever may manage a thing may view it, so the manager of a viewed thing does not count as somebody else.
        List<String> enough = List.of(permission, permission.replace("view-", "manage-"));
        return Stream.of(
                        Permissions.MANAGE_SANDBOXES,
                        Permissions.VIEW_SANDBOXES,
                        Permissions.MANAGE_PROFILES,
                        Permissions.VIEW_PROFILES,
                        Permissions.MANAGE_AUDIENCES,
                        Permissions.VIEW_AUDIENCES,
                        Permissions.MANAGE_BUYING_GROUPS,
                        Permissions.MANAGE_ADMIN_CONFIGURATIONS)
                .filter(other -> !enough.contains(other))
                .toArray(String[]::new);
    }
}
