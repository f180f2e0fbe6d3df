package io.coterie.journey.definition;

import io.coterie.journey.definition.Node.ActionNode;
import io.coterie.journey.definition.Node.ListenNode;
import io.coterie.journey.definition.Node.SplitNode;
import io.coterie.platform.conditions.CompiledCondition;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A journey that can run: its graph, and every condition in it compiled.
 *
 * @param pathConditions for each split, the conditions of its paths in order
 * @param peopleConditions for each action that chooses among people, its choice
 * @param listenConditions for each listen with constraints, what its event must satisfy
 */
public record CompiledJourney(
        JourneyDefinition definition,
        Graph graph,
        Map<String, List<CompiledCondition>> pathConditions,
        Map<String, CompiledCondition> peopleConditions,
        Map<String, CompiledCondition> listenConditions) {

    public CompiledJourney {
        pathConditions = Map.copyOf(pathConditions);
        peopleConditions = Map.copyOf(peopleConditions);
        listenConditions = Map.copyOf(listenConditions);
    }

    /** The conditions of a split's paths, in order. */
    public List<CompiledCondition> paths(String splitNode) {
        return pathConditions.getOrDefault(splitNode, List.of());
    }

    /** Which people an action means; empty when it means all it concerns. */
    public Optional<CompiledCondition> people(String actionNode) {
        return Optional.ofNullable(peopleConditions.get(actionNode));
    }

    /** What the event of a listen must satisfy; empty when any event of its type will do. */
    public Optional<CompiledCondition> constraint(String listenNode) {
        return Optional.ofNullable(listenConditions.get(listenNode));
    }

    public Stream<CompiledCondition> splitConditions() {
        return pathConditions.values().stream().flatMap(Collection::stream);
    }

    /** Every condition that asks about the account or its people. */
    public Stream<CompiledCondition> factConditions() {
        return Stream.concat(splitConditions(), peopleConditions.values().stream());
    }

    /** The experience events that some condition counts: they must be kept. */
    public Set<String> countedEventTypes() {
        return factConditions()
                .flatMap(condition -> condition.reads().eventTypes().stream())
                .collect(Collectors.toSet());
    }

    /** The experience events that some listen waits for. */
    public Set<String> awaitedEventTypes() {
        return listens()
                .map(ListenNode::event)
                .filter(Awaited.PersonEvent.class::isInstance)
                .map(Awaited::about)
                .collect(Collectors.toSet());
    }

    public Stream<ListenNode> listens() {
        return graph.nodes().stream().filter(ListenNode.class::isInstance).map(ListenNode.class::cast);
    }

    public Stream<ActionNode> actions() {
        return graph.nodes().stream().filter(ActionNode.class::isInstance).map(ActionNode.class::cast);
    }

    public Stream<SplitNode> splits() {
        return graph.nodes().stream().filter(SplitNode.class::isInstance).map(SplitNode.class::cast);
    }
}
