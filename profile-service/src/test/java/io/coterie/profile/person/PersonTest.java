package io.coterie.profile.person;

import static io.coterie.profile.ProfileTests.account;
import static io.coterie.profile.ProfileTests.accountKey;
import static io.coterie.profile.ProfileTests.person;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.nullValue;

import com.fasterxml.jackson.databind.JsonNode;
import io.coterie.contracts.Topics;
import io.coterie.platform.testing.ReadRecord;
import io.coterie.platform.testing.SuiteInfrastructure;
import io.coterie.profile.ProfileTests;
import io.coterie.profile.StateTopic;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
@WithTestResource(
        value = SuiteInfrastructure.class,
        initArgs = @ResourceArg(name = SuiteInfrastructure.DATABASE, value = "profile"))
class PersonTest {

    private static final String SEVEN = "/v1/persons/" + accountKey("7");

    private ProfileTests tests;

    @BeforeEach
    void inANewSandbox() {
        tests = ProfileTests.inNewSandbox();
    }

    @Test
    void aPersonMayArriveBeforeItsAccount() {
        tests.request()
                .body(person("7", "CFO", "1"))
                .put(SEVEN)
                .then()
                .statusCode(201)
                .header("ETag", "\"1\"")
                .body("accounts[0].accountKey", equalTo(accountKey("1")))
                .body("accounts[0].known", equalTo(false));

        tests.request()
                .body(account("1", "Acme", "Software"))
                .put("/v1/accounts/" + accountKey("1"))
                .then()
                .statusCode(201);

        tests.request()
                .get(SEVEN)
                .then()
                .statusCode(200)
                .header("ETag", "\"1\"")
                .body("accounts[0].known", equalTo(true));
    }

    @Test
    void aPersonsStateCarriesItsAccountsAndRoles() {
        tests.request().body("""
                {"workEmail":{"address":"jane@acme.example"},"personComponents":[
                  {"sourceAccountKey":{"sourceKey":"1@crm.CRM"},"personRoles":["Buyer"]},
                  {"sourceAccountKey":{"sourceKey":"2@crm.CRM"}}]}""").put(SEVEN).then().statusCode(201);
        tests.request().body("""
                {"workEmail":{"address":"jane@acme.example"},"personComponents":[
                  {"sourceAccountKey":{"sourceKey":"2@crm.CRM"},"personRoles":["User"]}]}""").put(SEVEN).then().statusCode(200);
        tests.request().delete(SEVEN).then().statusCode(204);

        List<ReadRecord> states = StateTopic.records(Topics.PERSONS, tests.sandbox(), records -> records.size() == 3);

        assertThat(states)
                .extracting(state -> accounts(StateTopic.json(state)))
                .containsExactly(
                        "[{\"accountKey\":\"1@crm.CRM\",\"roles\":[\"Buyer\"]},{\"accountKey\":\"2@crm.CRM\",\"roles\":[]}]",
                        "[{\"accountKey\":\"2@crm.CRM\",\"roles\":[\"User\"]}]",
                        "[]");
        assertThat(StateTopic.json(states.getLast()).path("deleted").asBoolean())
                .isTrue();
        assertThat(StateTopic.json(states.getFirst())
                        .path("person")
                        .path("b2b")
                        .path("personKey")
                        .path("sourceID")
                        .asText())
                .isEqualTo("7");
    }

    @Test
    void aPersonWithoutAddressIsRefusedUnlessKnown() {
        tests.request()
                .body("{}")
                .put(SEVEN)
                .then()
                .statusCode(422)
                .body("code", equalTo("person-without-address"))
                .body("violations[0].field", equalTo("/workEmail/address"));
        tests.request().body(person("7", "CFO", "1")).put(SEVEN).then().statusCode(201);

        tests.request()
                .body("{\"workEmail\":{\"address\":null}}")
                .put(SEVEN)
                .then()
                .statusCode(200)
                .body("person.workEmail.address", nullValue());
    }

    @Test
    void inOneChunkAPersonMayLoseTheAddressItJustGot() {
        String answer = tests.request()
                .contentType("application/x-ndjson")
                .body((person("7", "CFO", "1") + "\n{\"b2b\":{\"personKey\":{\"sourceKey\":\"7@crm.CRM\"}}}\n"
                                + "{\"b2b\":{\"personKey\":{\"sourceKey\":\"8@crm.CRM\"}}}\n")
                        .getBytes(StandardCharsets.UTF_8))
                .post("/v1/persons/bulk")
                .then()
                .statusCode(200)
                .extract()
                .asString();

        assertThat(answer.lines().map(line -> line.contains("accepted"))).containsExactly(true, true, false);
        assertThat(answer).contains("\"line\":3").contains("person-without-address");
        tests.request().get(SEVEN).then().statusCode(200).body("person.workEmail", nullValue());
    }

    @Test
    void relationsOfAPersonThatChangedAccountsAreReplaced() {
        tests.request().body(person("7", "CFO", "1")).put(SEVEN).then().statusCode(201);
        tests.request().body(person("7", "CFO", "2")).put(SEVEN).then().statusCode(200);

        tests.request().get(SEVEN).then().body("accounts.accountKey", equalTo(List.of(accountKey("2"))));
        tests.request()
                .get("/v1/persons")
                .then()
                .body("items.personKey", equalTo(List.of(accountKey("7"))))
                .body("items[0].accounts.accountKey", equalTo(List.of(accountKey("2"))));
    }

    @Test
    void aChangeOfAPersonThatHasMovedOnIsRefused() {
        tests.request().body(person("7", "CFO", "1")).put(SEVEN).then().statusCode(201);
        tests.request().body(person("7", "CTO", "1")).put(SEVEN).then().statusCode(200);

        tests.request()
                .header("If-Match", "\"1\"")
                .body(person("7", "CIO", "1"))
                .put(SEVEN)
                .then()
                .statusCode(412);
        tests.request().header("If-Match", "\"2\"").delete(SEVEN).then().statusCode(204);
        tests.request().get(SEVEN).then().statusCode(404);
    }

    private static String accounts(JsonNode state) {
        return state.path("accounts").toString();
    }
}
