package io.coterie.profile.audience;

import static io.coterie.profile.ProfileTests.account;
import static io.coterie.profile.ProfileTests.accountKey;
import static io.coterie.profile.ProfileTests.person;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItems;

import io.coterie.platform.testing.SuiteInfrastructure;
import io.coterie.profile.ProfileTests;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Audiences over what people did (AUD-01, AUD-05). */
@QuarkusTest
@WithTestResource(
        value = SuiteInfrastructure.class,
        initArgs = @ResourceArg(name = SuiteInfrastructure.DATABASE, value = "profile"))
class EventAudienceTest {

    private static final String FORM = "web.formFilledOut";
    private static final String JANE = accountKey("7");

    private ProfileTests tests;

    @BeforeEach
    void inANewSandboxWithTwoPeopleOfAnAccount() {
        tests = ProfileTests.inNewSandbox();
        tests.request().body(account("1", "Acme", "Software")).put("/v1/accounts/" + accountKey("1"));
        tests.request().body(person("7", "CFO", "1")).put("/v1/persons/" + JANE);
        tests.request().body(person("8", "CTO", "1")).put("/v1/persons/" + accountKey("8"));
    }

    @Test
    void aNewEventMovesItsPersonsAccountIn() {
        String audience = define("""
                {"people":{"quantifier":"any","where":{"events":{"type":"web.formFilledOut","within":"P30D","atLeast":2,
                  "where":{"event":{"field":"web.fillOutForm.webFormName","operator":"IS","value":"Demo"}}}}}}""");

        record("e1", JANE, Instant.now(), "Demo");
        record("e2", accountKey("8"), Instant.now(), "Demo");
        record("e3", JANE, Instant.now(), "Other");
        record("e4", JANE, Instant.now().minus(Duration.ofDays(31)), "Demo");
        members(audience);
        record("e5", JANE, Instant.now().minus(Duration.ofDays(29)), "Demo");
        members(audience, accountKey("1"));

        tests.request()
                .get("/v1/audiences/" + audience + "/explanations/" + accountKey("1"))
                .then()
                .statusCode(200)
                .body("explanation.matched", equalTo(true))
                .body("explanation.children[0].counts.keys", hasItems("e1", "e5"));
    }

    @Test
    void eventsOfAllPeopleAreCountedForTheAccount() {
        String audience = define("{\"events\":{\"type\":\"web.formFilledOut\",\"within\":\"P7D\",\"atLeast\":2}}");

        record("e1", JANE, Instant.now(), "Demo");
        record("e2", accountKey("8"), Instant.now(), "Demo");

        members(audience, accountKey("1"));
    }

    /** No nightly run: the instant at which the event becomes too old is kept. */
    @Test
    void anEventThatBecomesTooOldMovesTheAccountOutInThatSecond() {
        String recent = define("{\"events\":{\"type\":\"web.formFilledOut\",\"within\":\"PT6S\"}}");
        String inactive = define("{\"events\":{\"type\":\"web.formFilledOut\",\"within\":\"PT6S\",\"absent\":true}}");
        members(inactive, accountKey("1"));

        record("e1", JANE, Instant.now(), "Demo");

        members(recent, accountKey("1"));
        members(recent);
        members(inactive, accountKey("1"));
    }

    @Test
    void anEventAheadOfTheClockCountsFromItsOwnInstantOn() {
        String audience = define("{\"events\":{\"type\":\"web.formFilledOut\",\"within\":\"P1D\"}}");

        record("e1", JANE, Instant.now().plusSeconds(4), "Demo");

        members(audience, accountKey("1"));
    }

    @Test
    void aPersonWhoComesBringsWhatItDid() {
        String audience = define("{\"events\":{\"type\":\"web.formFilledOut\",\"within\":\"P7D\"}}");
        record("e1", accountKey("9"), Instant.now(), "Demo");

        tests.request().body(person("9", "CEO", "1")).put("/v1/persons/" + accountKey("9"));

        members(audience, accountKey("1"));
    }

    /** D-11. */
    @Test
    void whatATestProfileDoesCountsForNobody() {
        String audience = define("{\"events\":{\"type\":\"web.formFilledOut\",\"within\":\"P7D\",\"atLeast\":1}}");
        tests.request()
                .body(person("9", "CEO", "1").replace("{\"b2b\"", "{\"testProfile\":true,\"b2b\""))
                .put("/v1/persons/" + accountKey("9"))
                .then()
                .statusCode(201);
        record("e1", accountKey("9"), Instant.now(), "Demo");
        tests.request()
                .get("/v1/audiences/" + audience + "/explanations/" + accountKey("1"))
                .then()
                .body("explanation.counts.total", equalTo(0));

        record("e2", JANE, Instant.now(), "Demo");
        members(audience, accountKey("1"));
    }

    /** AUD-05. */
    @Test
    void aLookBackOfMoreThanThirtyDaysOrNoneIsRefused() {
        tests.request()
                .body("""
                        {"name":"x","kind":"account","condition":{"any":[
                          {"events":{"type":"a","within":"P31D"}},
                          {"people":{"quantifier":"any","where":{"events":{"type":"a"}}}},
                          {"events":{"type":"a","within":"P1M"}},
                          {"events":{"type":"a","within":"P30D"}}]}}""")
                .post("/v1/audiences")
                .then()
                .statusCode(422)
                .body(
                        "violations.field",
                        equalTo(List.of(
                                "/condition/any/0/events/within",
                                "/condition/any/1/people/where/events/within",
                                "/condition/any/2/events/within")));
    }

    @Test
    void moreEventsThanAreReadOfAPersonCannotBeAskedFor() {
        tests.request()
                .body("""
                        {"name":"x","kind":"account","condition":{"any":[
                          {"events":{"type":"a","within":"P30D","atLeast":1001}},
                          {"people":{"quantifier":"any","where":{"events":{"type":"a","within":"P30D","atLeast":5000}}}},
                          {"events":{"type":"a","within":"P30D","atLeast":1000}}]}}""")
                .post("/v1/audiences")
                .then()
                .statusCode(422)
                .body(
                        "violations.field",
                        equalTo(List.of(
                                "/condition/any/0/events/atLeast", "/condition/any/1/people/where/events/atLeast")));
    }

    private String define(String condition) {
        String id = tests.request()
                .body("{\"name\":\"a" + condition.hashCode() + "\",\"kind\":\"account\",\"condition\":" + condition
                        + "}")
                .post("/v1/audiences")
                .then()
                .statusCode(202)
                .extract()
                .path("id");
        await().atMost(ProfileTests.PATIENCE)
                .untilAsserted(
                        () -> tests.request().get("/v1/audiences/" + id).then().body("status", equalTo("live")));
        return id;
    }

    private void record(String id, String person, Instant at, String form) {
        tests.request()
                .body("""
                        {"_id":"%s","eventType":"%s","timestamp":"%s","personKey":{"sourceKey":"%s"},
                         "web":{"fillOutForm":{"webFormName":"%s"}}}""".formatted(id, FORM, at, person, form))
                .post("/v1/experience-events")
                .then()
                .statusCode(201);
    }

    private void members(String audience, String... expected) {
        await().atMost(ProfileTests.PATIENCE)
                .untilAsserted(() -> tests.request()
                        .get("/v1/audiences/" + audience + "/members")
                        .then()
                        .body("items.memberKey", equalTo(List.of(expected))));
    }
}
