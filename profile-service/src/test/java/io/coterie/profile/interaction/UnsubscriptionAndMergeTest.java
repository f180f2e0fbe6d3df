package io.coterie.profile.interaction;

import static io.coterie.profile.ProfileTests.accountKey;
import static io.coterie.profile.ProfileTests.person;
import static org.hamcrest.Matchers.equalTo;

import io.coterie.contracts.ContractJson;
import io.coterie.contracts.EventTypes;
import io.coterie.contracts.Interaction;
import io.coterie.platform.messaging.ReceivedEvent;
import io.coterie.platform.tenancy.SandboxTransactions;
import io.coterie.platform.testing.SuiteInfrastructure;
import io.coterie.profile.HeldUp;
import io.coterie.profile.ProfileTests;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Nobody who unsubscribes while two persons become one is written to again (BEY-12). */
@QuarkusTest
@WithTestResource(
        value = SuiteInfrastructure.class,
        initArgs = @ResourceArg(name = SuiteInfrastructure.DATABASE, value = "profile"))
class UnsubscriptionAndMergeTest {

    private static final String LOSER = accountKey("7");
    private static final String WINNER = accountKey("8");

    @Inject
    SandboxTransactions transactions;

    @Inject
    InteractionService interactions;

    private ProfileTests tests;

    @BeforeEach
    void inANewSandboxWithTwoPersons() {
        tests = ProfileTests.inNewSandbox();
        put("7");
        put("8");
    }

    @Test
    void anUnsubscriptionOfTheLosersKeyIsTheWinners() {
        merge();

        unsubscribe().join();

        isRefused();
    }

    @Test
    void anUnsubscriptionThatMeetsTheMergeIsTheWinners() {
        tell("directMarketing.emailSent").join();
        HeldUp activity = HeldUp.activityOf(transactions, tests.sandbox(), LOSER);
        CompletableFuture<Void> merge = HeldUp.beside(this::merge);
        activity.awaitWaiting(1, merge);

        CompletableFuture<Void> unsubscription = unsubscribe();
        activity.awaitWaiting(2, unsubscription);
        activity.end();
        CompletableFuture.allOf(merge, unsubscription).join();

        isRefused();
    }

    private CompletableFuture<Void> unsubscribe() {
        return tell("directMarketing.emailUnsubscribed");
    }

    private CompletableFuture<Void> tell(String type) {
        return transactions
                .inSandbox(
                        tests.sandbox(),
                        connection -> interactions.apply(connection, tests.sandbox(), List.of(told(type))))
                .subscribeAsCompletionStage();
    }

    private ReceivedEvent told(String type) {
        String id = UUID.randomUUID().toString();
        return new ReceivedEvent(
                UUID.randomUUID(),
                EventTypes.INTERACTION_RECORDED,
                "interactions/" + id,
                Instant.now(),
                tests.sandbox(),
                0,
                LOSER,
                null,
                null,
                ContractJson.mapper().valueToTree(new Interaction(id, LOSER, type, Instant.now(), null, null, null)));
    }

    private void isRefused() {
        tests.request()
                .get("/v1/persons/" + WINNER)
                .then()
                .statusCode(200)
                .body("person.consents.marketing.email.val", equalTo("n"));
    }

    private void put(String id) {
        tests.request()
                .body(person(id, "CFO", "1"))
                .put("/v1/persons/" + accountKey(id))
                .then()
                .statusCode(201);
    }

    private void merge() {
        tests.request()
                .body("{\"into\":\"" + WINNER + "\"}")
                .post("/v1/persons/" + LOSER + "/merge")
                .then()
                .statusCode(200);
    }
}
