package io.coterie.journey.flow;

import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;

import jakarta.inject.Inject;
import java.time.Duration;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** Splits over the customer's own fields and over opportunities (§16.1). */
@ServiceTest
class FieldTest {

    private static final String GOLD = "{'account':{'field':'_acme.tier','operator':'IS','value':['gold']}}";
    private static final String OPEN =
            "{'opportunities':{'where':{'all':[{'opportunity':{'field':'isClosed','operator':'FALSE'}},"
                    + "{'opportunity':{'field':'opportunityAmount.amount','operator':'AT_LEAST','value':1000}}]}}}";

    private World world;
    private Api api;

    @Inject
    MovableClock clock;

    @BeforeEach
    void aSandbox() {
        world = World.create();
        world.everythingDefined();
        api = Api.managing(world);
    }

    @AfterEach
    void close() {
        world.close();
    }

    @Test
    @DisplayName("XDM-02: a split reads a custom field as soon as the sandbox has it")
    void aSplitReadsACustomField() {
        refused("Gold");
        world.accountFields(1, "_acme.tier:string");
        world.account("acme", "{\"_acme\":{\"tier\":\"gold\"}}");
        world.account("globex", "{\"_acme\":{\"tier\":\"silver\"}}");

        UUID journey = api.published(journey("Gold", GOLD));
        enter(journey, "acme", "globex");
        clock.advance(Duration.ofHours(1));

        api.awaitStatistic(journey, "ended.yes", 1);
        api.awaitStatistic(journey, "ended.no", 1);
    }

    @Test
    @DisplayName("D-05: a live journey goes on without the field that was removed, and a new one cannot name it")
    void aRemovedFieldDoesNotBreakARunningJourney() {
        world.accountFields(1, "_acme.tier:string");
        world.account("acme", "{\"_acme\":{\"tier\":\"gold\"}}");
        UUID journey = api.published(journey("Gold", GOLD));
        UUID draft = api.created(journey("Draft", GOLD));
        enter(journey, "acme");

        world.accountFields(2, "_acme.region:string");
        clock.advance(Duration.ofHours(1));

        api.awaitStatistic(journey, "ended.no", 1);
        refused("Silver");
        api.post("/v1/journeys/" + draft + "/validate").then().statusCode(200).body("valid", equalTo(false));
        api.post("/v1/journeys/" + draft + "/publish")
                .then()
                .statusCode(422)
                .body("violations[0].field", equalTo("/nodes/2/paths/0/condition/account/field"));
    }

    @Test
    @DisplayName("D-05: a field of another type does not match, and one that comes back does")
    void aFieldThatComesBackIsReadAgain() {
        world.accountFields(1, "_acme.tier:string");
        world.account("acme", "{\"_acme\":{\"tier\":\"gold\"}}");
        world.account("globex", "{\"_acme\":{\"tier\":\"gold\"}}");
        UUID journey = api.published(journey("Gold", GOLD));
        enter(journey, "acme");
        world.accountFields(2, "_acme.tier:integer");
        clock.advance(Duration.ofHours(1));
        api.awaitStatistic(journey, "ended.no", 1);

        world.accountFields(3, "_acme.tier:string");
        world.member("prospects", "globex");
        api.awaitStatistic(journey, "entered", 2);
        clock.advance(Duration.ofHours(1));

        api.awaitStatistic(journey, "ended.yes", 1);
    }

    @Test
    void aSplitAsksForAnOpenOpportunityOfSomeSize() {
        world.account("acme");
        world.account("globex");
        world.account("initech");
        world.opportunity("o1", "acme", 1, "{\"isClosed\":false,\"opportunityAmount\":{\"amount\":5000}}");
        world.opportunity("o2", "globex", 1, "{\"isClosed\":false,\"opportunityAmount\":{\"amount\":5000}}");
        world.opportunity("o3", "globex", 1, "{\"isClosed\":false,\"opportunityAmount\":{\"amount\":10}}");
        world.opportunity("o4", "initech", 1, "{\"isClosed\":false,\"opportunityAmount\":{\"amount\":5000}}");
        UUID journey = api.published(journey("Open", OPEN));
        enter(journey, "acme", "globex", "initech");

        world.opportunity("o2", "globex", 2, "{\"isClosed\":true,\"opportunityAmount\":{\"amount\":5000}}");
        world.opportunity("o4", "initech", 2, null);
        clock.advance(Duration.ofHours(1));

        api.awaitStatistic(journey, "ended.yes", 1);
        api.awaitStatistic(journey, "ended.no", 2);
    }

    private void enter(UUID journey, String... accounts) {
        for (String account : accounts) {
            world.member("prospects", account);
        }
        api.awaitStatistic(journey, "byNode.rest.current", accounts.length);
    }

    private void refused(String name) {
        api.post("/v1/journeys", Api.quoted(journey(name, GOLD)))
                .then()
                .statusCode(422)
                .body("violations[0].field", equalTo("/nodes/2/paths/0/condition/account/field"))
                .body("violations[0].detail", containsString("_acme.tier"));
    }

    private static String journey(String name, String condition) {
        return JourneyBodies.journey(name, """
                {'id':'start','type':'account-audience','audience':'prospects','next':'rest'},
                {'id':'rest','type':'wait','duration':'PT1H','next':'split'},
                {'id':'split','type':'split-by-accounts','paths':[{'label':'yes','condition':%s,'next':'yes'}],
                 'otherAccounts':{'label':'no','next':'no'}},
                {'id':'yes','type':'end'},
                {'id':'no','type':'end'}
                """.replaceFirst("%s", condition));
    }
}
