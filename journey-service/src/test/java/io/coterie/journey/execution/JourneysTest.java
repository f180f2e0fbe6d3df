package io.coterie.journey.execution;

import static io.coterie.journey.execution.GraphFixtures.graph;
import static io.coterie.journey.execution.GraphFixtures.theGapJourney;
import static io.coterie.journey.execution.Story.PATIENCE;
import static io.coterie.journey.execution.Story.START;
import static org.assertj.core.api.Assertions.assertThat;

import io.coterie.journey.definition.Graph;
import io.coterie.journey.execution.JourneyEvent.ActionNotRepeated;
import io.coterie.journey.execution.JourneyEvent.ActionRequested;
import io.coterie.journey.execution.JourneyEvent.GroupAwaited;
import io.coterie.journey.execution.JourneyEvent.GroupFound;
import io.coterie.journey.execution.JourneyEvent.GroupMissed;
import io.coterie.journey.execution.JourneyEvent.ListenHeard;
import io.coterie.journey.execution.JourneyEvent.ListenStarted;
import io.coterie.journey.execution.JourneyEvent.ListenTimedOut;
import io.coterie.journey.execution.JourneyEvent.NodeEntered;
import io.coterie.journey.execution.JourneyEvent.PathTaken;
import io.coterie.journey.execution.JourneyEvent.RunEnded;
import io.coterie.journey.execution.JourneyEvent.RunEntered;
import io.coterie.journey.execution.JourneyEvent.WaitEnded;
import io.coterie.journey.execution.JourneyEvent.WaitStarted;
import io.coterie.journey.execution.RunState.Aborted;
import io.coterie.journey.execution.RunState.AwaitingGroup;
import io.coterie.journey.execution.RunState.Ended;
import io.coterie.journey.execution.RunState.Listening;
import io.coterie.journey.execution.RunState.Waiting;
import io.coterie.journey.execution.Trigger.GroupAppeared;
import io.coterie.journey.execution.Trigger.JourneyAborted;
import java.time.Duration;
import java.util.Set;
import org.junit.jupiter.api.Test;

class JourneysTest {

    private static final KnownFacts COMPLETE = KnownFacts.none().path("gap", 0);
    private static final KnownFacts GAP =
            KnownFacts.none().path("gap", 1).revision("crm", 3).people("ada@crm.test", "grace@crm.test");
    private static final KnownFacts OTHER = KnownFacts.none();

    @Test
    void aCompleteAccountGoesStraightToTheEnd() {
        Story.of(theGapJourney())
                .given(COMPLETE)
                .enters()
                .expect(
                        RunEntered.class,
                        NodeEntered.class,
                        NodeEntered.class,
                        PathTaken.class,
                        NodeEntered.class,
                        ActionRequested.class,
                        NodeEntered.class,
                        RunEnded.class)
                .expectState(new Ended("end-complete", "complete", START));
    }

    @Test
    void anAccountThatMatchesNoPathTakesTheOtherPathAndWaits() {
        Story story = Story.of(theGapJourney()).given(OTHER).enters();

        story.expectState(new Waiting("rest", START.plusSeconds(5)));
        assertThat(story.all(PathTaken.class)).containsExactly(new PathTaken("gap", "other"));
    }

    @Test
    void theFirstMatchingPathWins() {
        Facts everything = new EverythingMatches();

        assertThat(new Journeys(PATIENCE)
                        .decide(
                                theGapJourney(),
                                Run.outside(java.util.UUID.randomUUID(), "acme@crm.test", 1),
                                new Trigger.AccountQualified(),
                                everything,
                                START))
                .contains(new PathTaken("gap", "complete"));
    }

    @Test
    void aWaitEndsWhenItsTimeHasComeAndNotBefore() {
        Story.of(theGapJourney())
                .given(OTHER)
                .enters()
                .after(Duration.ofMillis(4_999))
                .timerFires()
                .expectNothing()
                .after(Duration.ofMillis(1))
                .timerFires()
                .expect(WaitEnded.class, NodeEntered.class, RunEnded.class)
                .expectState(new Ended("end-other", "other", START.plusSeconds(5)));
    }

    @Test
    void aGapIsWrittenAboutOncePerPersonAndListenedFor() {
        Story story = Story.of(theGapJourney()).given(GAP).enters();

        story.expectState(new Listening("listen", "crm", 3, null, START.plus(Duration.ofDays(7))));
        assertThat(story.all(ActionRequested.class))
                .extracting(ActionRequested::personKey)
                .containsExactly("ada@crm.test", "grace@crm.test");
    }

    @Test
    void aChangeAfterTheListenBeganWakesTheRunAndTheSplitDecidesOnNewFacts() {
        Story.of(theGapJourney())
                .given(GAP)
                .enters()
                .given(COMPLETE)
                .when(Story.completenessChanged("crm", 4))
                .expect(
                        ListenHeard.class,
                        NodeEntered.class,
                        NodeEntered.class,
                        PathTaken.class,
                        NodeEntered.class,
                        ActionRequested.class,
                        NodeEntered.class,
                        RunEnded.class);
    }

    @Test
    void aChangeThatTheDecisionHadSeenDoesNotWakeTheRun() {
        Story.of(theGapJourney())
                .given(GAP)
                .enters()
                .when(Story.completenessChanged("crm", 3))
                .expectNothing();
    }

    @Test
    void aChangeOfAnotherInterestDoesNotWakeTheRun() {
        Story.of(theGapJourney())
                .given(GAP)
                .enters()
                .when(Story.completenessChanged("erp", 9))
                .expectNothing();
    }

    /** §5.2: one event of one of the account's people moves the whole account, once it happens while the account listens. */
    @Test
    void whatAPersonDoesAfterTheListenBeganWakesTheRun() {
        Story.of(listenToPeople())
                .after(Duration.ofMillis(700))
                .enters()
                .expectState(new Listening(
                        "listen", null, 0, START, START.plus(Duration.ofDays(7)).plusMillis(700)))
                .when(Story.did("ada@crm.test", "web.formFilledOut", START.minusSeconds(1)))
                .expectNothing()
                .when(Story.did("ada@crm.test", "web.webpagedetails.pageViews", START.plusSeconds(9)))
                .expectNothing()
                .when(Story.did("ada@crm.test", "web.formFilledOut", START))
                .expect(ListenHeard.class, NodeEntered.class, RunEnded.class);
    }

    @Test
    void whatTheConstraintsRefuseDoesNotWakeTheRun() {
        Story.of(listenToPeople())
                .given(KnownFacts.none().refusing("listen"))
                .enters()
                .when(Story.did("ada@crm.test", "web.formFilledOut", START.plusSeconds(1)))
                .expectNothing()
                .after(Duration.ofDays(7))
                .timerFires()
                .expect(ListenTimedOut.class, NodeEntered.class, RunEnded.class)
                .expectState(new Ended("end-timeout", "timeout", START.plus(Duration.ofDays(7))));
    }

    @Test
    void aListenTellsWhatItHeardAndOfWhom() {
        Story story = Story.of(listenToPeople()).enters().when(Story.did("ada@crm.test", "web.formFilledOut", START));

        assertThat(story.all(ListenHeard.class))
                .containsExactly(new ListenHeard("listen", 0, "experience-event", "ada@crm.test"));
    }

    private static Graph listenToPeople() {
        return graph("""
                {'id':'start','type':'account-audience','audience':'a','next':'listen'},
                {'id':'listen','type':'listen','event':{'type':'experience-event','eventType':'web.formFilledOut'},
                 'timeout':{'duration':'P7D','next':'end-timeout'},'next':'end'},
                {'id':'end','type':'end','label':'heard'},
                {'id':'end-timeout','type':'end','label':'timeout'}
                """);
    }

    @Test
    void theSecondRoundWritesOnlyToNewPeople() {
        Story story = Story.of(theGapJourney()).given(GAP).enters();

        story.given(GAP.revision("crm", 4).people("ada@crm.test", "joan@crm.test"))
                .when(Story.completenessChanged("crm", 4))
                .expectState(new Listening("listen", "crm", 4, null, START.plus(Duration.ofDays(7))));

        assertThat(story.all(ActionRequested.class))
                .extracting(ActionRequested::personKey)
                .containsExactly("ada@crm.test", "grace@crm.test", "joan@crm.test");
        assertThat(story.all(ActionNotRepeated.class))
                .extracting(ActionNotRepeated::personKey)
                .containsExactly("ada@crm.test");
    }

    @Test
    void anActionNotMarkedOnceIsRequestedOnEveryVisitUnderAnIdOfItsOwn() {
        Story story = Story.of(graph("""
                        {'id':'start','type':'account-audience','audience':'a','next':'act'},
                        {'id':'act','type':'action','action':{'kind':'activate-to-destination','destination':'d'},
                         'next':'rest'},
                        {'id':'rest','type':'wait','duration':'PT1H','next':'act'}
                        """)).enters().after(Duration.ofHours(1)).timerFires();

        assertThat(story.all(ActionRequested.class))
                .extracting(ActionRequested::visit)
                .containsExactly(1, 2);
        assertThat(story.all(ActionRequested.class))
                .extracting(ActionRequested::actionId)
                .doesNotHaveDuplicates();
    }

    @Test
    void theTimeOutPathIsTakenWhenNothingWasHeard() {
        Story.of(theGapJourney())
                .given(GAP)
                .enters()
                .after(Duration.ofDays(7))
                .timerFires()
                .expect(ListenTimedOut.class, NodeEntered.class, RunEnded.class)
                .expectState(new Ended("end-timeout", "timeout", START.plus(Duration.ofDays(7))));
    }

    @Test
    void withoutATimeOutPathTheRunEndsAtTheListen() {
        Story.of(graph("""
                        {'id':'start','type':'account-audience','audience':'a','next':'listen'},
                        {'id':'listen','type':'listen','event':{'type':'completeness-changed','solutionInterest':'crm'},
                         'timeout':{'duration':'PT1H'},'next':'end'},
                        {'id':'end','type':'end'}
                        """))
                .enters()
                .after(Duration.ofHours(1))
                .timerFires()
                .expect(ListenTimedOut.class, RunEnded.class)
                .expectState(new Ended("listen", "timed-out", START.plus(Duration.ofHours(1))));
    }

    @Test
    void withoutATimeOutTheRunListensWithoutLimit() {
        Story.of(graph("""
                        {'id':'start','type':'account-audience','audience':'a','next':'listen'},
                        {'id':'listen','type':'listen','event':{'type':'completeness-changed','solutionInterest':'crm'},
                         'next':'end'},
                        {'id':'end','type':'end'}
                        """))
                .enters()
                .expect(RunEntered.class, NodeEntered.class, NodeEntered.class, ListenStarted.class)
                .after(Duration.ofDays(3_000))
                .timerFires()
                .expectNothing()
                .when(Story.completenessChanged("crm", 1))
                .expect(ListenHeard.class, NodeEntered.class, RunEnded.class);
    }

    @Test
    void withoutAnOtherPathTheRunEndsAtTheSplit() {
        Story.of(graph("""
                        {'id':'start','type':'account-audience','audience':'a','next':'split'},
                        {'id':'split','type':'split-by-accounts','paths':[{'label':'l','condition':{},'next':'end'}]},
                        {'id':'end','type':'end'}
                        """)).enters().expectState(new Ended("split", "unmatched", START));
    }

    @Test
    void aSplitWaitsForTheGroupAJobWillCreate() {
        Story.of(theGapJourney())
                .given(OTHER.toCome("crm"))
                .enters()
                .expect(RunEntered.class, NodeEntered.class, NodeEntered.class, GroupAwaited.class)
                .expectState(new AwaitingGroup("gap", Set.of("crm"), START.plus(PATIENCE)))
                .when(new GroupAppeared("erp"))
                .expectNothing()
                .given(GAP)
                .when(new GroupAppeared("crm"))
                .expect(
                        GroupFound.class,
                        PathTaken.class,
                        NodeEntered.class,
                        ActionRequested.class,
                        ActionRequested.class,
                        NodeEntered.class,
                        ListenStarted.class);
    }

    @Test
    void theSplitDecidesWithoutTheGroupWhenItsPatienceEnds() {
        Story.of(theGapJourney())
                .given(OTHER.toCome("crm"))
                .enters()
                .after(PATIENCE.minusMillis(1))
                .timerFires()
                .expectNothing()
                .after(Duration.ofMillis(1))
                .timerFires()
                .expect(GroupMissed.class, PathTaken.class, NodeEntered.class, WaitStarted.class);
    }

    @Test
    void aGroupThatCameInTimeIsUsedEvenWhenTheTimerIsFirst() {
        Story.of(theGapJourney())
                .given(OTHER.toCome("crm"))
                .enters()
                .after(PATIENCE)
                .given(COMPLETE)
                .timerFires()
                .expect(
                        GroupFound.class,
                        PathTaken.class,
                        NodeEntered.class,
                        ActionRequested.class,
                        NodeEntered.class,
                        RunEnded.class);
    }

    @Test
    void anActionAboutAGroupAJobWillCreateWaitsForTheGroupAndActsOnce() {
        Story.of(graph("""
                        {'id':'start','type':'account-audience','audience':'a','next':'move'},
                        {'id':'move','type':'action','action':{'kind':'update-buying-group-stage',
                         'solutionInterest':'crm','stage':'Open'},'next':'end'},
                        {'id':'end','type':'end'}
                        """))
                .given(OTHER.toCome("crm"))
                .enters()
                .expect(RunEntered.class, NodeEntered.class, NodeEntered.class, GroupAwaited.class)
                .expectState(new AwaitingGroup("move", Set.of("crm"), START.plus(PATIENCE)))
                .given(OTHER)
                .when(new GroupAppeared("crm"))
                .expect(GroupFound.class, ActionRequested.class, NodeEntered.class, RunEnded.class);
    }

    @Test
    void onlyWhoHasJustEnteredWaitsForGroupsOfJobsItIsNotKnownToBeIn() {
        Story.of(graph("""
                        {'id':'start','type':'account-audience','audience':'a','next':'move'},
                        {'id':'move','type':'action','action':{'kind':'update-buying-group-stage',
                         'solutionInterest':'crm','stage':'Open'},'next':'again'},
                        {'id':'again','type':'action','action':{'kind':'update-buying-group-status',
                         'solutionInterest':'crm','status':'hot'},'next':'end'},
                        {'id':'end','type':'end'}
                        """))
                .given(OTHER.perhapsToCome("crm"))
                .enters()
                .expect(RunEntered.class, NodeEntered.class, NodeEntered.class, GroupAwaited.class)
                .after(PATIENCE)
                .timerFires()
                .expect(
                        GroupMissed.class,
                        ActionRequested.class,
                        NodeEntered.class,
                        ActionRequested.class,
                        NodeEntered.class,
                        RunEnded.class);
    }

    @Test
    void anAccountEntersOnce() {
        Story.of(theGapJourney()).given(OTHER).enters().enters().expectNothing();
    }

    @Test
    void anAbortedRunIsOver() {
        Story.of(theGapJourney())
                .given(GAP)
                .enters()
                .when(new JourneyAborted())
                .expectState(new Aborted("listen", START))
                .when(Story.completenessChanged("crm", 9))
                .expectNothing()
                .when(new JourneyAborted())
                .expectNothing();
    }

    @Test
    void aRunThatHasNotEnteredCannotBeAborted() {
        Story.of(theGapJourney()).when(new JourneyAborted()).expectNothing();
    }

    @Test
    void visitsAreCounted() {
        Story story = Story.of(theGapJourney())
                .given(GAP)
                .enters()
                .given(GAP.revision("crm", 4))
                .when(Story.completenessChanged("crm", 4));

        assertThat(story.run().visits())
                .containsEntry("start", 1)
                .containsEntry("gap", 2)
                .containsEntry("listen", 2)
                .containsEntry("back", 1)
                .doesNotContainKey("alert");
        assertThat(story.run().version()).isEqualTo(story.log().size());
    }

    private record EverythingMatches() implements Facts {
        @Override
        public boolean matches(String splitNode, int path) {
            return true;
        }

        @Override
        public boolean satisfies(String listenNode, java.util.Map<String, Object> event) {
            return true;
        }

        @Override
        public Set<String> groupsToCome(String node, boolean ofAnyJob) {
            return Set.of();
        }

        @Override
        public long groupRevision(String solutionInterest) {
            return 1;
        }

        @Override
        public java.util.List<String> people(String actionNode) {
            return java.util.List.of();
        }

        @Override
        public boolean wasRequested(java.util.UUID actionId) {
            return false;
        }
    }
}
