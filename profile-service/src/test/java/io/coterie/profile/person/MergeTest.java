package io.coterie.profile.person;

import static io.coterie.profile.ProfileTests.accountKey;
import static io.coterie.profile.ProfileTests.person;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItems;

import com.fasterxml.jackson.databind.JsonNode;
import com.google.errorprone.annotations.CanIgnoreReturnValue;
import io.coterie.contracts.Topics;
import io.coterie.platform.testing.SuiteInfrastructure;
import io.coterie.profile.ProfileTests;
import io.coterie.profile.StateTopic;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
@WithTestResource(
        value = SuiteInfrastructure.class,
        initArgs = @ResourceArg(name = SuiteInfrastructure.DATABASE, value = "profile"))
class MergeTest {

    private static final String LOSER = accountKey("7");
    private static final String WINNER = accountKey("8");

    private ProfileTests tests;

    @BeforeEach
    void inANewSandboxWithTwoPersons() {
        tests = ProfileTests.inNewSandbox();
        put("/v1/persons/" + LOSER, person("7", "CFO", "1").replace("{\"b2b\"", """
                {"person":{"name":{"firstName":"Jane"}},"consents":{"marketing":{"email":{"val":"n"}}},"b2b\""""));
        put("/v1/persons/" + WINNER, person("8", "Finance", "2").replace("{\"b2b\"", """
                {"consents":{"marketing":{"email":{"val":"y"}}},"b2b\""""));
        put("/v1/account-person-relations/" + accountKey("r1"), """
                {"accountKey":{"sourceKey":"3@crm.CRM"},"personKey":{"sourceKey":"7@crm.CRM"},"personRoles":["Buyer"]}""");
        put("/v1/opportunities/" + accountKey("o1"), """
                {"accountKey":{"sourceKey":"1@crm.CRM"}}""");
        put("/v1/opportunity-person-relations/" + accountKey("p1"), """
                {"opportunityKey":{"sourceKey":"o1@crm.CRM"},"personKey":{"sourceKey":"7@crm.CRM"},"personRole":"Buyer"}""");
        record("e1", LOSER);
        record("e2", WINNER);
        record("e3", LOSER);
    }

    @Test
    void whatIsKeptOfTheLoserBecomesTheWinners() {
        merge(LOSER, WINNER)
                .statusCode(200)
                .body("personKey", equalTo(WINNER))
                .body("person.extendedWorkDetails.jobTitle", equalTo("Finance"))
                .body("person.person.name.firstName", equalTo("Jane"))
                .body("accounts.accountKey", equalTo(List.of(accountKey("2"), accountKey("1"), accountKey("3"))))
                .body("accounts[2].roles", equalTo(List.of("Buyer")));

        tests.request()
                .get("/v1/persons/" + WINNER + "/experience-events")
                .then()
                .body("items.id", hasItems("e1", "e2", "e3"));
        tests.request()
                .get("/v1/experience-events/daily-counts")
                .then()
                .body("items.personKey", equalTo(List.of(WINNER)))
                .body("items[0].revision", equalTo(3))
                .body("items[0].counts[0].count", equalTo(3));
        tests.request()
                .get("/v1/opportunities/" + accountKey("o1"))
                .then()
                .body("persons.personKey", equalTo(List.of(WINNER)));
        tests.request()
                .get("/v1/account-person-relations/" + accountKey("r1"))
                .then()
                .body("relation.personKey.sourceKey", equalTo(WINNER))
                .body("relation.personKey.sourceID", equalTo("8"));
    }

    @Test
    void anOptOutOfEitherHolds() {
        merge(LOSER, WINNER).body("person.consents.marketing.email.val", equalTo("n"));
    }

    @Test
    void theLosersLastStateNamesTheWinner() {
        merge(LOSER, WINNER).statusCode(200);

        List<JsonNode> states = StateTopic.records(
                        Topics.PERSONS,
                        tests.sandbox(),
                        records -> records.stream().map(StateTopic::json).anyMatch(state -> state.has("mergedInto")))
                .stream()
                .map(StateTopic::json)
                .filter(state -> state.path("personKey").asText().equals(LOSER))
                .toList();
        assertThat(states.getLast().path("deleted").asBoolean()).isTrue();
        assertThat(states.getLast().path("mergedInto").asText()).isEqualTo(WINNER);
    }

    @Test
    void theLosersKeyIsRefusedAndWhatIsToldOfItIsTheWinners() {
        merge(LOSER, WINNER).statusCode(200);

        tests.request().get("/v1/persons/" + LOSER).then().statusCode(404);
        tests.request()
                .body(person("7", "CFO", "1"))
                .put("/v1/persons/" + LOSER)
                .then()
                .statusCode(409)
                .body("code", equalTo("person-merged"))
                .body("detail", containsString(WINNER));
        record("e4", LOSER);
        tests.request()
                .get("/v1/persons/" + WINNER + "/experience-events")
                .then()
                .body("items.id", hasItems("e4"));
    }

    @Test
    void whatCannotBeMergedIsRefusedAndNothingChanges() {
        merge(LOSER, LOSER).statusCode(400).body("violations[0].field", equalTo("/into"));
        merge(LOSER, accountKey("404")).statusCode(404);
        merge(accountKey("404"), WINNER).statusCode(404);
        merge(LOSER, "nonsense").statusCode(400);
        tests.request().get("/v1/persons/" + LOSER).then().body("revision", equalTo(2));
    }

    @CanIgnoreReturnValue
    private ValidatableResponse merge(String loser, String winner) {
        return tests.request()
                .body("{\"into\":\"" + winner + "\"}")
                .post("/v1/persons/" + loser + "/merge")
                .then();
    }

    private void put(String path, String body) {
        tests.request().body(body).put(path).then().statusCode(201);
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
}
