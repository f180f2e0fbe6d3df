package io.coterie.journey.flow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.coterie.journey.execution.RunIds;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@ServiceTest
class EntryTest {

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
    void everyPresentMemberEntersAtPublication() {
        IntStream.range(0, 60).forEach(index -> {
            world.account("acme" + index);
            world.member("prospects", "acme" + index);
        });
        await().atMost(PATIENCE)
                .until(() ->
                        world.count("select count(*) from audience_member where sandbox_id = " + world.id()) == 60);

        UUID journey = api.published(JourneyBodies.waitAnHour("All of them"));

        awaitRuns(journey, 60);
        assertThat(world.count("select count(*) from run where sandbox_id = " + world.id()
                        + " and id <> run_id(journey_id," + " account_key, entry)"))
                .isZero();
    }

    /** A second on an idle machine (BEY-01); a busy one gets more. */
    @Test
    void whoJoinsLaterEntersToo() {
        UUID journey = api.published(JourneyBodies.waitAnHour("Late"));
        world.account("acme");
        Instant before = clock.instant();

        world.member("prospects", "acme");

        awaitRuns(journey, 1);
        assertThat(world.count("select (extract(epoch from entered_at) * 1000)::bigint from run where sandbox_id = "
                        + world.id()))
                .as("milliseconds until the account had entered")
                .isLessThan(before.toEpochMilli() + 5_000);
    }

    @Test
    void anAccountEntersOnceHoweverOftenItsMembershipIsSaid() {
        UUID journey = api.published(JourneyBodies.waitAnHour("Once"));
        world.account("acme");
        world.member("prospects", "acme", true, 1);
        world.member("prospects", "acme", true, 1);
        awaitRuns(journey, 1);

        world.member("prospects", "acme", false, 2);
        world.member("prospects", "acme", true, 3);
        world.account("last");
        world.member("prospects", "last", true, 1);

        awaitRuns(journey, 2);
        assertThat(world.count("select count(*) from run where account_key = 'acme' and sandbox_id = " + world.id()))
                .isEqualTo(1);
    }

    @Test
    @DisplayName("D-12: an account that leaves the audience stays in the journey")
    void anAccountThatLeavesTheAudienceStaysInTheJourney() {
        UUID journey = api.published(JourneyBodies.waitAnHour("Stays"));
        world.account("acme");
        world.member("prospects", "acme", true, 1);
        awaitRuns(journey, 1);

        world.member("prospects", "acme", false, 2);
        await().atMost(PATIENCE)
                .until(() -> world.count(
                                "select count(*) from audience_member where not member and sandbox_id = " + world.id())
                        == 1);
        clock.advance(Duration.ofHours(1));

        api.awaitStatistic(journey, "ended.end", 1);
    }

    @Test
    void anOlderMembershipChangesNothing() {
        UUID journey = api.published(JourneyBodies.waitAnHour("Older"));
        world.account("acme");
        world.account("last");
        world.member("prospects", "acme", false, 5);

        world.member("prospects", "acme", true, 4);
        world.member("prospects", "last", true, 1);

        awaitRuns(journey, 1);
        assertThat(world.count("select count(*) from run where account_key = 'acme' and sandbox_id = " + world.id()))
                .isZero();
    }

    @Test
    void aMembershipThatOvertakesItsAccountWaitsForIt() {
        UUID journey = api.published(JourneyBodies.waitAnHour("Overtaken"));
        world.account("known");
        world.member("prospects", "unknown");
        world.member("prospects", "known");
        awaitRuns(journey, 1);
        assertThat(world.count("select count(*) from run where account_key = 'unknown' and sandbox_id = " + world.id()))
                .isZero();

        world.account("unknown");

        awaitRuns(journey, 2);
    }

    @Test
    void aMembershipOfAnAccountThatNeverComesIsNotHeldForEver() {
        UUID journey = api.published(JourneyBodies.waitAnHour("Never"));
        world.member("prospects", "ghost");
        await().atMost(PATIENCE)
                .until(() -> world.count(
                                "select count(*) from due where subject_key = 'ghost' and sandbox_id = " + world.id())
                        == 1);

        clock.advance(Duration.ofSeconds(61));

        awaitRuns(journey, 1);
    }

    /** Publication and memberships at the same time, many times over: nobody falls between them. */
    @Test
    void nobodyIsLostBetweenPublicationAndJoining() {
        IntStream.range(0, 40).forEach(index -> world.account("acme" + index));
        UUID journey = api.created(JourneyBodies.waitAnHour("Between"));

        IntStream.range(0, 20).forEach(index -> world.member("prospects", "acme" + index));
        api.post("/v1/journeys/" + journey + "/publish").then().statusCode(200);
        IntStream.range(20, 40).forEach(index -> world.member("prospects", "acme" + index));

        awaitRuns(journey, 40);
    }

    /** Whoever is about to write a membership has passed the gate; publication waits for them and then sees it. */
    @Test
    void publicationWaitsForMembershipsOnTheirWay() throws Exception {
        world.account("acme");
        UUID journey = api.created(JourneyBodies.waitAnHour("Gate"));

        try (var connection = io.coterie.platform.testing.SuiteInfrastructure.postgres()
                        .connectAsSuperuser(World.DATABASE);
                var statement = connection.createStatement()) {
            connection.setAutoCommit(false);
            statement.execute("select pg_advisory_xact_lock_shared(" + world.id() + ", hashtext('prospects'))");
            statement.execute("insert into audience_member values (" + world.id() + ", 'prospects', 'acme', 1, true)");
            Thread publisher = Thread.ofVirtual()
                    .start(() -> api.post("/v1/journeys/" + journey + "/publish")
                            .then()
                            .statusCode(200));
            await().atMost(PATIENCE)
                    .until(() ->
                            world.count("select count(*) from pg_locks where locktype = 'advisory' and not granted")
                                    > 0);
            connection.commit();
            publisher.join();
        }

        awaitRuns(journey, 1);
    }

    @Test
    void theDatabaseNamesRunsAsTheServiceDoes() {
        UUID journey = UUID.fromString("0190f5fe-7c00-7a00-8000-000000000001");
        String key = "001@Ünïcode's \"Acme\".CRM";

        assertThat(world.count("select count(*) from (select run_id('" + journey + "', '" + key.replace("'", "''")
                        + "', 3) as id) as named where id = '" + RunIds.run(journey, key, 3) + "'"))
                .isEqualTo(1);
    }

    private void awaitRuns(UUID journey, int count) {
        api.awaitStatistic(journey, "entered", count);
    }
}
