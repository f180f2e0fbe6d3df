package io.coterie.profile;

import static io.restassured.RestAssured.given;
import static org.awaitility.Awaitility.await;

import io.coterie.platform.tenancy.Permissions;
import io.coterie.platform.tenancy.Sandbox;
import io.coterie.platform.testing.Tokens;
import io.restassured.http.ContentType;
import io.restassured.specification.RequestSpecification;
import java.time.Duration;
import java.util.UUID;

/** A sandbox of its own for a test, and requests that act in it. */
public record ProfileTests(Sandbox sandbox) {

    public static final Duration PATIENCE = Duration.ofSeconds(30);

    private static final String[] EVERYTHING = {
        Permissions.MANAGE_SANDBOXES,
        Permissions.MANAGE_PROFILES,
        Permissions.MANAGE_AUDIENCES,
        Permissions.MANAGE_ADMIN_CONFIGURATIONS
    };

    /** Provisions a sandbox of ACME that nobody else uses and waits until the service lets requests in. */
    public static ProfileTests inNewSandbox() {
        return inNewSandbox(Tokens.ACME);
    }

    public static ProfileTests inNewSandbox(String organisation) {
        String name = "s-" + UUID.randomUUID();
        int id = given().auth()
                .oauth2(token(organisation, EVERYTHING))
                .contentType(ContentType.JSON)
                .body("{\"name\":\"" + name + "\",\"title\":\"Test\"}")
                .post("/v1/sandboxes")
                .then()
                .statusCode(201)
                .extract()
                .path("id");
        ProfileTests tests = new ProfileTests(new Sandbox(id, name, organisation));
        await().atMost(PATIENCE).until(() -> tests.request().get("/v1/accounts").statusCode() == 200);
        return tests;
    }

    public static String token(String organisation, String... permissions) {
        return Tokens.of(organisation).permissions(permissions).sign();
    }

    /** A request in the sandbox by somebody who may do everything. */
    public RequestSpecification request() {
        return request(EVERYTHING);
    }

    public RequestSpecification request(String... permissions) {
        return given().auth()
                .oauth2(token(sandbox.organisation(), permissions))
                .header("x-sandbox-name", sandbox.name())
                .contentType(ContentType.JSON);
    }

    public static String accountKey(String id) {
        return id + "@crm.CRM";
    }

    public static String account(String id, String name, String industry) {
        return """
                {"accountKey":{"sourceKey":"%s"},"accountName":"%s","accountOrganization":{"industry":"%s"}}""".formatted(accountKey(id), name, industry);
    }

    public static String person(String id, String jobTitle, String accountId) {
        return """
                {"b2b":{"personKey":{"sourceKey":"%s"}},"workEmail":{"address":"p%s@acme.example"},"extendedWorkDetails":{"jobTitle":"%s"},"personComponents":[{"sourceAccountKey":{"sourceKey":"%s"}}]}""".formatted(accountKey(id), id, jobTitle, accountKey(accountId));
    }
}
