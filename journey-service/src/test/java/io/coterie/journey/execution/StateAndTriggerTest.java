package io.coterie.journey.execution;

import static io.coterie.journey.execution.Story.PATIENCE;
import static io.coterie.journey.execution.Story.START;
import static org.assertj.core.api.Assertions.assertThat;

import io.coterie.journey.execution.JourneyEvent.GroupFound;
import io.coterie.journey.execution.JourneyEvent.ListenHeard;
import io.coterie.journey.execution.JourneyEvent.ListenTimedOut;
import io.coterie.journey.execution.JourneyEvent.NodeEntered;
import io.coterie.journey.execution.JourneyEvent.RunAborted;
import io.coterie.journey.execution.JourneyEvent.RunEntered;
import io.coterie.journey.execution.JourneyEvent.WaitEnded;
import io.coterie.journey.execution.RunState.Aborted;
import io.coterie.journey.execution.RunState.AwaitingGroup;
import io.coterie.journey.execution.RunState.Ended;
import io.coterie.journey.execution.RunState.Listening;
import io.coterie.journey.execution.RunState.Outside;
import io.coterie.journey.execution.RunState.Passing;
import io.coterie.journey.execution.RunState.Waiting;
import io.coterie.journey.execution.Trigger.AccountQualified;
import io.coterie.journey.execution.Trigger.GroupAppeared;
import io.coterie.journey.execution.Trigger.Heard;
import io.coterie.journey.execution.Trigger.JourneyAborted;
import io.coterie.journey.execution.Trigger.TimerFired;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** Every state meets every trigger; a new one of either fails here until somebody says what it does. */
class StateAndTriggerTest {

    private static final UUID JOURNEY = UUID.fromString("00000000-0000-7000-8000-000000000002");

    /** All due, all concerned: what can happen does happen. */
    private static final Map<Class<? extends RunState>, RunState> STATES = Map.of(
            Outside.class, new Outside(),
            Passing.class, new Passing("back"),
            Waiting.class, new Waiting("rest", START),
            Listening.class, new Listening("listen", "crm", 3, null, START),
            AwaitingGroup.class, new AwaitingGroup("gap", Set.of("crm"), START),
            Ended.class, new Ended("end-other", "other", START),
            Aborted.class, new Aborted("listen", START));

    private static final Map<Class<? extends Trigger>, Trigger> TRIGGERS = Map.of(
            AccountQualified.class, new AccountQualified(),
            TimerFired.class, new TimerFired(),
            Heard.class, Story.completenessChanged("crm", 4),
            GroupAppeared.class, new GroupAppeared("crm"),
            JourneyAborted.class, new JourneyAborted());

    /** The first event of each pair; a pair without an entry must do nothing. */
    private static final Map<List<Class<?>>, Class<? extends JourneyEvent>> HAPPENS = happens();

    @Test
    void everyStateAndEveryTriggerHasASample() {
        assertThat(STATES).containsOnlyKeys(subclasses(RunState.class));
        assertThat(TRIGGERS).containsOnlyKeys(subclasses(Trigger.class));
    }

    @TestFactory
    Stream<DynamicTest> everyPairDoesWhatTheTableSays() {
        List<DynamicTest> tests = new ArrayList<>();
        for (Class<? extends RunState> state : subclasses(RunState.class)) {
            for (Class<? extends Trigger> trigger : subclasses(Trigger.class)) {
                String name = state.getSimpleName() + " meets " + trigger.getSimpleName();
                tests.add(DynamicTest.dynamicTest(name, () -> check(state, trigger)));
            }
        }
        assertThat(tests).hasSize(STATES.size() * TRIGGERS.size());
        return tests.stream();
    }

    private static void check(Class<? extends RunState> state, Class<? extends Trigger> trigger) {
        Run run = new Run(
                RunIds.run(JOURNEY, "acme@crm.test", 1),
                JOURNEY,
                "acme@crm.test",
                1,
                STATES.get(state),
                Map.of(),
                START,
                7);

        List<JourneyEvent> events = new Journeys(PATIENCE)
                .decide(GraphFixtures.theGapJourney(), run, TRIGGERS.get(trigger), KnownFacts.none(), START);

        Class<? extends JourneyEvent> expected = HAPPENS.get(List.<Class<?>>of(state, trigger));
        if (expected == null) {
            assertThat(events).isEmpty();
        } else {
            assertThat(events).isNotEmpty().first().isInstanceOf(expected);
            assertThat(Journeys.fold(run, events).state()).isNotInstanceOf(Passing.class);
        }
    }

    private static Map<List<Class<?>>, Class<? extends JourneyEvent>> happens() {
        Map<List<Class<?>>, Class<? extends JourneyEvent>> table = new HashMap<>();
        table.put(List.of(Outside.class, AccountQualified.class), RunEntered.class);
        // A run is never stored while passing; should one be found so, any trigger takes it on.
        table.put(List.of(Passing.class, AccountQualified.class), NodeEntered.class);
        table.put(List.of(Passing.class, TimerFired.class), NodeEntered.class);
        table.put(List.of(Passing.class, Heard.class), NodeEntered.class);
        table.put(List.of(Passing.class, GroupAppeared.class), NodeEntered.class);
        table.put(List.of(Waiting.class, TimerFired.class), WaitEnded.class);
        table.put(List.of(Listening.class, Heard.class), ListenHeard.class);
        table.put(List.of(Listening.class, TimerFired.class), ListenTimedOut.class);
        table.put(List.of(AwaitingGroup.class, GroupAppeared.class), GroupFound.class);
        table.put(List.of(AwaitingGroup.class, TimerFired.class), GroupFound.class);
        table.put(List.of(AwaitingGroup.class, Heard.class), GroupFound.class);
        table.put(List.of(Passing.class, JourneyAborted.class), RunAborted.class);
        table.put(List.of(Waiting.class, JourneyAborted.class), RunAborted.class);
        table.put(List.of(Listening.class, JourneyAborted.class), RunAborted.class);
        table.put(List.of(AwaitingGroup.class, JourneyAborted.class), RunAborted.class);
        return table;
    }

    @SuppressWarnings("unchecked")
    private static <T> List<Class<? extends T>> subclasses(Class<T> sealed) {
        List<Class<? extends T>> found = new ArrayList<>();
        for (Class<?> type : sealed.getPermittedSubclasses()) {
            found.add((Class<? extends T>) type);
        }
        return found;
    }
}
