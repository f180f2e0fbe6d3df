package io.coterie.platform.conditions;

import dev.cel.common.CelAbstractSyntaxTree;
import dev.cel.common.ast.CelExpr;
import dev.cel.common.ast.CelReference;
import dev.cel.common.navigation.CelNavigableExpr;
import dev.cel.runtime.CelVariableResolver;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * The variables of an expression or of a part of one. Every field has two: its value, and whether it has one.
 *
 * @param values the fields computed with, by variable
 * @param presences the fields asked {@code has} of, by variable
 */
record CelVariables(Map<String, FieldReader> values, Map<String, FieldReader> presences, boolean now) {

    /** The same, of those that the expression uses. */
    CelVariables usedBy(CelAbstractSyntaxTree tree, CelExpr expression) {
        Map<String, FieldReader> usedValues = new LinkedHashMap<>();
        Map<String, FieldReader> usedPresences = new LinkedHashMap<>();
        boolean[] usesNow = {false};
        CelNavigableExpr.fromExpr(expression)
                .allNodes()
                .flatMap(node -> tree.getReference(node.id()).stream())
                .map(CelReference::name)
                .forEach(name -> {
                    keep(name, values, usedValues);
                    keep(name, presences, usedPresences);
                    usesNow[0] |= name.equals(CelEnvironment.NOW);
                });
        return new CelVariables(usedValues, usedPresences, usesNow[0]);
    }

    CelVariableResolver over(Facts facts, Instant instant) {
        return name -> {
            FieldReader value = values.get(name);
            if (value != null) {
                return Optional.ofNullable(value.read(facts));
            }
            FieldReader presence = presences.get(name);
            if (presence != null) {
                return Optional.of(presence.read(facts) != null);
            }
            return name.equals(CelEnvironment.NOW) ? Optional.of(instant) : Optional.empty();
        };
    }

    private static void keep(String name, Map<String, FieldReader> known, Map<String, FieldReader> used) {
        FieldReader reader = known.get(name);
        if (reader != null) {
            used.put(name, reader);
        }
    }
}
