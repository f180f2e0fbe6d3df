package io.coterie.journey.flow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.coterie.contracts.JourneyAction;
import io.coterie.contracts.Topics;
import io.coterie.platform.testing.SuiteInfrastructure;
import java.sql.Connection;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * An account's decision to listen (W), the state that shows a new completeness (S) and the event that tells of it (E) are
 * three transactions under one lock. In whatever order they come, the run ends up where the new completeness leads.
 */
@ServiceTest
class CompletenessWaitTest {

    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private World world;
    private Api api;
    private UUID journey;

    @BeforeEach
    void aLiveJourney() {
        world = World.create();
        world.everythingDefined();
        api = Api.managing(world);
        journey = api.published(JourneyBodies.closeTheGap("Close the gap"));
        world.account("acme");
    }

    @AfterEach
    void close() {
        world.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"WSE", "WES", "SWE", "SEW", "EWS", "ESW"})
    void noOrderLosesTheWakeUp(String order) {
        world.knownGroup("acme", 1, 40);
        Map<Character, Runnable> steps = Map.of(
                'W', this::enterAndRest, 'S', () -> world.knownGroup("acme", 2, 100), 'E', this::hearOfRevisionTwo);

        order.chars().forEach(step -> steps.get((char) step).run());

        api.awaitStatistic(journey, "ended.end-complete", 1);
        assertThat(world.actions())
                .extracting(JourneyAction::kind)
                .as("sales is alerted once")
                .containsOnlyOnce("send-sales-alert");
    }

    @Test
    void manyAccountsAtOnceLoseNoWakeUp() {
        List<String> accounts =
                IntStream.range(0, 60).mapToObj(index -> "many" + index).toList();
        accounts.forEach(account -> {
            world.account(account);
            world.group(account, 1, 40);
        });
        await().atMost(PATIENCE)
                .until(() -> world.count("select count(*) from buying_group where sandbox_id = " + world.id()) == 60);

        accounts.forEach(account -> {
            world.member("prospects", account);
            world.publish(world.completenessChanged(account, 2, 100));
            world.group(account, 2, 100);
        });

        api.awaitStatistic(journey, "ended.end-complete", 60);
        assertThat(world.actions())
                .filteredOn(action -> action.kind().equals("send-sales-alert"))
                .hasSize(60);
    }

    @Test
    void anEventWithoutItsStateDoesNotWakeTheRunOnOldFacts() {
        world.knownGroup("acme", 1, 40);
        enterAndRest();

        hearOfRevisionTwo();

        assertThat(world.count("select count(*) from due where kind = 'heard' and sandbox_id = " + world.id()))
                .isZero();
        api.awaitStatistic(journey, "byNode.listen.current", 1);
    }

    @Test
    void aChangeBeforeTheListenBeganDoesNotWakeIt() {
        world.knownGroup("acme", 5, 40);
        enterAndRest();

        world.publish(world.completenessChanged("acme", 5, 40));
        world.publish(world.completenessChanged("acme", 4, 30));
        world.knownGroup("acme", 6, 40, "ada");

        world.awaitApplied(Topics.BUYING_GROUPS);
        assertThat(world.count("select max((visits ->> 'listen')::int) from run where sandbox_id = " + world.id()))
                .as("a new state of the same completeness, and old events, leave the run where it is")
                .isEqualTo(1);
    }

    @Test
    void aRepeatedEventWakesOnce() {
        world.knownGroup("acme", 1, 40, "ada");
        enterAndRest();
        var change = world.completenessChanged("acme", 2, 60);

        world.knownGroup("acme", 2, 60, "ada");
        world.publish(change, change);
        world.awaitApplied(Topics.BUYING_GROUPS);
        api.awaitStatistic(journey, "byNode.listen.entered", 2);
        world.publish(change, world.completenessChanged("acme", 2, 60));
        world.knownGroup("acme", 3, 60, "ada", "bob");

        api.awaitStatistic(journey, "byNode.listen.entered", 2);
        assertThat(world.actions())
                .filteredOn(action -> action.kind().equals("send-email"))
                .extracting(JourneyAction::personKey)
                .as("the action is marked once per run and person")
                .containsExactly("ada");
    }

    @Test
    void changesThatCancelOutAreStillHeard() {
        world.knownGroup("acme", 1, 40);
        enterAndRest();

        // Compaction has swallowed the states in between; the events have not been.
        world.publish(world.completenessChanged("acme", 2, 60), world.completenessChanged("acme", 3, 40));
        world.knownGroup("acme", 3, 40);

        api.awaitStatistic(journey, "byNode.listen.entered", 2);
    }

    @Test
    void nobodyDecidesAboutAnAccountSomebodyElseHasLocked() throws Exception {
        world.knownGroup("acme", 1, 40);
        enterAndRest();

        try (Connection connection = SuiteInfrastructure.postgres().connectAsSuperuser(World.DATABASE);
                Statement statement = connection.createStatement()) {
            connection.setAutoCommit(false);
            statement.execute(
                    "select 1 from subject where subject_key = 'acme' and sandbox_id = " + world.id() + " for update");
            world.group("acme", 2, 100);
            world.publish(world.completenessChanged("acme", 2, 100));
            await().atMost(PATIENCE)
                    .until(() ->
                            world.count("select count(*) from pg_stat_activity where usename = 'journey_service' and"
                                            + " wait_event_type = 'Lock' and query like '%from subject%'")
                                    >= 2);
            assertThat(world.count("select revision from buying_group where sandbox_id = " + world.id()))
                    .isEqualTo(1);
            connection.rollback();
        }

        api.awaitStatistic(journey, "ended.end-complete", 1);
    }

    private void enterAndRest() {
        world.member("prospects", "acme");
        api.awaitStatistic(journey, "entered", 1);
    }

    private void hearOfRevisionTwo() {
        world.publish(world.completenessChanged("acme", 2, 100));
        world.awaitApplied(Topics.BUYING_GROUPS);
    }
}
