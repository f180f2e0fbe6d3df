package io.coterie.profile.person;

import static io.coterie.profile.ProfileTests.accountKey;
import static io.coterie.profile.ProfileTests.person;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.nullValue;

import com.fasterxml.jackson.databind.JsonNode;
import com.google.errorprone.annotations.CanIgnoreReturnValue;
import io.coterie.contracts.Topics;
import io.coterie.platform.tenancy.SandboxTransactions;
import io.coterie.platform.testing.SuiteInfrastructure;
import io.coterie.profile.HeldUp;
import io.coterie.profile.ProfileTests;
import io.coterie.profile.StateTopic;
import io.coterie.profile.experience.ExperienceEventService;
import io.coterie.profile.experience.RecordedEvent;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** BEY-12, GOV-07. */
@QuarkusTest
@WithTestResource(
        value = SuiteInfrastructure.class,
        initArgs = @ResourceArg(name = SuiteInfrastructure.DATABASE, value = "profile"))
class ErasureTest {

    private static final String FORM = "web.formFilledOut";
    private static final String JANE = accountKey("7");
    private static final String OTHER = accountKey("8");
    private static final String NOBODY = accountKey("404");

    @Inject
    SandboxTransactions transactions;

    @Inject
    ExperienceEventService events;

    private ProfileTests tests;

    @BeforeEach
    void inANewSandboxWithTwoPersons() {
        tests = ProfileTests.inNewSandbox();
        put("/v1/persons/" + JANE, person("7", "CFO", "1"));
        put("/v1/persons/" + OTHER, person("8", "CFO", "1"));
    }

    @Test
    void anErasureTakesEverythingAndAnswersAReceipt() {
        put("/v1/account-person-relations/" + accountKey("r1"), """
                {"accountKey":{"sourceKey":"3@crm.CRM"},"personKey":{"sourceKey":"7@crm.CRM"},"personRoles":["Buyer"]}""");
        put("/v1/opportunities/" + accountKey("o1"), """
                {"accountKey":{"sourceKey":"1@crm.CRM"}}""");
        put("/v1/opportunity-person-relations/" + accountKey("p1"), """
                {"opportunityKey":{"sourceKey":"o1@crm.CRM"},"personKey":{"sourceKey":"7@crm.CRM"},"personRole":"Buyer"}""");
        record("e1", JANE, Instant.now()).statusCode(201);
        record("e2", OTHER, Instant.now()).statusCode(201);

        erase(JANE)
                .statusCode(200)
                .body("erased.person", equalTo(1))
                .body("erased.relations", equalTo(2))
                .body("erased.experienceEvents", equalTo(1));

        tests.request().get("/v1/persons/" + JANE).then().statusCode(404);
        tests.request()
                .get("/v1/account-person-relations/" + accountKey("r1"))
                .then()
                .statusCode(404);
        tests.request().get("/v1/opportunities/" + accountKey("o1")).then().body("persons", equalTo(List.of()));
        tests.request()
                .get("/v1/experience-events/daily-counts")
                .then()
                .body("items.personKey", equalTo(List.of(OTHER)));
        put("/v1/persons/" + JANE, person("7", "CFO", "1"));
        tests.request()
                .get("/v1/persons/" + JANE)
                .then()
                .body("accounts.accountKey", equalTo(List.of(accountKey("1"))))
                .body("person.person", nullValue());
    }

    @Test
    void theReceiptNamesEveryTopicThatMayStillHoldThePersonAndUntilWhen() {
        ValidatableResponse receipt = erase(JANE);

        Instant erasedAt = Instant.parse(receipt.extract().path("erasedAt"));
        Map<String, String> keptUntil = receipt.extract().path("keptUntil");
        String organisation = tests.sandbox().organisation();
        assertThat(keptUntil)
                .containsOnly(
                        until(Topics.PERSONS, erasedAt, 1),
                        until(Topics.OPPORTUNITIES, erasedAt, 1),
                        until(Topics.AUDIENCE_MEMBERSHIPS, erasedAt, 1),
                        until(Topics.BUYING_GROUP_STATES, erasedAt, 1),
                        until(Topics.EXPERIENCE_EVENTS, erasedAt, 35),
                        until(Topics.BUYING_GROUPS, erasedAt, 7),
                        until(Topics.JOURNEY_ACTIONS, erasedAt, 7),
                        until(Topics.ACTION_OUTCOMES, erasedAt, 7),
                        until(Topics.INTERACTIONS, erasedAt, 7),
                        until(Topics.DEAD_LETTERS, erasedAt, 28),
                        until(Topics.partnerInbound(organisation), erasedAt, 7),
                        until(Topics.partnerInboundRejected(organisation), erasedAt, 28),
                        until(Topics.partnerEvents(organisation), erasedAt, 7));
    }

    @Test
    void whoIsKnownByEventsOrRelationsOnlyOrNotAtAllIsErasedEverywhere() {
        put("/v1/account-person-relations/" + accountKey("r9"), """
                {"accountKey":{"sourceKey":"3@crm.CRM"},"personKey":{"sourceKey":"related@crm.CRM"}}""");
        record("e9", accountKey("active"), Instant.now()).statusCode(201);

        erase(accountKey("related")).statusCode(200).body("erased.relations", equalTo(1));
        erase(accountKey("active")).statusCode(200).body("erased.experienceEvents", equalTo(1));
        erase(NOBODY).statusCode(200).body("erased.person", equalTo(0));
        erase(JANE).statusCode(200).body("erased.person", equalTo(1));
        erase(JANE).statusCode(200).body("erased.person", equalTo(0));

        List<JsonNode> deletions =
                StateTopic.records(Topics.PERSONS, tests.sandbox(), records -> records.size() >= 7).stream()
                        .map(StateTopic::json)
                        .filter(state -> state.path("deleted").asBoolean())
                        .toList();
        assertThat(deletions)
                .extracting(state -> state.path("personKey").asText())
                .containsExactlyInAnyOrder(accountKey("related"), accountKey("active"), NOBODY, JANE, JANE);
    }

    @Test
    void theErasureOfAMergedPersonIsRefusedAndNamesTheWinner() {
        tests.request()
                .body("{\"into\":\"" + OTHER + "\"}")
                .post("/v1/persons/" + JANE + "/merge")
                .then()
                .statusCode(200);

        erase(JANE).statusCode(409).body("code", equalTo("person-merged")).body("detail", containsString(OTHER));
        tests.request().get("/v1/persons/" + OTHER).then().statusCode(200);
    }

    @Test
    void whatHappenedBeforeTheErasureIsNotTakenInAgain() {
        Instant before = Instant.now();
        record("e1", JANE, before).statusCode(201);
        erase(JANE).statusCode(200);

        record("e1", JANE, before).statusCode(422).body("code", equalTo("before-erasure"));
        tell("e2", JANE, before).join();
        record("e3", JANE, Instant.now().plusSeconds(1)).statusCode(201);

        assertThat(recorded()).containsExactly("e3");
    }

    /** The event is written and not committed when the erasure comes. */
    @Test
    void anEventThatMeetsTheErasureIsErasedToo() {
        Instant now = Instant.now();
        HeldUp recording = HeldUp.after(
                transactions,
                tests.sandbox(),
                connection -> events.record(connection, tests.sandbox(), List.of(event("e1", JANE, now))));

        CompletableFuture<Void> erasure = HeldUp.beside(() -> erase(JANE).statusCode(200));
        recording.awaitWaiting(1, erasure);
        recording.end();
        erasure.join();

        assertThat(recorded()).isEmpty();
    }

    /** The erasure has the person when the event comes. */
    @Test
    void anEventThatWaitsForTheErasureIsLeftOut() {
        record("e0", JANE, Instant.now()).statusCode(201);
        Instant before = Instant.now();
        HeldUp activity = HeldUp.activityOf(transactions, tests.sandbox(), JANE);
        CompletableFuture<Void> erasure = HeldUp.beside(() -> erase(JANE).statusCode(200));
        activity.awaitWaiting(1, erasure);

        CompletableFuture<Void> telling = tell("e1", JANE, before);
        activity.awaitWaiting(2, telling);
        activity.end();
        CompletableFuture.allOf(erasure, telling).join();

        assertThat(recorded()).isEmpty();
    }

    private static Map.Entry<String, String> until(String topic, Instant erasedAt, int days) {
        return Map.entry(topic, erasedAt.plus(Duration.ofDays(days)).toString());
    }

    @CanIgnoreReturnValue
    private ValidatableResponse erase(String person) {
        return tests.request().post("/v1/persons/" + person + "/erasure").then();
    }

    private void put(String path, String body) {
        tests.request().body(body).put(path).then().statusCode(201);
    }

    @CanIgnoreReturnValue
    private ValidatableResponse record(String id, String person, Instant at) {
        return tests.request()
                .body(json(id, person, at))
                .post("/v1/experience-events")
                .then();
    }

    /** As a channel tells it. */
    private CompletableFuture<Void> tell(String id, String person, Instant at) {
        return transactions
                .inSandbox(
                        tests.sandbox(),
                        connection -> events.record(connection, tests.sandbox(), List.of(event(id, person, at))))
                .subscribeAsCompletionStage();
    }

    private static RecordedEvent event(String id, String person, Instant at) {
        return new RecordedEvent(id, person, FORM, at, json(id, person, at), null);
    }

    private static String json(String id, String person, Instant at) {
        return "{\"_id\":\"%s\",\"eventType\":\"%s\",\"timestamp\":\"%s\",\"personKey\":{\"sourceKey\":\"%s\"}}"
                .formatted(id, FORM, at, person);
    }

    private List<String> recorded() {
        return transactions
                .inSandbox(
                        tests.sandbox(),
                        connection -> connection
                                .query("select event_id from experience_event order by event_id")
                                .execute()
                                .map(rows -> rows.stream()
                                        .map(row -> row.getString("event_id"))
                                        .toList()))
                .await()
                .atMost(ProfileTests.PATIENCE);
    }
}
