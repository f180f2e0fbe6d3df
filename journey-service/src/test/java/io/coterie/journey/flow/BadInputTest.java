package io.coterie.journey.flow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.notNullValue;

import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Whatever is sent is answered with a problem that names the place, and nothing is kept of it. */
@ServiceTest
class BadInputTest {

    private static final String START = "{'id':'start','type':'account-audience','audience':'a','next':'%s'}";
    private static final String END = "{'id':'end','type':'end'}";

    private World world;
    private Api api;

    @BeforeEach
    void aSandbox() {
        world = World.create();
        api = Api.managing(world);
    }

    @AfterEach
    void nothingIsKept() {
        assertThat(world.count("select count(*) from journey where sandbox_id = " + world.id()))
                .isZero();
        world.close();
    }

    @Test
    void brokenJsonIsAnsweredWithItsPlace() {
        api.post("/v1/journeys", "{\"name\": \"x\",\n  oops")
                .then()
                .statusCode(400)
                .contentType("application/problem+json")
                .body("code", equalTo("malformed-json"))
                .body("detail", containsString("line 2"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"[]", "7", "\"journey\"", "null"})
    void aBodyThatIsNoObjectIsRefused(String body) {
        api.post("/v1/journeys", body).then().statusCode(400).body("code", equalTo("journey-malformed"));
    }

    @Test
    void anEmptyBodyIsRefused() {
        api.post("/v1/journeys").then().statusCode(400).body("code", equalTo("journey-malformed"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{'name':7,'nodes':[]} | /name",
                "{'nodes':[]} | /name",
                "{'name':'x','nodes':{}} | /nodes",
                "{'name':'x','nodes':[7]} | /nodes/0",
                "{'name':'x','nodes':[],'colour':'red'} | /colour",
                "{'name':'x','type':'person','nodes':[]} | /type",
                "{'name':'x','deduplicateEmails':'yes','nodes':[]} | /deduplicateEmails",
                "{'name':'x','nodes':[{'id':'a','type':'teleport'}]} | /nodes/0/type",
                "{'name':'x','nodes':[{'id':'a b','type':'end'}]} | /nodes/0/id",
                "{'name':'x','nodes':[{'id':'a','type':'wait','duration':'soon','next':'b'}]} | /nodes/0/duration",
                "{'name':'x','nodes':[{'id':'a','type':'end','next':'b'}]} | /nodes/0/next",
            })
    void aWrongFieldIsNamed(String body, String field) {
        api.post("/v1/journeys", Api.quoted(body))
                .then()
                .statusCode(400)
                .contentType("application/problem+json")
                .body("code", equalTo("journey-malformed"))
                .body("violations.field", hasItem(field));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{'name':'\\u0000','nodes':[]} | /name",
                "{'name':'x','nodes':[{'id':'a','type':'end','label':'\\u0000'}]} | /nodes/0/label",
                "{'name':'x','nodes':[{'\\u0000':'a'}]} | /nodes/0",
            })
    void aCharacterThatCannotBeStoredIsRefusedWithItsPlace(String body, String field) {
        api.post("/v1/journeys", Api.quoted(body))
                .then()
                .statusCode(400)
                .contentType("application/problem+json")
                .body("code", equalTo("invalid-body"))
                .body("violations.field", contains(field));
    }

    @Test
    void aDanglingEdgeIsNamedWithItsNode() {
        refused(START.formatted("nowhere"))
                .body("violations[0].field", equalTo("/nodes/0/next"))
                .body("violations[0].detail", containsString("'start'"))
                .body("violations[0].detail", containsString("'nowhere'"));
    }

    @Test
    void aCycleWithoutAWaitIsNamedWithItsNodes() {
        refused(
                        START.formatted("one"),
                        "{'id':'one','type':'merge','next':'two'}",
                        "{'id':'two','type':'merge','next':'one'}")
                .body("violations[0].field", equalTo("/nodes/1"))
                .body("violations[0].detail", containsString("one -> two"));
    }

    @Test
    void anUnreachableNodeIsNamed() {
        refused(START.formatted("end"), END, "{'id':'island','type':'end'}")
                .body("violations[0].field", equalTo("/nodes/2"));
    }

    @Test
    void aConditionThatDoesNotCompileIsNamedWithItsColumn() {
        refused(
                        START.formatted("split"),
                        "{'id':'split','type':'split-by-accounts','paths':[{'label':'a','condition':"
                                + "{'account':{'expression':'account.accountOrganization.numberOfEmployees > '}},"
                                + "'next':'end'},{'label':'b','condition':{'account':{'field':'no.such.field',"
                                + "'operator':'IS','value':'x'}},'next':'end'}]}",
                        END)
                .body("violations.field", hasItem("/nodes/1/paths/0/condition/account/expression"))
                .body("violations[0].column", notNullValue())
                .body("violations.field", hasItem(containsString("/nodes/1/paths/1/condition/account")));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/v1/runs?journey=7",
                "/v1/runs?status=lost",
                "/v1/runs?limit=0",
                "/v1/runs?limit=1001",
                "/v1/runs?cursor=%21",
                "/v1/runs?cursor=bm90LWEtcnVu",
                "/v1/runs?sort=-enteredAt",
                "/v1/runs?account=acme&sort=name",
                "/v1/runs?account=acme&sort=-enteredAt&cursor=bm90LWEtcnVu",
                "/v1/runs?account=acme&sort=-enteredAt&cursor=KzEwMDAwMDAwMDAtMTItMzFUMDA6MDA6MDBafDAwMDAwMDAwLTAwMDAtMDAwMC0wMDAwLTAwMDAwMDAwMDAwMQ",
                "/v1/journeys?status=lost",
                "/v1/journeys?cursor=bm90LWEtam91cm5leQ",
            })
    void aParameterOfTheWrongFormIsNamed(String path) {
        api.request()
                .urlEncodingEnabled(false)
                .get(path)
                .then()
                .statusCode(400)
                .contentType("application/problem+json")
                .body("code", equalTo("invalid-parameter"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"/v1/runs?node=%00", "/v1/runs?account=%00", "/v1/journeys?name=%00"})
    void aCharacterThatNoNameHasIsRefused(String path) {
        api.request()
                .urlEncodingEnabled(false)
                .get(path)
                .then()
                .statusCode(400)
                .contentType("application/problem+json")
                .body("code", equalTo("invalid-parameter"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "/statistics"})
    void aJourneyThatIsNotThereIsNotFound(String path) {
        api.get("/v1/journeys/" + UUID.randomUUID() + path)
                .then()
                .statusCode(404)
                .contentType("application/problem+json")
                .body("code", equalTo("not-found"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"/v1/journeys/7", "/v1/runs/7", "/v1/runs/7/timeline"})
    void anIdThatIsNoneIsNotFound(String path) {
        api.get(path).then().statusCode(404).contentType("application/problem+json");
    }

    private io.restassured.response.ValidatableResponse refused(String... nodes) {
        return api.post("/v1/journeys", Api.quoted(JourneyBodies.journey("Bad", String.join(",", nodes))))
                .then()
                .statusCode(422)
                .contentType("application/problem+json")
                .body("code", equalTo("journey-invalid"));
    }
}
