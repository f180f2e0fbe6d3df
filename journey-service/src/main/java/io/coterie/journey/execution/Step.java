package io.coterie.journey.execution;

import io.coterie.journey.definition.Awaited;
import io.coterie.journey.definition.Graph;
import io.coterie.journey.definition.Node;
import io.coterie.journey.definition.Node.ActionNode;
import io.coterie.journey.definition.Node.AudienceNode;
import io.coterie.journey.definition.Node.EndNode;
import io.coterie.journey.definition.Node.ListenNode;
import io.coterie.journey.definition.Node.MergeNode;
import io.coterie.journey.definition.Node.SplitNode;
import io.coterie.journey.definition.Node.WaitNode;
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
import io.coterie.journey.execution.RunState.AwaitingGroup;
import io.coterie.journey.execution.RunState.Listening;
import io.coterie.journey.execution.Trigger.Heard;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * One decision on its way: collects events and keeps the run they add up to, until the run rests. Lives as long as one
 * call of {@link Journeys#decide}.
 */
final class Step {

    /** Under which an account is counted that left a split on no path (§5.3). */
    static final String UNMATCHED = "unmatched";

    /** Under which an account is counted whose time to listen ended without a time-out path (§5.2). */
    static final String TIMED_OUT = "timed-out";

    private final Graph graph;
    private final Facts facts;
    private final Instant now;
    private final Duration groupPatience;
    private final List<JourneyEvent> events = new ArrayList<>();
    private Run run;

    Step(Graph graph, Run run, Facts facts, Instant now, Duration groupPatience) {
        this.graph = graph;
        this.run = run;
        this.facts = facts;
        this.now = now;
        this.groupPatience = groupPatience;
    }

    List<JourneyEvent> events() {
        return List.copyOf(events);
    }

    Run run() {
        return run;
    }

    Facts facts() {
        return facts;
    }

    boolean isDue(Instant until) {
        return !now.isBefore(until);
    }

    void enter() {
        add(new RunEntered(now));
        follow(graph.entry().id());
    }

    void abortAt(String node) {
        add(new RunAborted(node, now));
    }

    void endWait(String node) {
        add(new WaitEnded(node));
        advanceFrom(node);
    }

    /** Whether this is what the run waits for, and happened after it began to. */
    boolean listensFor(Listening listening, Heard heard) {
        if (!(graph.node(listening.node()) instanceof ListenNode listen)) {
            throw new IllegalStateException("Expected a listen node, but '" + listening.node() + "' is none");
        }
        Instant since = listening.since();
        boolean isAfter = since == null
                ? heard.revision() > listening.knownRevision()
                : !heard.at().isBefore(since);
        return listen.event().type().equals(heard.type())
                && listen.event().about().equals(heard.about())
                && isAfter
                && facts.satisfies(listening.node(), heard.event());
    }

    void hear(String node, Heard heard) {
        add(new ListenHeard(node, heard.revision(), heard.type(), heard.personKey()));
        advanceFrom(node);
    }

    void timeOut(String node) {
        add(new ListenTimedOut(node));
        switch (graph.node(node)) {
            case ListenNode listen
            when listen.timeout() != null && listen.timeout().next() != null ->
                follow(listen.timeout().next());
            case ListenNode _ -> add(new RunEnded(node, TIMED_OUT, now));
            case AudienceNode _, SplitNode _, WaitNode _, MergeNode _, ActionNode _, EndNode _ ->
                throw new IllegalStateException("Expected a listen node, but '" + node + "' is none");
        }
    }

    /** Whether every group the run waits for is known, or wanted no more. */
    boolean isFound(AwaitingGroup awaiting) {
        return Collections.disjoint(facts.groupsToCome(awaiting.node(), true), awaiting.solutionInterests());
    }

    void findGroup(String node) {
        add(new GroupFound(node));
        advanceFrom(node);
    }

    void missGroup(String node) {
        add(new GroupMissed(node));
        advanceFrom(node);
    }

    /** Leaves a node whose work is done. */
    void advanceFrom(String node) {
        leave(graph.node(node)).ifPresent(this::follow);
    }

    /** Walks from node to node until one of them lets the run rest or ends it. */
    private void follow(String first) {
        Optional<String> next = Optional.of(first);
        while (next.isPresent()) {
            next = visit(graph.node(next.get()));
        }
    }

    private Optional<String> visit(Node node) {
        add(new NodeEntered(node.id(), run.visit(node.id()) + 1));
        return switch (node) {
            case WaitNode wait ->
                rest(new WaitStarted(wait.id(), wait.duration().after(now)));
            case ListenNode listen -> rest(listenAt(listen));
            case EndNode end -> rest(new RunEnded(end.id(), end.label(), now));
            case SplitNode _, ActionNode _ -> awaitGroupsOrLeave(node);
            case AudienceNode _, MergeNode _ -> leave(node);
        };
    }

    private Optional<String> leave(Node node) {
        return switch (node) {
            case AudienceNode audience -> Optional.of(audience.next());
            case WaitNode wait -> Optional.of(wait.next());
            case ListenNode listen -> Optional.of(listen.next());
            case MergeNode merge -> Optional.of(merge.next());
            case SplitNode split -> choose(split);
            case ActionNode action -> {
                request(action);
                yield Optional.of(action.next());
            }
            case EndNode end -> rest(new RunEnded(end.id(), end.label(), now));
        };
    }

    private Optional<String> awaitGroupsOrLeave(Node node) {
        Set<String> toCome = facts.groupsToCome(node.id(), hasJustEntered());
        return toCome.isEmpty() ? leave(node) : rest(new GroupAwaited(node.id(), toCome, now.plus(groupPatience)));
    }

    /** What let the account in may have let it into a job's audience too, and not be heard of yet. */
    private boolean hasJustEntered() {
        return run.enteredAt() != null && now.isBefore(run.enteredAt().plus(groupPatience));
    }

    private Optional<String> choose(SplitNode split) {
        for (int path = 0; path < split.paths().size(); path++) {
            if (facts.matches(split.id(), path)) {
                return take(
                        split.id(),
                        split.paths().get(path).label(),
                        split.paths().get(path).next());
            }
        }
        return split.otherAccounts() == null
                ? rest(new RunEnded(split.id(), UNMATCHED, now))
                : take(
                        split.id(),
                        split.otherAccounts().label(),
                        split.otherAccounts().next());
    }

    private Optional<String> take(String split, String label, String next) {
        add(new PathTaken(split, label));
        return Optional.of(next);
    }

    private JourneyEvent listenAt(ListenNode listen) {
        @Nullable
        Instant until =
                listen.timeout() == null ? null : listen.timeout().duration().after(now);
        return switch (listen.event()) {
            case Awaited.GroupEvent event ->
                new ListenStarted(
                        listen.id(),
                        event.solutionInterest(),
                        facts.groupRevision(event.solutionInterest()),
                        null,
                        until);
            case Awaited.PersonEvent _ ->
                new ListenStarted(listen.id(), null, 0, now.truncatedTo(ChronoUnit.SECONDS), until);
        };
    }

    private void request(ActionNode action) {
        if (action.effect().concernsPeople()) {
            facts.people(action.id()).forEach(person -> request(action, person));
        } else {
            request(action, null);
        }
    }

    private void request(ActionNode action, @Nullable String person) {
        int visit = run.visit(action.id());
        UUID id = RunIds.action(run.id(), action.id(), action.oncePerRunAndPerson() ? null : visit, person);
        if (facts.wasRequested(id)) {
            add(new ActionNotRepeated(action.id(), id, person));
        } else {
            add(new ActionRequested(action.id(), id, action.effect().kind(), visit, person));
        }
    }

    private Optional<String> rest(JourneyEvent event) {
        add(event);
        return Optional.empty();
    }

    private void add(JourneyEvent event) {
        events.add(event);
        run = Journeys.evolve(run, event);
    }
}
