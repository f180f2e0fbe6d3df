package io.coterie.journey.definition;

import com.fasterxml.jackson.databind.JsonNode;
import io.coterie.journey.definition.DefinitionReader.Reading;
import io.coterie.journey.definition.Finding.Code;
import io.coterie.journey.definition.Node.ActionNode;
import io.coterie.journey.definition.Node.SplitNode;
import io.coterie.platform.conditions.CompiledCondition;
import io.coterie.platform.conditions.ConditionCompiler;
import io.coterie.platform.conditions.ConditionFault;
import io.coterie.platform.conditions.ConditionRoot;
import io.coterie.platform.conditions.FieldCatalogue;
import io.coterie.platform.conditions.InvalidCondition;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** From a body to a journey that can run, or to everything that is wrong with it. */
public final class JourneyCompiler {

    private final FieldCatalogue fields;
    private final List<Finding> findings = new ArrayList<>();
    private final Map<String, List<CompiledCondition>> paths = new HashMap<>();
    private final Map<String, CompiledCondition> people = new HashMap<>();

    private JourneyCompiler(FieldCatalogue fields) {
        this.fields = fields;
    }

    /**
     * What came of a body.
     *
     * @param journey null when there are findings
     */
    public record Compilation(@Nullable CompiledJourney journey, List<Finding> findings) {}

    /**
     * Reads the body, checks its graph and compiles its conditions. A body that does not read well is not checked
     * further: its graph is not what its author meant.
     */
    public static Compilation compile(JsonNode json, FieldCatalogue fields) {
        Reading reading = DefinitionReader.read(json);
        JourneyDefinition definition = reading.definition();
        if (definition == null) {
            return new Compilation(null, reading.findings());
        }
        return new JourneyCompiler(fields).compile(definition);
    }

    private Compilation compile(JourneyDefinition definition) {
        findings.addAll(GraphRules.check(definition));
        for (int index = 0; index < definition.nodes().size(); index++) {
            compileConditions(definition.nodes().get(index), "/nodes/" + index);
        }
        if (!findings.isEmpty()) {
            return new Compilation(null, List.copyOf(findings));
        }
        return new Compilation(new CompiledJourney(definition, Graph.of(definition.nodes()), paths, people), List.of());
    }

    private void compileConditions(Node node, String pointer) {
        if (node instanceof SplitNode split) {
            List<CompiledCondition> compiled = new ArrayList<>();
            for (int path = 0; path < split.paths().size(); path++) {
                compile(
                                split.id(),
                                split.paths().get(path).condition(),
                                pointer + "/paths/" + path + "/condition",
                                ConditionRoot.JOURNEY_SPLIT)
                        .ifPresent(compiled::add);
            }
            paths.put(split.id(), List.copyOf(compiled));
        }
        if (node instanceof ActionNode action && action.people() != null) {
            compile(action.id(), action.people(), pointer + "/people", ConditionRoot.PERSON)
                    .ifPresent(condition -> people.put(action.id(), condition));
        }
    }

    private Optional<CompiledCondition> compile(String node, JsonNode tree, String pointer, ConditionRoot root) {
        try {
            return Optional.of(ConditionCompiler.compile(tree, fields, root));
        } catch (InvalidCondition invalid) {
            for (ConditionFault fault : invalid.faults()) {
                findings.add(new Finding(
                        Code.INVALID_CONDITION, pointer + fault.pointer(), node, fault.message(), fault.column()));
            }
            return Optional.empty();
        }
    }
}
