package io.coterie.journey.flow;

import io.coterie.contracts.DefinitionState;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Entering a journey and getting a buying group cannot race: the split waits for the group a job will make. */
@ServiceTest
class GroupToComeTest {

    @Inject
    MovableClock clock;

    private World world;
    private Api api;
    private UUID journey;

    @BeforeEach
    void aLiveJourneyAndAJob() {
        world = World.create();
        world.everythingDefined();
        world.defined(
                DefinitionState.CREATION_JOB,
                "job",
                "{\"solutionInterest\":\"crm\",\"audience\":\"prospects\"}",
                "active");
        api = Api.managing(world);
        journey = api.published(JourneyBodies.closeTheGap("Close the gap"));
        world.account("acme");
    }

    @AfterEach
    void close() {
        world.close();
    }

    @Test
    void theSplitDecidesWhenTheGroupIsKnown() {
        world.member("prospects", "acme");
        api.awaitStatistic(journey, "resting.'awaiting-group'", 1);

        world.group("acme", 1, 100);

        api.awaitStatistic(journey, "ended.end-complete", 1);
        api.awaitStatistic(journey, "byNode.gap.entered", 1);
    }

    @Test
    void aGroupThatIsThereAlreadyIsNotWaitedFor() {
        world.knownGroup("acme", 1, 100);

        world.member("prospects", "acme");

        api.awaitStatistic(journey, "ended.end-complete", 1);
    }

    @Test
    void theSplitDecidesWithoutTheGroupWhenItsPatienceEnds() {
        world.member("prospects", "acme");
        api.awaitStatistic(journey, "resting.'awaiting-group'", 1);

        clock.advance(Duration.ofSeconds(61));

        api.awaitStatistic(journey, "byNode.rest.current", 1);
    }

    @Test
    void aJobThatIsGoneIsNotWaitedFor() {
        world.defined(
                DefinitionState.CREATION_JOB,
                "job",
                "{\"solutionInterest\":\"crm\",\"audience\":\"prospects\"}",
                "deleted");

        world.member("prospects", "acme");

        api.awaitStatistic(journey, "byNode.rest.current", 1);
    }
}
