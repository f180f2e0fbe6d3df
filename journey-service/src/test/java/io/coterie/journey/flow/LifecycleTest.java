package io.coterie.journey.flow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.notNullValue;

import io.coterie.contracts.DefinitionState;
import io.coterie.platform.testing.SuiteInfrastructure;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@ServiceTest
class LifecycleTest {

    private static final Duration PATIENCE = Duration.ofSeconds(60);

    @Inject
    MovableClock clock;

    private World world;
    private Api api;

    @BeforeEach
    void aSandboxWithDefinitions() {
        world = World.create();
        world.everythingDefined();
        api = Api.managing(world);
    }

    @AfterEach
    void close() {
        world.close();
    }

    @Test
    void aDraftIsReadBackAsItWasWritten() {
        UUID id = api.created(JourneyBodies.closeTheGap("Draft"));

        api.get("/v1/journeys/" + id)
                .then()
                .statusCode(200)
                .header("ETag", "\"1\"")
                .body("name", equalTo("Draft"))
                .body("status", equalTo("draft"))
                .body("type", equalTo("account"))
                .body("createdBy", equalTo("test-user"))
                .body("nodes", hasSize(12))
                .body("nodes[1].paths[0].condition.buyingGroup.where.all", hasSize(2));
    }

    @Test
    void aDraftChangesOnlyFromTheRevisionItsAuthorSaw() {
        UUID id = api.created(JourneyBodies.waitAnHour("Draft"));
        String changed = Api.quoted(JourneyBodies.waitAnHour("Renamed"));

        api.request()
                .header("If-Match", "\"7\"")
                .body(changed)
                .put("/v1/journeys/" + id)
                .then()
                .statusCode(412)
                .body("code", equalTo("precondition-failed"));
        api.request()
                .header("If-Match", "\"1\"")
                .body(changed)
                .put("/v1/journeys/" + id)
                .then()
                .statusCode(200)
                .header("ETag", "\"2\"")
                .body("name", equalTo("Renamed"));
    }

    @Test
    void aDeclarationMakesItSoOnce() {
        String body = Api.quoted(JourneyBodies.closeTheGap("As code"));

        String id = api.put("/v1/journeys/by-name/As code", body)
                .then()
                .statusCode(201)
                .extract()
                .path("id");
        api.put("/v1/journeys/by-name/as CODE", body)
                .then()
                .statusCode(200)
                .header("ETag", "\"1\"")
                .body("id", equalTo(id));
        api.put("/v1/journeys/by-name/As code", Api.quoted(JourneyBodies.waitAnHour("As code")))
                .then()
                .statusCode(200)
                .header("ETag", "\"2\"");
        api.put("/v1/journeys/by-name/Other", body)
                .then()
                .statusCode(400)
                .body("violations[0].field", equalTo("/name"));
    }

    @Test
    void theDeclarationOfALiveJourneyIsFoundSoOrRefused() {
        String body = Api.quoted(JourneyBodies.waitAnHour("Live"));
        UUID id = api.published(JourneyBodies.waitAnHour("Live"));

        api.put("/v1/journeys/by-name/Live", body).then().statusCode(200).body("status", equalTo("live"));
        api.put("/v1/journeys/by-name/Live", Api.quoted(JourneyBodies.closeTheGap("Live")))
                .then()
                .statusCode(409)
                .body("code", equalTo("journey-not-draft"));
        api.put("/v1/journeys/" + id, Api.quoted(JourneyBodies.closeTheGap("Live")))
                .then()
                .statusCode(409);
    }

    @Test
    void aNameIsTakenWhateverItsCase() {
        assertThat(api.created(JourneyBodies.waitAnHour("Taken"))).isNotNull();

        api.post("/v1/journeys", Api.quoted(JourneyBodies.waitAnHour("tAKEN")))
                .then()
                .statusCode(409)
                .body("code", equalTo("journey-name-taken"))
                .body("violations[0].field", equalTo("/name"));
    }

    @Test
    void publishingTellsTheOthersAndIsRepeatable() {
        UUID id = api.published(JourneyBodies.waitAnHour("Told"));

        api.post("/v1/journeys/" + id + "/publish")
                .then()
                .statusCode(200)
                .header("ETag", "\"2\"")
                .body("status", equalTo("live"))
                .body("publishedBy", equalTo("test-user"))
                .body("publishedAt", notNullValue());
        await().atMost(PATIENCE).until(() -> !world.publishedJourneys().isEmpty());
        assertThat(world.publishedJourneys()).singleElement().satisfies(state -> {
            assertThat(state.kind()).isEqualTo(DefinitionState.JOURNEY);
            assertThat(state.id()).isEqualTo(id.toString());
            assertThat(state.status()).isEqualTo("live");
            assertThat(state.definition().get("nodes")).hasSize(3);
        });
    }

    @Test
    void aPublicationThatNamesWhatIsNotThereIsRefusedWithEveryPlace() {
        UUID id = api.created(JourneyBodies.closeTheGap("Refers")
                .replace("'prospects'", "'nobody'")
                .replace("'intro'", "'no mail'"));

        api.post("/v1/journeys/" + id + "/validate")
                .then()
                .statusCode(200)
                .body("valid", equalTo(false))
                .body("findings.code", equalTo(List.of("unknown-reference", "unknown-reference")))
                .body("findings.node", equalTo(List.of("start", "mail")));
        api.post("/v1/journeys/" + id + "/publish")
                .then()
                .statusCode(422)
                .body("code", equalTo("journey-invalid"))
                .body("violations.field", equalTo(List.of("/nodes/0/audience", "/nodes/5/action/email")))
                .body("violations[0].detail", containsString("nobody"));
        api.get("/v1/journeys/" + id).then().body("status", equalTo("draft"));
    }

    @Test
    void aJourneyWithoutFindingsIsValid() {
        UUID id = api.created(JourneyBodies.closeTheGap("Valid"));

        api.post("/v1/journeys/" + id + "/validate")
                .then()
                .statusCode(200)
                .body("valid", equalTo(true))
                .body("findings", hasSize(0));
    }

    @Test
    void aClosedJourneyTakesNobodyAndKeepsWhoIsInside() {
        UUID id = api.published(JourneyBodies.waitAnHour("Closing"));
        world.account("inside");
        world.account("outside");
        world.member("prospects", "inside");
        api.awaitStatistic(id, "entered", 1);

        api.post("/v1/journeys/" + id + "/close").then().statusCode(200).body("status", equalTo("closed"));
        world.knownMember("prospects", "outside");
        clock.advance(Duration.ofHours(1));

        api.awaitStatistic(id, "ended.end", 1);
        api.awaitStatistic(id, "entered", 1);
    }

    @Test
    void anAbortStopsEverybodyInside() {
        UUID id = api.published(JourneyBodies.waitAnHour("Aborting"));
        for (String account : List.of("one", "two")) {
            world.account(account);
            world.member("prospects", account);
        }
        api.awaitStatistic(id, "active", 2);

        api.post("/v1/journeys/" + id + "/abort").then().statusCode(200).body("status", equalTo("aborted"));

        api.awaitStatistic(id, "aborted", 2);
        api.awaitStatistic(id, "active", 0);
        clock.advance(Duration.ofHours(2));
        String run = api.get("/v1/runs?journey=" + id).then().extract().path("items[0].id");
        api.get("/v1/runs/" + run + "/timeline").then().body("items.type", hasItem("run-aborted"));
        assertThat(world.count("select count(*) from due where journey_id = '" + id + "'"))
                .isZero();
        assertThat(world.count("select count(*) from event_wait where journey_id = '" + id + "'"))
                .isZero();
    }

    @Test
    void whatTheStateDoesNotAllowIsRefused() {
        UUID draft = api.created(JourneyBodies.waitAnHour("A draft"));
        UUID aborted = api.published(JourneyBodies.waitAnHour("An aborted one"));
        api.post("/v1/journeys/" + aborted + "/abort").then().statusCode(200);

        api.post("/v1/journeys/" + draft + "/close").then().statusCode(409).body("code", equalTo("journey-not-live"));
        api.post("/v1/journeys/" + draft + "/abort")
                .then()
                .statusCode(409)
                .body("code", equalTo("journey-not-running"));
        api.post("/v1/journeys/" + aborted + "/publish")
                .then()
                .statusCode(409)
                .body("code", equalTo("journey-not-draft"));
        api.post("/v1/journeys/" + aborted + "/close").then().statusCode(409);
        api.post("/v1/journeys/" + aborted + "/abort").then().statusCode(200);
    }

    @Test
    void aDraftCanBeDeleted() {
        UUID id = api.created(JourneyBodies.waitAnHour("Gone"));

        api.request().delete("/v1/journeys/" + id).then().statusCode(204);

        api.get("/v1/journeys/" + id).then().statusCode(404);
    }

    @Test
    @DisplayName("§2.2: an aborted journey can be deleted; the others hear of it, its name is free, and its runs stay")
    void anAbortedJourneyCanBeDeleted() {
        UUID id = api.published(JourneyBodies.waitAnHour("Over"));
        world.account("inside");
        world.member("prospects", "inside");
        api.awaitStatistic(id, "active", 1);
        api.post("/v1/journeys/" + id + "/abort").then().statusCode(200).header("ETag", "\"3\"");

        api.request()
                .header("If-Match", "\"2\"")
                .delete("/v1/journeys/" + id)
                .then()
                .statusCode(412);
        api.request().delete("/v1/journeys/" + id).then().statusCode(204);

        api.get("/v1/journeys/" + id).then().statusCode(404);
        api.get("/v1/journeys/" + id + "/statistics").then().statusCode(404);
        api.get("/v1/journeys").then().body("items", hasSize(0));
        api.get("/v1/journeys?status=deleted").then().statusCode(400);
        api.request().delete("/v1/journeys/" + id).then().statusCode(404);
        api.post("/v1/journeys/" + id + "/publish").then().statusCode(404);
        await().atMost(PATIENCE)
                .untilAsserted(() -> api.get("/v1/runs?account=inside")
                        .then()
                        .body("items.status", equalTo(List.of("aborted")))
                        .body("items.journeyName", equalTo(List.of("Over"))));
        await().atMost(PATIENCE).until(() -> world.publishedJourneys().size() == 3);
        assertThat(world.publishedJourneys())
                .extracting(DefinitionState::status)
                .containsExactly("live", "aborted", "deleted");
        assertThat(world.publishedJourneys().getLast().definition()).isNull();
        assertThat(api.created(JourneyBodies.waitAnHour("Over"))).isNotEqualTo(id);
    }

    @Test
    @DisplayName("§2.2: a live or closed journey is not deleted")
    void aRunningJourneyIsNotDeleted() {
        UUID id = api.published(JourneyBodies.waitAnHour("Running"));

        for (String end : List.of("close", "abort")) {
            api.request()
                    .delete("/v1/journeys/" + id)
                    .then()
                    .statusCode(409)
                    .body("code", equalTo("journey-is-running"));
            api.post("/v1/journeys/" + id + "/" + end).then().statusCode(200);
        }
        api.request().delete("/v1/journeys/" + id).then().statusCode(204);
    }

    @Test
    @DisplayName("§2.4: a run is stopped although its journey was deleted before that")
    void aDeletionMayOvertakeARunThatIsToStop() throws SQLException {
        UUID id = api.published(JourneyBodies.waitAnHour("Overtaken"));
        world.account("inside");
        world.member("prospects", "inside");
        api.awaitStatistic(id, "active", 1);

        try (Connection holder = SuiteInfrastructure.postgres().connectAsSuperuser(World.DATABASE);
                Statement statement = holder.createStatement()) {
            holder.setAutoCommit(false);
            statement.execute("select 1 from subject where sandbox_id = " + world.id() + " for update");
            api.post("/v1/journeys/" + id + "/abort").then().statusCode(200);
            api.request().delete("/v1/journeys/" + id).then().statusCode(204);
            api.get("/v1/runs?account=inside").then().body("items.status", equalTo(List.of("waiting")));
            holder.commit();
        }

        await().atMost(PATIENCE)
                .untilAsserted(() ->
                        api.get("/v1/runs?account=inside").then().body("items.status", equalTo(List.of("aborted"))));
        world.awaitCount("select count(*) from due where journey_id = '" + id + "'", 0);
    }

    @Test
    void journeysArePagedAndFiltered() {
        for (String name : List.of("Alpha 100%", "Beta", "Gamma")) {
            assertThat(api.created(JourneyBodies.waitAnHour(name))).isNotNull();
        }
        UUID live = api.published(JourneyBodies.waitAnHour("Delta"));

        String next = api.get("/v1/journeys?limit=3")
                .then()
                .statusCode(200)
                .header("Link", containsString("rel=\"next\""))
                .body("items.name", equalTo(List.of("Alpha 100%", "Beta", "Gamma")))
                .extract()
                .path("next");
        api.get("/v1/journeys?limit=3&cursor=" + next).then().body("items.name", equalTo(List.of("Delta")));
        api.get("/v1/journeys?status=live").then().body("items.id", equalTo(List.of(live.toString())));
        api.request()
                .queryParam("name", "0%")
                .get("/v1/journeys")
                .then()
                .body("items.name", equalTo(List.of("Alpha 100%")));
    }

    @Test
    void runsAreFiltered() {
        UUID id = api.published(JourneyBodies.waitAnHour("Runs"));
        for (String account : List.of("one", "two", "three")) {
            world.account(account);
            world.member("prospects", account);
        }
        api.awaitStatistic(id, "entered", 3);

        api.get("/v1/runs?journey=" + id + "&node=rest&status=waiting").then().body("items", hasSize(3));
        api.get("/v1/runs?account=two").then().body("items.accountKey", equalTo(List.of("two")));
        api.get("/v1/runs?journey=" + id + "&status=ended").then().body("items", hasSize(0));
        String next = api.get("/v1/runs?limit=2")
                .then()
                .body("items", hasSize(2))
                .extract()
                .path("next");
        api.get("/v1/runs?limit=2&cursor=" + next).then().body("items", hasSize(1));
    }

    @Test
    @DisplayName("§13.2, §13.5: the latest journeys that use an account come first, named, and none that is over")
    void theLatestJourneysOfAnAccountComeFirst() {
        world.account("one");
        world.member("prospects", "one");
        UUID last = UUID.randomUUID();
        for (String name : List.of("First", "Second", "Third", "Fourth")) {
            clock.advance(Duration.ofMinutes(1));
            last = api.published(JourneyBodies.waitAnHour(name));
            api.awaitStatistic(last, "entered", 1);
        }
        api.post("/v1/journeys/" + last + "/abort").then().statusCode(200);
        api.awaitStatistic(last, "aborted", 1);

        String latest = "/v1/runs?account=one&sort=-enteredAt";
        String next = api.get(latest + "&status=active&limit=2")
                .then()
                .body("items.journeyName", equalTo(List.of("Third", "Second")))
                .body("items.status", equalTo(List.of("waiting", "waiting")))
                .body("items.enteredAt", hasSize(2))
                .extract()
                .path("next");
        api.get(latest + "&status=active&limit=2&cursor=" + next)
                .then()
                .body("items.journeyName", equalTo(List.of("First")));
        api.get(latest + "&limit=1").then().body("items.journeyName", equalTo(List.of("Fourth")));
    }
}
