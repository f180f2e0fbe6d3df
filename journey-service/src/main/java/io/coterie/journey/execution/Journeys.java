package io.coterie.journey.execution;

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
import io.coterie.journey.execution.JourneyEvent.RunAborted;
import io.coterie.journey.execution.JourneyEvent.RunEnded;
import io.coterie.journey.execution.JourneyEvent.RunEntered;
import io.coterie.journey.execution.JourneyEvent.WaitEnded;
import io.coterie.journey.execution.JourneyEvent.WaitStarted;
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
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The rules of a journey: {@link #decide} says what happens, {@link #evolve} says what it means. */
public final class Journeys {

    private final Duration groupPatience;

    /** @param groupPatience how long a run waits for a group that is about to be created */
    public Journeys(Duration groupPatience) {
        this.groupPatience = groupPatience;
    }

    /**
     * What happens to a run; nothing when the trigger does not concern the state it is in. After the events the run
     * rests, or is over, or is still outside.
     */
    public List<JourneyEvent> decide(Graph graph, Run run, Trigger trigger, Facts facts, Instant now) {
        Step step = new Step(graph, run, facts, now, groupPatience);
        switch (trigger) {
            case JourneyAborted _ -> abort(step);
            case AccountQualified _, TimerFired _, Heard _, GroupAppeared _ -> react(step, trigger);
        }
        return step.events();
    }

    private static void react(Step step, Trigger trigger) {
        switch (step.run().state()) {
            case Outside _ -> enter(step, trigger);
            case Passing passing -> step.advanceFrom(passing.node());
            case Waiting waiting -> endWait(step, waiting, trigger);
            case Listening listening -> hear(step, listening, trigger);
            case AwaitingGroup awaiting -> lookForGroup(step, awaiting, trigger);
            case Ended _, Aborted _ -> {}
        }
    }

    private static void abort(Step step) {
        switch (step.run().state()) {
            case Passing passing -> step.abortAt(passing.node());
            case Waiting waiting -> step.abortAt(waiting.node());
            case Listening listening -> step.abortAt(listening.node());
            case AwaitingGroup awaiting -> step.abortAt(awaiting.node());
            case Outside _, Ended _, Aborted _ -> {}
        }
    }

    private static void enter(Step step, Trigger trigger) {
        switch (trigger) {
            case AccountQualified _ -> step.enter();
            case TimerFired _, Heard _, GroupAppeared _, JourneyAborted _ -> {}
        }
    }

    private static void endWait(Step step, Waiting waiting, Trigger trigger) {
        switch (trigger) {
            case TimerFired _ -> {
                if (step.isDue(waiting.until())) {
                    step.endWait(waiting.node());
                }
            }
            case AccountQualified _, Heard _, GroupAppeared _, JourneyAborted _ -> {}
        }
    }

    private static void hear(Step step, Listening listening, Trigger trigger) {
        switch (trigger) {
            case Heard heard -> {
                if (step.listensFor(listening, heard)) {
                    step.hear(listening.node(), heard);
                }
            }
            case TimerFired _ -> {
                if (listening.until() != null && step.isDue(listening.until())) {
                    step.timeOut(listening.node());
                }
            }
            case AccountQualified _, GroupAppeared _, JourneyAborted _ -> {}
        }
    }

    private static void lookForGroup(Step step, AwaitingGroup awaiting, Trigger trigger) {
        switch (trigger) {
            case GroupAppeared _, TimerFired _, Heard _ -> {
                if (step.isFound(awaiting)) {
                    step.findGroup(awaiting.node());
                } else if (step.isDue(awaiting.until())) {
                    step.missGroup(awaiting.node());
                }
            }
            case AccountQualified _, JourneyAborted _ -> {}
        }
    }

    /** What an event means for the run it happened to. */
    public static Run evolve(Run run, JourneyEvent event) {
        return switch (event) {
            case RunEntered entered ->
                new Run(
                        run.id(),
                        run.journeyId(),
                        run.accountKey(),
                        run.entry(),
                        run.state(),
                        run.visits(),
                        entered.at(),
                        run.version() + 1);
            case NodeEntered entered -> visited(run, entered).with(new Passing(entered.node()));
            case PathTaken taken -> run.with(new Passing(taken.node()));
            case GroupAwaited awaited ->
                run.with(new AwaitingGroup(awaited.node(), awaited.solutionInterests(), awaited.until()));
            case GroupFound found -> run.with(new Passing(found.node()));
            case GroupMissed missed -> run.with(new Passing(missed.node()));
            case ActionRequested requested -> run.with(new Passing(requested.node()));
            case ActionNotRepeated repeated -> run.with(new Passing(repeated.node()));
            case WaitStarted started -> run.with(new Waiting(started.node(), started.until()));
            case WaitEnded ended -> run.with(new Passing(ended.node()));
            case ListenStarted started ->
                run.with(new Listening(
                        started.node(),
                        started.solutionInterest(),
                        started.knownRevision(),
                        started.since(),
                        started.until()));
            case ListenHeard heard -> run.with(new Passing(heard.node()));
            case ListenTimedOut timedOut -> run.with(new Passing(timedOut.node()));
            case RunEnded ended -> run.with(new Ended(ended.node(), ended.label(), ended.at()));
            case RunAborted aborted -> run.with(new Aborted(aborted.node(), aborted.at()));
        };
    }

    /** The run after all of its events. */
    public static Run fold(Run run, List<JourneyEvent> events) {
        Run folded = run;
        for (JourneyEvent event : events) {
            folded = evolve(folded, event);
        }
        return folded;
    }

    private static Run visited(Run run, NodeEntered entered) {
        Map<String, Integer> visits = new HashMap<>(run.visits());
        visits.put(entered.node(), entered.visit());
        return new Run(
                run.id(),
                run.journeyId(),
                run.accountKey(),
                run.entry(),
                run.state(),
                visits,
                run.enteredAt(),
                run.version());
    }
}
