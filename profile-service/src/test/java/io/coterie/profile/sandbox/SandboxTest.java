package io.coterie.profile.sandbox;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.containsInAnyOrder;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.not;

import io.coterie.contracts.EventTypes;
import io.coterie.contracts.Topics;
import io.coterie.platform.tenancy.Permissions;
import io.coterie.platform.testing.CloudEventRecord;
import io.coterie.platform.testing.KafkaProbe;
import io.coterie.platform.testing.ReadRecord;
import io.coterie.platform.testing.SuiteInfrastructure;
import io.coterie.platform.testing.Tokens;
import io.coterie.profile.ProfileTests;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import io.restassured.specification.RequestSpecification;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

@QuarkusTest
@WithTestResource(
        value = SuiteInfrastructure.class,
        initArgs = @ResourceArg(name = SuiteInfrastructure.DATABASE, value = "profile"))
class SandboxTest {

    @Test
    void aSandboxIsReadyOnceAllFourServicesHaveAcknowledgedIt() {
        ProfileTests tests = ProfileTests.inNewSandbox();
        await().atMost(ProfileTests.PATIENCE)
                .untilAsserted(() -> administrator()
                        .get("/v1/sandboxes/" + tests.sandbox().name())
                        .then()
                        .body("status", equalTo("provisioning"))
                        .body("acknowledgedBy", equalTo(List.of("profile-service"))));

        for (String service : List.of("buying-group-service", "journey-service", "activation-service")) {
            acknowledge(tests, service);
        }

        await().atMost(ProfileTests.PATIENCE)
                .untilAsserted(() -> administrator()
                        .get("/v1/sandboxes/" + tests.sandbox().name())
                        .then()
                        .body("status", equalTo("ready"))
                        .body(
                                "acknowledgedBy",
                                containsInAnyOrder(
                                        "profile-service",
                                        "buying-group-service",
                                        "journey-service",
                                        "activation-service")));
    }

    @Test
    void aSandboxIsPublishedWithASmallIdAndItsInstance() {
        ProfileTests tests = ProfileTests.inNewSandbox();
        String instance = "instance-" + UUID.randomUUID();
        link(tests.sandbox().name(), instance).then().statusCode(200);

        try (KafkaProbe kafka = KafkaProbe.ofSuite()) {
            String key = tests.sandbox().id() + ":" + tests.sandbox().name();
            List<ReadRecord> published = kafka.readUntil(
                    Topics.SANDBOXES,
                    records -> records.stream()
                                    .filter(record -> key.equals(record.key()))
                                    .count()
                            == 2);
            ReadRecord last = published.stream()
                    .filter(record -> key.equals(record.key()))
                    .toList()
                    .getLast();
            assertThat(last.attribute("revision")).isEqualTo("2");
            assertThat(last.attribute("type")).isEqualTo(EventTypes.SANDBOX_CHANGED);
            assertThat(last.value())
                    .contains(
                            "\"instance\":\"" + instance + "\"",
                            "\"id\":" + tests.sandbox().id());
        }
        assertThat(tests.sandbox().id()).isBetween(1, 10_000);
    }

    @Test
    void aNameIsUniqueInItsOrganisationOnly() {
        String name = "name-" + UUID.randomUUID();
        provision(Tokens.ACME, name).then().statusCode(201);

        provision(Tokens.ACME, name).then().statusCode(409).body("code", equalTo("sandbox-exists"));
        provision(Tokens.GLOBEX, name).then().statusCode(201);
    }

    @Test
    void aSandboxHasOneInstanceAndAnInstanceOneSandbox() {
        String first = "first-" + UUID.randomUUID();
        String second = "second-" + UUID.randomUUID();
        String instance = "instance-" + UUID.randomUUID();
        provision(Tokens.ACME, first).then().statusCode(201);
        provision(Tokens.ACME, second).then().statusCode(201);

        link(first, instance).then().statusCode(200).body("instance", equalTo(instance));
        link(first, instance).then().statusCode(200);
        link(first, "another").then().statusCode(409).body("code", equalTo("sandbox-linked"));
        link(second, instance).then().statusCode(409).body("code", equalTo("instance-linked"));
    }

    @Test
    void aListShowsTheSandboxesTheTokenMayEnter() {
        String mine = "mine-" + UUID.randomUUID();
        String other = "other-" + UUID.randomUUID();
        provision(Tokens.ACME, mine).then().statusCode(201);
        provision(Tokens.ACME, other).then().statusCode(201);
        String token = Tokens.of(Tokens.ACME)
                .sandboxes(mine)
                .permissions(Permissions.VIEW_SANDBOXES)
                .sign();

        given().auth()
                .oauth2(token)
                .get("/v1/sandboxes")
                .then()
                .statusCode(200)
                .body("items.name", hasItem(mine))
                .body("items.name", not(hasItem(other)));
        given().auth().oauth2(token).get("/v1/sandboxes/" + other).then().statusCode(403);
    }

    @Test
    void anInvalidNameIsRefusedAtItsPlace() {
        administrator()
                .body("{\"name\":\"no spaces\",\"title\":\"\"}")
                .post("/v1/sandboxes")
                .then()
                .statusCode(400)
                .contentType("application/problem+json")
                .body("violations.field", containsInAnyOrder("/name", "/title"));
    }

    private static void acknowledge(ProfileTests tests, String service) {
        try (KafkaProbe kafka = KafkaProbe.ofSuite()) {
            kafka.publish(CloudEventRecord.ofSandbox(
                            Topics.DEFINITIONS,
                            tests.sandbox().id(),
                            tests.sandbox().name(),
                            tests.sandbox().organisation(),
                            "sandbox-acknowledgement/" + service,
                            EventTypes.DEFINITION_CHANGED)
                    .data("{\"kind\":\"sandbox-acknowledgement\",\"id\":\"" + service + "\",\"name\":\"" + service
                            + "\",\"status\":\"acknowledged\",\"definition\":{}}"));
        }
    }

    private static io.restassured.response.Response provision(String organisation, String name) {
        return given().auth()
                .oauth2(ProfileTests.token(organisation, Permissions.MANAGE_SANDBOXES))
                .contentType(ContentType.JSON)
                .body("{\"name\":\"" + name + "\",\"title\":\"Test\"}")
                .post("/v1/sandboxes");
    }

    private static io.restassured.response.Response link(String name, String instance) {
        return administrator().body("{\"instance\":\"" + instance + "\"}").put("/v1/sandboxes/" + name + "/instance");
    }

    private static RequestSpecification administrator() {
        return given().auth()
                .oauth2(ProfileTests.token(Tokens.ACME, Permissions.MANAGE_SANDBOXES))
                .contentType(ContentType.JSON);
    }
}
