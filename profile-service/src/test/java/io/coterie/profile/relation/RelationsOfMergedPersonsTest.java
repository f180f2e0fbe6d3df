package io.coterie.profile.relation;

import static io.coterie.profile.ProfileTests.accountKey;
import static io.coterie.profile.ProfileTests.person;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.equalTo;

import com.google.errorprone.annotations.CanIgnoreReturnValue;
import io.coterie.contracts.EventTypes;
import io.coterie.contracts.Topics;
import io.coterie.platform.tenancy.SandboxTransactions;
import io.coterie.platform.testing.CloudEventRecord;
import io.coterie.platform.testing.KafkaProbe;
import io.coterie.platform.testing.SuiteInfrastructure;
import io.coterie.profile.HeldUp;
import io.coterie.profile.ProfileTests;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Sources go on to send relations under the key of a person that was merged: they are the winner's, whoever tells them. */
@QuarkusTest
@WithTestResource(
        value = SuiteInfrastructure.class,
        initArgs = @ResourceArg(name = SuiteInfrastructure.DATABASE, value = "profile"))
class RelationsOfMergedPersonsTest {

    private static final String LOSER = accountKey("7");
    private static final String WINNER = accountKey("8");
    private static final String OF_ACCOUNTS = "/v1/account-person-relations/";
    private static final String OF_OPPORTUNITIES = "/v1/opportunity-person-relations/";
    private static final String OPPORTUNITY = "/v1/opportunities/" + accountKey("o1");

    @Inject
    SandboxTransactions transactions;

    private ProfileTests tests;

    @BeforeEach
    void inANewSandboxWithTwoPersonsAndAnOpportunity() {
        tests = ProfileTests.inNewSandbox();
        put("/v1/persons/" + LOSER, person("7", "CFO", "1")).statusCode(201);
        put("/v1/persons/" + WINNER, person("8", "CFO", "1")).statusCode(201);
        put(OPPORTUNITY, "{\"accountKey\":{\"sourceKey\":\"1@crm.CRM\"}}").statusCode(201);
    }

    @Test
    void aRelationOfTheLosersKeyIsTheWinners() {
        merge();

        put(OF_ACCOUNTS + accountKey("r1"), ofAccount("r1", "2", "7"))
                .statusCode(201)
                .body("relation.personKey.sourceKey", equalTo(WINNER))
                .body("relation.personKey.sourceID", equalTo("8"));
        put(OF_OPPORTUNITIES + accountKey("p1"), ofOpportunity("p1", "7"))
                .statusCode(201)
                .body("relation.personKey.sourceKey", equalTo(WINNER));

        accounts("1", "2");
        persons(WINNER);
        tests.request().get("/v1/persons/" + LOSER).then().statusCode(404);
    }

    @Test
    void aRelationThatWasGivenToTheWinnerStaysThereWhenItIsToldAgain() {
        put(OF_ACCOUNTS + accountKey("r1"), ofAccount("r1", "2", "7")).statusCode(201);
        put(OF_OPPORTUNITIES + accountKey("p1"), ofOpportunity("p1", "7")).statusCode(201);
        merge();
        String revision = tests.request().get("/v1/persons/" + WINNER).header("ETag");

        put(OF_ACCOUNTS + accountKey("r1"), ofAccount("r1", "2", "7"))
                .statusCode(200)
                .header("ETag", "\"2\"")
                .body("relation.personKey.sourceKey", equalTo(WINNER));
        put(OF_OPPORTUNITIES + accountKey("p1"), ofOpportunity("p1", "7"))
                .statusCode(200)
                .header("ETag", "\"2\"");

        accounts("1", "2");
        persons(WINNER);
        tests.request().get("/v1/persons/" + WINNER).then().header("ETag", revision);
    }

    @Test
    void aBulkBodyAndAPartnerTellRelationsOfTheLosersKeyAsSingleRequestsDo() {
        merge();

        bulk(OF_ACCOUNTS, ofAccount("r1", "2", "7"));
        bulk(OF_OPPORTUNITIES, ofOpportunity("p1", "7"));
        accounts("1", "2");
        persons(WINNER);

        partner(EventTypes.PARTNER_ACCOUNT_PERSON_UPSERTED, ofAccount("r2", "3", "7"));
        await().atMost(ProfileTests.PATIENCE).untilAsserted(() -> accounts("1", "2", "3"));
        tests.request().delete(OF_OPPORTUNITIES + accountKey("p1")).then().statusCode(204);
        partner(EventTypes.PARTNER_OPPORTUNITY_PERSON_UPSERTED, ofOpportunity("p2", "7"));
        await().atMost(ProfileTests.PATIENCE).untilAsserted(() -> persons(WINNER));
    }

    /** The relation comes while the merge has both persons, and is committed after it. */
    @Test
    void relationsThatMeetAMergeAreTheWinnersToo() {
        record("e1", LOSER);
        HeldUp activity = HeldUp.activityOf(transactions, tests.sandbox(), LOSER);
        CompletableFuture<Void> merge = HeldUp.beside(this::merge);
        activity.awaitWaiting(1, merge);

        CompletableFuture<Void> ofAccount = HeldUp.beside(() ->
                put(OF_ACCOUNTS + accountKey("r1"), ofAccount("r1", "2", "7")).statusCode(201));
        CompletableFuture<Void> ofOpportunity =
                HeldUp.beside(() -> put(OF_OPPORTUNITIES + accountKey("p1"), ofOpportunity("p1", "7"))
                        .statusCode(201));
        activity.awaitWaiting(3, ofAccount, ofOpportunity);
        activity.end();
        CompletableFuture.allOf(merge, ofAccount, ofOpportunity).join();

        accounts("1", "2");
        persons(WINNER);
    }

    private void merge() {
        tests.request()
                .body("{\"into\":\"" + WINNER + "\"}")
                .post("/v1/persons/" + LOSER + "/merge")
                .then()
                .statusCode(200);
    }

    @CanIgnoreReturnValue
    private ValidatableResponse put(String path, String body) {
        return tests.request().body(body).put(path).then();
    }

    private void bulk(String path, String line) {
        String answer = tests.request()
                .contentType("application/x-ndjson")
                .body(line.getBytes(StandardCharsets.UTF_8))
                .post(path + "bulk")
                .then()
                .statusCode(200)
                .extract()
                .asString();
        assertThat(answer).contains("accepted");
    }

    private void partner(String type, String document) {
        try (KafkaProbe kafka = KafkaProbe.ofSuite()) {
            kafka.publish(
                    CloudEventRecord.of(Topics.partnerInbound(tests.sandbox().organisation()), "any", type)
                            .with("id", "partner-" + UUID.randomUUID())
                            .with("sandbox", tests.sandbox().name())
                            .data(document));
        }
    }

    private void record(String id, String person) {
        tests.request()
                .body(
                        "{\"_id\":\"%s\",\"eventType\":\"web.formFilledOut\",\"timestamp\":\"%s\",\"personKey\":{\"sourceKey\":\"%s\"}}"
                                .formatted(id, Instant.now(), person))
                .post("/v1/experience-events")
                .then()
                .statusCode(201);
    }

    private void accounts(String... accounts) {
        tests.request()
                .get("/v1/persons/" + WINNER)
                .then()
                .body(
                        "accounts.accountKey",
                        equalTo(Stream.of(accounts)
                                .map(ProfileTests::accountKey)
                                .toList()));
    }

    private void persons(String... persons) {
        tests.request().get(OPPORTUNITY).then().body("persons.personKey", equalTo(List.of(persons)));
    }

    private static String ofAccount(String id, String account, String person) {
        return "{\"accountPersonKey\":{\"sourceKey\":\"%s\"},\"accountKey\":{\"sourceKey\":\"%s\"},\"personKey\":{\"sourceKey\":\"%s\"}}"
                .formatted(accountKey(id), accountKey(account), accountKey(person));
    }

    private static String ofOpportunity(String id, String person) {
        return "{\"opportunityPersonKey\":{\"sourceKey\":\"%s\"},\"opportunityKey\":{\"sourceKey\":\"o1@crm.CRM\"},\"personKey\":{\"sourceKey\":\"%s\"},\"personRole\":\"Buyer\"}"
                .formatted(accountKey(id), accountKey(person));
    }
}
