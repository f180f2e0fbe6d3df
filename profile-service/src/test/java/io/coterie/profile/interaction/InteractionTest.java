package io.coterie.profile.interaction;

import static io.coterie.profile.ProfileTests.accountKey;
import static io.coterie.profile.ProfileTests.person;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.equalTo;

import com.fasterxml.jackson.databind.JsonNode;
import io.coterie.contracts.ContractJson;
import io.coterie.contracts.EventTypes;
import io.coterie.contracts.Interaction;
import io.coterie.contracts.Topics;
import io.coterie.platform.testing.CloudEventRecord;
import io.coterie.platform.testing.KafkaProbe;
import io.coterie.platform.testing.ReadRecord;
import io.coterie.platform.testing.SuiteInfrastructure;
import io.coterie.profile.ProfileTests;
import io.coterie.profile.StateTopic;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
@WithTestResource(
        value = SuiteInfrastructure.class,
        initArgs = @ResourceArg(name = SuiteInfrastructure.DATABASE, value = "profile"))
class InteractionTest {

    private static final Instant NOON = Instant.parse("2026-11-23T12:00:00Z");
    private static final String LEAD = accountKey("lead-1");

    private ProfileTests tests;

    @BeforeEach
    void inANewSandbox() {
        tests = ProfileTests.inNewSandbox();
    }

    @Test
    void aLeadBecomesAPersonOfItsAccountAndAnExperienceEvent() {
        String id = UUID.randomUUID().toString();

        report(lead(id, accountKey("1"), "{\"workEmail\":{\"address\":\"jane@acme.example\"}}"));

        awaitPerson(LEAD);
        tests.request()
                .get("/v1/persons/" + LEAD)
                .then()
                .body("accounts.accountKey", equalTo(List.of(accountKey("1"))))
                .body("person.b2b.personKey.sourceKey", equalTo(LEAD))
                .body("person.workEmail.address", equalTo("jane@acme.example"));
        List<ReadRecord> events = experienceEvents(1);
        JsonNode event = StateTopic.json(events.getFirst());
        assertThat(event.path("id").asText()).isEqualTo(id);
        assertThat(event.path("personKey").asText()).isEqualTo(LEAD);
        assertThat(event.path("accountKeys").toString()).isEqualTo("[\"" + accountKey("1") + "\"]");
        assertThat(event.path("event").path("eventType").asText()).isEqualTo("web.formFilledOut");
        assertThat(events.getFirst().key()).isEqualTo(tests.sandbox().id() + ":" + LEAD);
    }

    @Test
    void aLeadOfNoAccountIsAPersonWithoutAccount() {
        report(lead(UUID.randomUUID().toString(), null, "{\"workEmail\":{\"address\":\"jane@home.example\"}}"));

        awaitPerson(LEAD);
        tests.request().get("/v1/persons/" + LEAD).then().body("accounts", equalTo(List.of()));
    }

    @Test
    void aLeadOfAKnownPersonAddsWhatTheFormSaysAndKeepsTheRest() {
        tests.request()
                .body(person("lead-1", "CFO", "1"))
                .put("/v1/persons/" + LEAD)
                .then()
                .statusCode(201);

        report(lead(
                UUID.randomUUID().toString(),
                accountKey("2"),
                "{\"workEmail\":{\"address\":\"new@acme.example\"},\"person\":{\"name\":{\"firstName\":\"Jane\"}}}"));

        await().atMost(ProfileTests.PATIENCE)
                .untilAsserted(() -> tests.request()
                        .get("/v1/persons/" + LEAD)
                        .then()
                        .body("revision", equalTo(2))
                        .body("person.workEmail.address", equalTo("new@acme.example"))
                        .body("person.person.name.firstName", equalTo("Jane"))
                        .body("person.extendedWorkDetails.jobTitle", equalTo("CFO"))
                        .body("accounts.accountKey", equalTo(List.of(accountKey("1"), accountKey("2")))));
    }

    @Test
    void anUnsubscriptionTakesTheConsentBack() {
        tests.request()
                .body(person("7", "CFO", "1"))
                .put("/v1/persons/" + accountKey("7"))
                .then()
                .statusCode(201);

        report(interaction(UUID.randomUUID().toString(), accountKey("7"), "directMarketing.emailUnsubscribed"));

        await().atMost(ProfileTests.PATIENCE)
                .untilAsserted(() -> tests.request()
                        .get("/v1/persons/" + accountKey("7"))
                        .then()
                        .body("person.consents.marketing.email.val", equalTo("n"))
                        .body("person.extendedWorkDetails.jobTitle", equalTo("CFO")));
        assertThat(experienceEvents(1)).hasSize(1);
    }

    @Test
    void aRepeatedReportIsTakenOnceWhateverItsEvent() {
        tests.request()
                .body(person("7", "CFO", "1"))
                .put("/v1/persons/" + accountKey("7"))
                .then()
                .statusCode(201);
        CloudEventRecord sent = interaction("same", accountKey("7"), "directMarketing.emailSent");
        CloudEventRecord sentAgain = interaction("same", accountKey("7"), "directMarketing.emailSent");
        CloudEventRecord clicked = interaction("other", accountKey("7"), "directMarketing.emailClicked");

        report(sent, sent, sentAgain, clicked);
        report(sent, interaction("last", accountKey("7"), "directMarketing.emailOpened"));

        List<ReadRecord> events = experienceEvents(3);
        assertThat(events)
                .extracting(event -> StateTopic.json(event).path("id").asText())
                .containsExactly("same", "other", "last");
        assertThat(StateTopic.json(events.getFirst()).path("accountKeys").get(0).asText())
                .isEqualTo(accountKey("1"));
    }

    @Test
    void aLeadThatCannotBeKeptIsPutAsideAndTheNextOneIsTaken() {
        report(
                lead(UUID.randomUUID().toString(), null, "{\"workEmail\":{\"address\":\"nonsense\"}}"),
                interaction("next", accountKey("7"), "directMarketing.emailSent"));

        assertThat(experienceEvents(1))
                .extracting(event -> StateTopic.json(event).path("id").asText())
                .containsExactly("next");
        tests.request().get("/v1/persons/" + LEAD).then().statusCode(404);
    }

    private CloudEventRecord lead(String id, @Nullable String accountKey, String person) {
        Interaction lead = new Interaction(
                id,
                LEAD,
                "web.formFilledOut",
                NOON,
                accountKey,
                ContractJson.readTree(person.getBytes(StandardCharsets.UTF_8)),
                null);
        return event(EventTypes.LEAD_SUBMITTED, lead);
    }

    private CloudEventRecord interaction(String id, String personKey, String eventType) {
        return event(
                EventTypes.INTERACTION_RECORDED, new Interaction(id, personKey, eventType, NOON, null, null, null));
    }

    private CloudEventRecord event(String type, Interaction interaction) {
        return CloudEventRecord.ofSandbox(
                        Topics.INTERACTIONS,
                        tests.sandbox().id(),
                        tests.sandbox().name(),
                        tests.sandbox().organisation(),
                        interaction.personKey(),
                        type)
                .data(ContractJson.write(interaction));
    }

    private static void report(CloudEventRecord... reports) {
        try (KafkaProbe kafka = KafkaProbe.ofSuite()) {
            kafka.publish(reports);
        }
    }

    private void awaitPerson(String key) {
        await().atMost(ProfileTests.PATIENCE)
                .untilAsserted(
                        () -> tests.request().get("/v1/persons/" + key).then().statusCode(200));
    }

    private List<ReadRecord> experienceEvents(int count) {
        return StateTopic.records(Topics.EXPERIENCE_EVENTS, tests.sandbox(), records -> records.size() >= count);
    }
}
