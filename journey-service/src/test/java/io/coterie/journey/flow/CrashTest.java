package io.coterie.journey.flow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.coterie.contracts.JourneyAction;
import io.coterie.platform.testing.SuiteInfrastructure;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.Statement;
import java.time.Duration;
import java.util.UUID;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The service is cut off in the middle of a step, at each table it writes: its connection is killed while it waits to
 * write there. What it had written is gone, the step is done again, and nobody outside sees a difference.
 */
@ServiceTest
class CrashTest {

    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private static final String HELD_UP =
            "from pg_stat_activity where usename = 'journey_service' and wait_event_type = 'Lock'";

    @Inject
    MovableClock clock;

    @ParameterizedTest
    @ValueSource(strings = {"run", "due", "event_wait", "timeline", "action_request", "outbox"})
    void aStepCutAnywhereIsDoneAgainAndHasItsEffectsOnce(String table) throws Exception {
        try (World world = World.create()) {
            Api api = Api.managing(world);
            world.everythingDefined();
            world.account("acme");
            world.person("ada", "acme", "CTO");
            world.person("bob", "acme", "CFO");
            UUID journey = api.published(JourneyBodies.journey("Cut", """
                {'id':'start','type':'account-audience','audience':'prospects','next':'rest'},
                {'id':'rest','type':'wait','duration':'PT1H','next':'mail'},
                {'id':'mail','type':'action','action':{'kind':'send-email','email':'intro'},'next':'activate'},
                {'id':'activate','type':'action','action':{'kind':'activate-to-destination','destination':'linkedin'},
                 'next':'listen'},
                {'id':'listen','type':'listen','event':{'type':'completeness-changed','solutionInterest':'crm'},
                 'next':'end'},
                {'id':'end','type':'end'}
                """));
            world.member("prospects", "acme");
            api.awaitStatistic(journey, "byNode.rest.current", 1);

            cut(world, table);

            api.awaitStatistic(journey, "byNode.listen.current", 1);
            assertThat(world.actionsOnceThereAre(3))
                    .extracting(JourneyAction::nodeId, JourneyAction::personKey)
                    .containsExactlyInAnyOrder(
                            org.assertj.core.groups.Tuple.tuple("mail", "ada"),
                            org.assertj.core.groups.Tuple.tuple("mail", "bob"),
                            org.assertj.core.groups.Tuple.tuple("activate", null));
            assertThat(world.count("select version from run where sandbox_id = " + world.id()))
                    .isEqualTo(world.count("select count(*) from timeline where sandbox_id = " + world.id()));
        }
    }

    private void cut(World world, String table) throws Exception {
        try (Connection connection = SuiteInfrastructure.postgres().connectAsSuperuser(World.DATABASE);
                Statement statement = connection.createStatement()) {
            connection.setAutoCommit(false);
            statement.execute("lock table " + table + " in exclusive mode");
            clock.advance(Duration.ofHours(1));
            await().atMost(PATIENCE).until(() -> world.count("select count(*) " + HELD_UP) > 0);
            assertThat(world.count("select count(*) from (select pg_terminate_backend(pid) " + HELD_UP + ") as killed"))
                    .isPositive();
            connection.rollback();
        }
    }
}
