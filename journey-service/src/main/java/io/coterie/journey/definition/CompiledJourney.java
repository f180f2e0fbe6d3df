package io.coterie.journey.definition;

import io.coterie.journey.definition.Node.ActionNode;
import io.coterie.journey.definition.Node.SplitNode;
import io.coterie.platform.conditions.CompiledCondition;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A journey that can run: its graph, and every condition in it compiled.
 *
 * @param pathConditions for each split, the conditions of its paths in order
 * @param peopleConditions for each action that chooses among people, its choice
 */
public record CompiledJourney(
        JourneyDefinition definition,
        Graph graph,
        Map<String, List<CompiledCondition>> pathConditions,
        Map<String, CompiledCondition> peopleConditions) {

    public CompiledJourney {
        pathConditions = Map.copyOf(pathConditions);
        peopleConditions = Map.copyOf(peopleConditions);
    }

    /** The conditions of a split's paths, in order. */
    public List<CompiledCondition> paths(String splitNode) {
        return pathConditions.getOrDefault(splitNode, List.of());
    }

    /** Which people an action means; empty when it means all it concerns. */
    public Optional<CompiledCondition> people(String actionNode) {
        return Optional.ofNullable(peopleConditions.get(actionNode));
    }

    public Stream<CompiledCondition> splitConditions() {
        return pathConditions.values().stream().flatMap(Collection::stream);
    }

    public Stream<ActionNode> actions() {
        return graph.nodes().stream().filter(ActionNode.class::isInstance).map(ActionNode.class::cast);
    }

    public Stream<SplitNode> splits() {
        return graph.nodes().stream().filter(SplitNode.class::isInstance).map(SplitNode.class::cast);
    }
}
