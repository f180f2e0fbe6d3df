package io.coterie.profile.account;

import static io.coterie.profile.ProfileTests.account;
import static io.coterie.profile.ProfileTests.accountKey;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.nullValue;

import io.coterie.contracts.EventTypes;
import io.coterie.contracts.Topics;
import io.coterie.platform.testing.ReadRecord;
import io.coterie.platform.testing.SuiteInfrastructure;
import io.coterie.profile.ProfileTests;
import io.coterie.profile.StateTopic;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
@WithTestResource(
        value = SuiteInfrastructure.class,
        initArgs = @ResourceArg(name = SuiteInfrastructure.DATABASE, value = "profile"))
class AccountTest {

    private static final String ONE = "/v1/accounts/" + accountKey("1");

    private ProfileTests tests;

    @BeforeEach
    void inANewSandbox() {
        tests = ProfileTests.inNewSandbox();
    }

    @Test
    void anAccountIsCreatedReplacedReadAndDeleted() {
        tests.request()
                .body(account("1", "Acme", "Software"))
                .put(ONE)
                .then()
                .statusCode(201)
                .header("ETag", "\"1\"")
                .body("accountKey", equalTo("1@crm.CRM"))
                .body("account.accountKey.sourceInstanceID", equalTo("crm"));
        tests.request()
                .body(account("1", "Acme", "Steel"))
                .put(ONE)
                .then()
                .statusCode(200)
                .header("ETag", "\"2\"");
        tests.request()
                .get(ONE)
                .then()
                .statusCode(200)
                .header("ETag", "\"2\"")
                .body("account.accountOrganization.industry", equalTo("Steel"));

        tests.request().delete(ONE).then().statusCode(204);

        tests.request().get(ONE).then().statusCode(404).body("code", equalTo("not-found"));
        tests.request().delete(ONE).then().statusCode(404);
    }

    @Test
    void anUnchangedDocumentMakesNoRevisionAndNoEvent() {
        tests.request().body(account("1", "Acme", "Software")).put(ONE).then().statusCode(201);
        tests.request().body("""
                        {"accountOrganization":{"industry":"Software"}, "accountSite":null, "accountName":"Acme"}""").put(ONE).then().statusCode(200).header("ETag", "\"1\"");
        tests.request().body(account("1", "Acme", "Steel")).put(ONE).then().header("ETag", "\"2\"");

        List<ReadRecord> states = StateTopic.records(
                Topics.ACCOUNTS, tests.sandbox(), records -> revisions(records).contains("2"));

        assertThat(revisions(states)).containsExactly("1", "2");
    }

    @Test
    void revisionsGoOnAfterADeletedAccountIsCreatedAgain() {
        tests.request().body(account("1", "Acme", "Software")).put(ONE).then().statusCode(201);
        tests.request().delete(ONE).then().statusCode(204);
        tests.request()
                .body(account("1", "Acme", "Software"))
                .put(ONE)
                .then()
                .statusCode(201)
                .header("ETag", "\"3\"");

        List<ReadRecord> states = StateTopic.records(Topics.ACCOUNTS, tests.sandbox(), records -> records.size() == 3);

        assertThat(states)
                .extracting(ReadRecord::key)
                .containsOnly(tests.sandbox().id() + ":1@crm.CRM");
        assertThat(states).extracting(state -> state.attribute("type")).containsOnly(EventTypes.ACCOUNT_CHANGED);
        assertThat(revisions(states)).containsExactly("1", "2", "3");
        assertThat(states)
                .extracting(state -> StateTopic.json(state).path("deleted").asBoolean())
                .containsExactly(false, true, false);
        assertThat(StateTopic.json(states.get(1)).has("account")).isFalse();
        assertThat(StateTopic.json(states.get(2))
                        .path("account")
                        .path("accountName")
                        .asText())
                .isEqualTo("Acme");
    }

    @Test
    void aChangeOfAnAccountThatHasMovedOnIsRefused() {
        tests.request().body(account("1", "Acme", "Software")).put(ONE).then().statusCode(201);
        tests.request().body(account("1", "Acme", "Steel")).put(ONE).then().statusCode(200);

        tests.request()
                .header("If-Match", "\"1\"")
                .body(account("1", "Acme", "Water"))
                .put(ONE)
                .then()
                .statusCode(412)
                .body("code", equalTo("precondition-failed"));
        tests.request().header("If-Match", "\"1\"").delete(ONE).then().statusCode(412);
        tests.request()
                .header("If-Match", "\"2\"")
                .body(account("1", "Acme", "Water"))
                .put(ONE)
                .then()
                .statusCode(200)
                .header("ETag", "\"3\"");
        tests.request()
                .header("If-Match", "\"1\"")
                .body(account("9", "Nobody", "Water"))
                .put("/v1/accounts/" + accountKey("9"))
                .then()
                .statusCode(412);
    }

    @Test
    void aListPagesThroughAllAccountsInTheOrderOfTheirKeys() {
        for (String id : List.of("c", "a", "e", "B", "d")) {
            tests.request()
                    .body(account(id, "Account " + id, "Software"))
                    .put("/v1/accounts/" + accountKey(id))
                    .then()
                    .statusCode(201);
        }
        tests.request().delete("/v1/accounts/" + accountKey("d")).then().statusCode(204);

        List<String> seen = new ArrayList<>();
        String cursor = "";
        do {
            var page = tests.request()
                    .queryParam("limit", 2)
                    .queryParam("cursor", cursor)
                    .get("/v1/accounts");
            page.then().statusCode(200);
            seen.addAll(page.path("items.accountKey"));
            cursor = page.path("next");
            if (cursor != null) {
                assertThat(page.header("Link")).contains("cursor=" + cursor).endsWith("rel=\"next\"");
            }
        } while (cursor != null);

        assertThat(seen).containsExactly(accountKey("B"), accountKey("a"), accountKey("c"), accountKey("e"));
    }

    @Test
    void aKeyMayHoldCharactersThatMeanSomethingInAPath() {
        String key = "a/b c%d?e@crm.CRM";

        tests.request()
                .body("{\"accountName\":\"Odd\"}")
                .put("/v1/accounts/{key}", key)
                .then()
                .statusCode(201)
                .body("accountKey", equalTo(key));
        tests.request().get("/v1/accounts/{key}", key).then().statusCode(200).body("accountKey", equalTo(key));
    }

    @Test
    void badInputIsRefusedAtItsPlaceAndNothingIsStored() {
        refused("{\"accountName\":", 400, "malformed-json", "");
        refused("[]", 400, "invalid-body", "");
        refused("{\"accountName\":7}", 400, "invalid-body", "/accountName");
        refused("{\"accountName\":\"Acme\",\"colour\":\"red\"}", 400, "invalid-body", "/colour");
        refused(
                "{\"accountName\":\"Acme\",\"accountKey\":{\"sourceKey\":\"2@crm.CRM\"}}",
                400,
                "invalid-body",
                "/accountKey");
        refused("{\"accountName\":\"\"}", 400, "invalid-body", "/accountName");
        tests.request()
                .body("{\"accountName\":\"Acme\"}")
                .put("/v1/accounts/nonsense")
                .then()
                .statusCode(400)
                .body("code", equalTo("invalid-parameter"))
                .body("violations[0].field", equalTo("accountKey"));
        tests.request()
                .body("{\"accountName\":\"" + "x".repeat(2_000_000) + "\"}")
                .put(ONE)
                .then()
                .statusCode(413)
                .contentType(containsString("application/problem+json"))
                .body("code", equalTo("payload-too-large"));
        tests.request().queryParam("limit", 0).get("/v1/accounts").then().statusCode(400);
        tests.request().queryParam("cursor", "§").get("/v1/accounts").then().statusCode(400);
        // The character zero in Base64: well-formed, and still no text that the database knows.
        tests.request().queryParam("cursor", "AA").get("/v1/accounts").then().statusCode(400);

        tests.request()
                .get("/v1/accounts")
                .then()
                .body("items", equalTo(List.of()))
                .body("next", nullValue());
    }

    private void refused(String body, int status, String code, String field) {
        tests.request()
                .body(body)
                .put(ONE)
                .then()
                .statusCode(status)
                .contentType(containsString("application/problem+json"))
                .body("code", equalTo(code))
                .body("violations[0].field", equalTo(field));
    }

    private static List<String> revisions(List<ReadRecord> states) {
        return states.stream().map(state -> state.attribute("revision")).toList();
    }
}
