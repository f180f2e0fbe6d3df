package io.coterie.platform.conditions;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;

/** Turns the JSON of a condition into something that can be evaluated, or says everything that is wrong with it. */
public final class ConditionCompiler {

    private ConditionCompiler() {}

    /**
     * Compiles with the scopes of the root. {@link ConditionScope#EVENTS} is in none of them, because only a service that
     * keeps events can answer it.
     *
     * @throws InvalidCondition with all faults
     */
    public static CompiledCondition compile(JsonNode tree, FieldCatalogue fields, ConditionRoot root) {
        return compile(tree, fields, root, Set.of());
    }

    /**
     * Compiles with more scopes than the root has by itself.
     *
     * @param more for example {@link ConditionScope#EVENTS}, which is then allowed below {@code people} too
     * @throws InvalidCondition with all faults
     */
    public static CompiledCondition compile(
            JsonNode tree, FieldCatalogue fields, ConditionRoot root, Set<ConditionScope> more) {
        Set<ConditionScope> scopes = root.scopes();
        scopes.addAll(more);
        Faults faults = new Faults();
        Optional<Node> node = new TreeCompiler(fields, faults).compile(tree, EnumSet.copyOf(scopes));
        if (node.isEmpty() || faults.count() > 0) {
            throw new InvalidCondition(faults.all());
        }
        return new CompiledCondition(root, node.get());
    }
}
