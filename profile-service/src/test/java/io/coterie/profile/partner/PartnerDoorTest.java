package io.coterie.profile.partner;

import static io.coterie.profile.ProfileTests.account;
import static io.coterie.profile.ProfileTests.accountKey;
import static io.coterie.profile.ProfileTests.person;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.everyItem;
import static org.hamcrest.Matchers.greaterThan;
import static org.hamcrest.Matchers.hasItem;

import com.fasterxml.jackson.databind.JsonNode;
import io.coterie.contracts.EventTypes;
import io.coterie.contracts.Topics;
import io.coterie.platform.tenancy.Permissions;
import io.coterie.platform.testing.CloudEventRecord;
import io.coterie.platform.testing.KafkaProbe;
import io.coterie.platform.testing.SuiteInfrastructure;
import io.coterie.platform.testing.Tokens;
import io.coterie.profile.ProfileTests;
import io.coterie.profile.StateTopic;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
@WithTestResource(
        value = SuiteInfrastructure.class,
        initArgs = @ResourceArg(name = SuiteInfrastructure.DATABASE, value = "profile"))
class PartnerDoorTest {

    private static final String INBOUND = Topics.partnerInbound(Tokens.ACME);

    private ProfileTests tests;

    @BeforeEach
    void inANewSandbox() {
        tests = ProfileTests.inNewSandbox();
    }

    @Test
    void accountsAndPersonsOfAPartnerAreStoredAsOverRest() {
        send(
                upsert(EventTypes.PARTNER_PERSON_UPSERTED, person("7", "CFO", "1")),
                upsert(EventTypes.PARTNER_ACCOUNT_UPSERTED, account("1", "Acme", "Software")));

        await().atMost(ProfileTests.PATIENCE)
                .untilAsserted(() -> tests.request()
                        .get("/v1/persons/" + accountKey("7"))
                        .then()
                        .statusCode(200)
                        .body("accounts[0].known", equalTo(true)));
        tests.request()
                .get("/v1/accounts/" + accountKey("1"))
                .then()
                .statusCode(200)
                .body("account.accountKey.sourceInstanceID", equalTo("crm"));
    }

    @Test
    void aRepeatedMessageIsTakenOnce() {
        CloudEventRecord first = upsert(EventTypes.PARTNER_ACCOUNT_UPSERTED, account("1", "Acme", "Software"));
        CloudEventRecord second = upsert(EventTypes.PARTNER_ACCOUNT_UPSERTED, account("1", "Acme", "Steel"));

        send(first, second);
        awaitIndustry("1", "Steel");
        send(first, upsert(EventTypes.PARTNER_ACCOUNT_UPSERTED, account("2", "Globex", "Water")));
        awaitIndustry("2", "Water");

        tests.request()
                .get("/v1/accounts/" + accountKey("1"))
                .then()
                .body("account.accountOrganization.industry", equalTo("Steel"));
    }

    @Test
    void whatIsRefusedComesBackWithTheProblem() {
        refused(upsert(EventTypes.PARTNER_ACCOUNT_UPSERTED, "{\"accountName\":"), "malformed-json");
        refused(upsert(EventTypes.PARTNER_ACCOUNT_UPSERTED, "{\"accountName\":\"X\",\"colour\":1}"), "invalid-body");
        refused(
                upsert(EventTypes.PARTNER_PERSON_UPSERTED, "{\"b2b\":{\"personKey\":{\"sourceKey\":\"9@crm.CRM\"}}}"),
                "person-without-address");
        refused(upsert("io.coterie.account.changed.v1", account("1", "Acme", "Software")), "unknown-event-type");
        refused(
                upsert(EventTypes.PARTNER_ACCOUNT_UPSERTED, account("1", "Acme", "Software"))
                        .tombstone(),
                "invalid-cloud-event");
        refused(
                upsert(EventTypes.PARTNER_ACCOUNT_UPSERTED, account("1", "Acme", "Software"))
                        .without("type"),
                "invalid-cloud-event");
        tests.request().get("/v1/accounts").then().body("items.size()", equalTo(0));
        tests.request().get("/v1/persons").then().body("items.size()", equalTo(0));
    }

    @Test
    void aMessageThatNamesAnotherOrganisationOrItsSandboxIsRefused() {
        ProfileTests globex = ProfileTests.inNewSandbox(Tokens.GLOBEX);
        CloudEventRecord message = upsert(EventTypes.PARTNER_ACCOUNT_UPSERTED, account("1", "Acme", "Software"));

        refused(message.with("orgid", Tokens.GLOBEX), "foreign-attribute");
        refused(
                upsert(EventTypes.PARTNER_ACCOUNT_UPSERTED, account("1", "Acme", "Software"))
                        .with("sandbox", globex.sandbox().name()),
                "foreign-attribute");
        refused(
                upsert(EventTypes.PARTNER_ACCOUNT_UPSERTED, account("1", "Acme", "Software"))
                        .with("sandboxid", Integer.toString(globex.sandbox().id())),
                "foreign-attribute");

        tests.request().get("/v1/accounts").then().body("items.size()", equalTo(0));
        globex.request().get("/v1/accounts").then().body("items.size()", equalTo(0));
    }

    @Test
    void replicationShowsHowFarEveryPartnersTopicIsTaken() {
        send(upsert(EventTypes.PARTNER_ACCOUNT_UPSERTED, account("1", "Acme", "Software")));

        await().atMost(ProfileTests.PATIENCE)
                .untilAsserted(() -> RestAssured.given()
                        .auth()
                        .oauth2(ProfileTests.token(Tokens.ACME, Permissions.VIEW_ADMIN_CONFIGURATIONS))
                        .get("/v1/replication")
                        .then()
                        .statusCode(200)
                        .body("topics.findAll { it.topic == '" + INBOUND + "' }.lag", everyItem(equalTo(0)))
                        .body(
                                "topics.findAll { it.topic == '" + INBOUND + "' }.appliedOffset",
                                hasItem(greaterThan(0))));
    }

    private void refused(CloudEventRecord message, String code) {
        send(message);
        String id = message.attributes().get("id");
        try (KafkaProbe kafka = KafkaProbe.ofSuite()) {
            JsonNode rejected = kafka
                    .readUntil(
                            Topics.partnerInboundRejected(Tokens.ACME),
                            records -> records.stream()
                                    .anyMatch(record -> StateTopic.json(record)
                                            .path("id")
                                            .asText()
                                            .equals(id)))
                    .stream()
                    .map(StateTopic::json)
                    .filter(record -> record.path("id").asText().equals(id))
                    .findFirst()
                    .orElseThrow();
            assertThat(rejected.path("problem").path("code").asText()).isEqualTo(code);
            assertThat(rejected.path("topic").asText()).isEqualTo(INBOUND);
        }
    }

    private CloudEventRecord upsert(String type, String document) {
        return CloudEventRecord.of(INBOUND, "some-key", type)
                .with("id", "partner-chose-" + UUID.randomUUID())
                .with("sandbox", tests.sandbox().name())
                .data(document);
    }

    private void awaitIndustry(String id, String industry) {
        await().atMost(ProfileTests.PATIENCE)
                .untilAsserted(() -> tests.request()
                        .get("/v1/accounts/" + accountKey(id))
                        .then()
                        .body("account.accountOrganization.industry", equalTo(industry)));
    }

    private static void send(CloudEventRecord... messages) {
        try (KafkaProbe kafka = KafkaProbe.ofSuite()) {
            kafka.publish(messages);
        }
    }
}
