package io.coterie.journey.flow;

import static org.assertj.core.api.Assertions.assertThat;

import io.coterie.contracts.DefinitionState;
import io.coterie.contracts.JourneyAction;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Entering a journey and getting a buying group cannot race: splits and actions wait for the group a job will make. */
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
    void anActionReachesTheMembersOfTheGroupItHasWaitedFor() {
        UUID mailing = api.published(JourneyBodies.journey("Mail the group", """
                {'id':'start','type':'account-audience','audience':'accounts','next':'mail'},
                {'id':'mail','type':'action','context':'people',
                 'action':{'kind':'send-email','email':'intro','solutionInterest':'crm'},'next':'end'},
                {'id':'end','type':'end'}
                """));
        world.member("accounts", "acme");
        api.awaitStatistic(mailing, "byNode.mail.current", 1);

        world.group("acme", 1, 40, "ada");

        api.awaitStatistic(mailing, "byNode.end.entered", 1);
        assertThat(world.actionsOnceThereAre(1))
                .extracting(JourneyAction::personKey)
                .containsExactly("ada");
    }

    @Test
    void afterTheFirstMomentsOnlyTheAccountsOfTheJobWait() {
        UUID later = api.published(JourneyBodies.journey("Later", """
                {'id':'start','type':'account-audience','audience':'accounts','next':'rest'},
                {'id':'rest','type':'wait','duration':'PT1H','next':'move'},
                {'id':'move','type':'action','action':{'kind':'update-buying-group-status',
                 'solutionInterest':'crm','status':'hot'},'next':'end'},
                {'id':'end','type':'end'}
                """));
        world.account("bolt");
        world.knownMember("prospects", "acme");
        world.member("accounts", "acme");
        world.member("accounts", "bolt");
        api.awaitStatistic(later, "byNode.rest.current", 2);

        clock.advance(Duration.ofHours(1));

        api.awaitStatistic(later, "byNode.end.entered", 1);
        api.awaitStatistic(later, "resting.'awaiting-group'", 1);
        assertThat(world.actionsOnceThereAre(1))
                .extracting(JourneyAction::accountKey)
                .containsExactly("bolt");
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
