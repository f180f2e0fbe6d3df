package io.coterie.buyinggroup.rolestemplate;

import com.fasterxml.jackson.databind.JsonNode;
import io.coterie.platform.conditions.CompiledCondition;
import io.coterie.platform.conditions.ConditionCompiler;
import io.coterie.platform.conditions.ConditionRoot;
import io.coterie.platform.conditions.ConditionScope;
import io.coterie.platform.conditions.FieldCatalogue;
import io.coterie.platform.conditions.InvalidCondition;
import io.coterie.platform.problem.Violation;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Conditions of roles: over one person, with the fields of the sandbox, the person's score, and what the person did
 * lately (RT-14).
 *
 * @param byRole of the roles that fill themselves, those that compile
 * @param broken what is wrong with those that do not, because a field they read is gone or has another type (D-05)
 */
record RoleConditions(Map<String, CompiledCondition> byRole, Map<String, List<Violation>> broken) {

    /** Everything that is wrong, in the order of the roles. */
    List<Violation> faults() {
        return broken.values().stream().flatMap(List::stream).toList();
    }

    /**
     * Everything that is wrong with a condition, each with its place in the template's document.
     *
     * @param mostEvents how many of a person's latest events of one type are read
     */
    static List<Violation> violations(JsonNode condition, String pointer, FieldCatalogue fields, int mostEvents) {
        try {
            var _ = compile(condition, fields);
            return EventTests.misfits(condition, pointer, mostEvents);
        } catch (InvalidCondition e) {
            return violations(e, pointer);
        }
    }

    /**
     * The conditions of the roles that fill themselves. Never fails: the fields may have changed since they were saved.
     */
    static RoleConditions of(List<TemplateRole> roles, FieldCatalogue fields) {
        Map<String, CompiledCondition> compiled = new HashMap<>();
        Map<String, List<Violation>> broken = new LinkedHashMap<>();
        for (int i = 0; i < roles.size(); i++) {
            TemplateRole role = roles.get(i);
            JsonNode condition = role.condition();
            if (role.autoAssign() && condition != null) {
                try {
                    compiled.put(role.role(), compile(condition, fields));
                } catch (InvalidCondition e) {
                    broken.put(role.role(), violations(e, "/roles/" + i + "/condition"));
                }
            }
        }
        return new RoleConditions(compiled, broken);
    }

    private static CompiledCondition compile(JsonNode condition, FieldCatalogue fields) {
        return ConditionCompiler.compile(condition, fields, ConditionRoot.PERSON, Set.of(ConditionScope.EVENTS));
    }

    private static List<Violation> violations(InvalidCondition invalid, String pointer) {
        return invalid.faults().stream()
                .map(fault -> fault.under(pointer))
                .map(fault -> new Violation(fault.pointer(), fault.message(), fault.column()))
                .toList();
    }
}
