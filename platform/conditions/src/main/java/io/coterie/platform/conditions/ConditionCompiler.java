package io.coterie.platform.conditions;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;

/** Turns the JSON of a condition into something that can be evaluated, or says everything that is wrong with it. */
public final class ConditionCompiler {

    private ConditionCompiler() {}

    /**
     * Compiles with the scopes of the root. {@link ConditionScope#EVENTS} is in none of them, and {@link
     * ConditionScope#OPPORTUNITIES} not in {@link ConditionRoot#JOURNEY_SPLIT}, because only a service that keeps them can
     * answer.
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
        return compile(tree, fields, root, more, false);
    }

    /**
     * Compiles a condition that was valid when it was saved. A test whose field is gone since, or has another type, does not
     * match and is explained as such; that is no fault.
     *
     * @throws InvalidCondition when the tree itself is none
     */
    public static CompiledCondition compileStored(
            JsonNode tree, FieldCatalogue fields, ConditionRoot root, Set<ConditionScope> more) {
        return compile(tree, fields, root, more, true);
    }

    private static CompiledCondition compile(
            JsonNode tree, FieldCatalogue fields, ConditionRoot root, Set<ConditionScope> more, boolean keepBroken) {
        Set<ConditionScope> scopes = root.scopes();
        scopes.addAll(more);
        Faults faults = new Faults();
        Optional<Node> node = new TreeCompiler(fields, faults, keepBroken).compile(tree, EnumSet.copyOf(scopes));
        if (node.isEmpty() || faults.count() > 0) {
            throw new InvalidCondition(faults.all());
        }
        return new CompiledCondition(root, node.get());
    }
}
