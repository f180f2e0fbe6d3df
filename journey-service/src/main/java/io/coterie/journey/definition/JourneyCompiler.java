package io.coterie.journey.definition;

import com.fasterxml.jackson.databind.JsonNode;
import io.coterie.journey.definition.DefinitionReader.Reading;
import io.coterie.journey.definition.Finding.Code;
import io.coterie.journey.definition.Node.ActionNode;
import io.coterie.journey.definition.Node.ListenNode;
import io.coterie.journey.definition.Node.SplitNode;
import io.coterie.platform.conditions.CompiledCondition;
import io.coterie.platform.conditions.ConditionCompiler;
import io.coterie.platform.conditions.ConditionFault;
import io.coterie.platform.conditions.ConditionRoot;
import io.coterie.platform.conditions.ConditionScope;
import io.coterie.platform.conditions.EventRead;
import io.coterie.platform.conditions.FieldCatalogue;
import io.coterie.platform.conditions.InvalidCondition;
import io.coterie.platform.conditions.LookBack;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** From a body to a journey that can run, or to everything that is wrong with it. */
public final class JourneyCompiler {

    /** The topic keeps events so long: a journey published today finds all that its first run looks back at. */
    public static final Duration LONGEST_LOOK_BACK = Duration.ofDays(35);

    private static final int MOST_RECIPIENTS = 25;

    private final FieldCatalogue fields;
    private final boolean stored;
    private final List<Finding> findings = new ArrayList<>();
    private final Map<String, List<CompiledCondition>> paths = new HashMap<>();
    private final Map<String, CompiledCondition> people = new HashMap<>();
    private final Map<String, CompiledCondition> listens = new HashMap<>();

    private JourneyCompiler(FieldCatalogue fields, boolean stored) {
        this.fields = fields;
        this.stored = stored;
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
        return compile(json, fields, false);
    }

    /**
     * Compiles a journey that was published. A test whose field is gone since, or has another type, does not match; the
     * journey goes on (D-05).
     */
    public static Compilation compileStored(JsonNode json, FieldCatalogue fields) {
        return compile(json, fields, true);
    }

    private static Compilation compile(JsonNode json, FieldCatalogue fields, boolean stored) {
        Reading reading = DefinitionReader.read(json);
        JourneyDefinition definition = reading.definition();
        if (definition == null) {
            return new Compilation(null, reading.findings());
        }
        return new JourneyCompiler(fields, stored).compile(definition);
    }

    private Compilation compile(JourneyDefinition definition) {
        findings.addAll(GraphRules.check(definition));
        for (int index = 0; index < definition.nodes().size(); index++) {
            compileConditions(definition.nodes().get(index), "/nodes/" + index);
            checkRecipients(definition.nodes().get(index), "/nodes/" + index);
        }
        if (!findings.isEmpty()) {
            return new Compilation(null, List.copyOf(findings));
        }
        return new Compilation(
                new CompiledJourney(definition, Graph.of(definition.nodes()), paths, people, listens), List.of());
    }

    /** Only of what is being written: a journey that runs already goes on with the recipients it has. */
    private void checkRecipients(Node node, String pointer) {
        if (!stored
                && node instanceof ActionNode action
                && action.effect() instanceof Effect.SendSalesAlert alert
                && alert.recipients().size() > MOST_RECIPIENTS) {
            findings.add(new Finding(
                    Code.INVALID_VALUE,
                    pointer + "/action/recipients",
                    node.id(),
                    "Expected at most " + MOST_RECIPIENTS + " addresses, but found "
                            + alert.recipients().size(),
                    null));
        }
    }

    private void compileConditions(Node node, String pointer) {
        if (node instanceof SplitNode split) {
            List<CompiledCondition> compiled = new ArrayList<>();
            for (int path = 0; path < split.paths().size(); path++) {
                compile(
                                split.id(),
                                split.paths().get(path).condition(),
                                pointer + "/paths/" + path + "/condition",
                                ConditionRoot.JOURNEY_SPLIT,
                                Set.of(ConditionScope.EVENTS, ConditionScope.OPPORTUNITIES))
                        .ifPresent(compiled::add);
            }
            paths.put(split.id(), List.copyOf(compiled));
        }
        if (node instanceof ActionNode action && action.people() != null) {
            compile(
                            action.id(),
                            action.people(),
                            pointer + "/people",
                            ConditionRoot.PERSON,
                            Set.of(ConditionScope.EVENTS, ConditionScope.BUYING_GROUP_MEMBER))
                    .ifPresent(condition -> people.put(action.id(), condition));
        }
        if (node instanceof ListenNode listen && listen.event().where() != null) {
            FieldCatalogue readable = switch (listen.event()) {
                case Awaited.GroupEvent event -> event.kind().fields();
                case Awaited.PersonEvent _ -> fields;
            };
            compile(
                            listen.id(),
                            listen.event().where(),
                            readable,
                            pointer + "/event/where",
                            ConditionRoot.EVENT,
                            Set.of())
                    .ifPresent(condition -> listens.put(listen.id(), condition));
        }
    }

    private Optional<CompiledCondition> compile(
            String node, JsonNode tree, String pointer, ConditionRoot root, Set<ConditionScope> more) {
        Optional<CompiledCondition> compiled = compile(node, tree, fields, pointer, root, more);
        compiled.ifPresent(condition -> condition.reads().events().forEach(read -> checkLookBack(node, pointer, read)));
        return compiled;
    }

    private void checkLookBack(String node, String pointer, EventRead read) {
        LookBack within = read.within();
        if (within == null || within.before(Instant.EPOCH).isBefore(Instant.EPOCH.minus(LONGEST_LOOK_BACK))) {
            findings.add(new Finding(
                    Code.INVALID_CONDITION,
                    pointer + read.pointer() + "/within",
                    node,
                    "Expected a look-back of at most " + LONGEST_LOOK_BACK.toDays()
                            + " days, for so long events are known"));
        }
    }

    private Optional<CompiledCondition> compile(
            String node,
            JsonNode tree,
            FieldCatalogue readable,
            String pointer,
            ConditionRoot root,
            Set<ConditionScope> more) {
        try {
            return Optional.of(
                    stored
                            ? ConditionCompiler.compileStored(tree, readable, root, more)
                            : ConditionCompiler.compile(tree, readable, root, more));
        } catch (InvalidCondition invalid) {
            for (ConditionFault fault : invalid.faults()) {
                findings.add(new Finding(
                        Code.INVALID_CONDITION, pointer + fault.pointer(), node, fault.message(), fault.column()));
            }
            return Optional.empty();
        }
    }
}
