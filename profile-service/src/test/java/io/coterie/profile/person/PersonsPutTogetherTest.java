package io.coterie.profile.person;

import static io.coterie.profile.ProfileTests.accountKey;
import static io.coterie.profile.ProfileTests.person;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.coterie.platform.problem.ProblemException;
import io.coterie.platform.tenancy.SandboxTransactions;
import io.coterie.platform.testing.SuiteInfrastructure;
import io.coterie.profile.HeldUp;
import io.coterie.profile.ProfileTests;
import io.coterie.profile.source.SourceKey;
import io.coterie.profile.xdm.XdmDocument;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Persons that come one by one while others are being stored: four rows are held, so that no transaction may be added. */
@QuarkusTest
@WithTestResource(
        value = SuiteInfrastructure.class,
        initArgs = @ResourceArg(name = SuiteInfrastructure.DATABASE, value = "profile"))
class PersonsPutTogetherTest {

    private static final String HOLD = """
            select from person where sandbox_id = current_setting('app.sandbox_id')::int for update""";

    private static final List<String> HELD = List.of("held1", "held2", "held3", "held4");

    @Inject
    PersonService persons;

    @Inject
    SandboxTransactions transactions;

    private ProfileTests tests;
    private HeldUp held;

    @BeforeEach
    void whileAllTransactionsWait() {
        tests = ProfileTests.inNewSandbox();
        HELD.forEach(id -> put(id, person(id, "CFO", "1")).join());
        held = HeldUp.after(
                transactions,
                tests.sandbox(),
                connection -> connection.preparedQuery(HOLD).execute());
        List<CompletableFuture<StoredPerson>> waiting = new ArrayList<>();
        for (String id : HELD) {
            waiting.add(put(id, person(id, "CTO", "1")));
            held.awaitWaiting(waiting.size(), waiting.toArray(CompletableFuture<?>[]::new));
        }
    }

    @Test
    void theyAreStoredInOneTransactionAndEachIsAnswered() {
        CompletableFuture<StoredPerson> third = put("3", person("3", "CFO", "1"));
        CompletableFuture<StoredPerson> fourth = put("4", person("4", "CFO", "2"));

        held.end();

        assertThat(third.join().created()).isTrue();
        assertThat(fourth.join().person().accounts())
                .extracting(PersonView.AccountLink::accountKey)
                .containsExactly(accountKey("2"));
        assertThat(third.join().person().changedAt())
                .as("the instant of the transaction")
                .isEqualTo(fourth.join().person().changedAt());
        tests.request().get("/v1/persons/" + accountKey("3")).then().statusCode(200);
    }

    @Test
    void oneThatIsRefusedStoresNothingAndTheOthersAreStored() {
        CompletableFuture<StoredPerson> refused = put("3", "{}");
        CompletableFuture<StoredPerson> fourth = put("4", person("4", "CFO", "1"));

        held.end();

        assertThat(fourth.join().created()).isTrue();
        assertThatThrownBy(refused::join)
                .rootCause()
                .isInstanceOf(ProblemException.class)
                .hasMessageContaining("work e-mail address");
        tests.request().get("/v1/persons/" + accountKey("3")).then().statusCode(404);
    }

    @Test
    void aPersonThatIsPutAgainMeanwhileIsStoredInTheOrderItCame() {
        List<CompletableFuture<StoredPerson>> puts = List.of(
                put("3", person("3", "CFO", "1")),
                put("3", person("3", "CTO", "1")),
                put("3", person("3", "CEO", "1")));

        held.end();

        assertThat(puts).extracting(put -> put.join().person().revision()).containsExactly(1L, 2L, 3L);
        assertThat(puts).extracting(put -> put.join().created()).containsExactly(true, false, false);
        assertThat(puts.getLast().join().person().person().toString()).contains("CEO");
    }

    private CompletableFuture<StoredPerson> put(String id, String json) {
        PersonDocument document = PersonDocument.of(
                XdmDocument.read(json.getBytes(StandardCharsets.UTF_8)), SourceKey.parse(accountKey(id)));
        return persons.put(tests.sandbox(), document, null).subscribeAsCompletionStage();
    }
}
