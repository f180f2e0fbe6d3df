package io.coterie.buyinggroup.rolestemplate;

import com.fasterxml.jackson.databind.JsonNode;
import io.coterie.platform.conditions.CompiledCondition;
import io.coterie.platform.conditions.ConditionCompiler;
import io.coterie.platform.conditions.ConditionRoot;
import io.coterie.platform.conditions.FieldCatalogue;
import io.coterie.platform.conditions.FieldType;
import io.coterie.platform.conditions.InvalidCondition;
import io.coterie.platform.conditions.PersonFacts;
import io.coterie.platform.conditions.RecordKind;
import io.coterie.platform.problem.Violation;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Conditions of roles: over one person, with the fields every sandbox has (RT-14) and the person's score. */
final class RoleConditions {

    private static final FieldCatalogue FIELDS = FieldCatalogue.standard()
            .with(RecordKind.PERSON, PersonFacts.ENGAGEMENT, FieldType.NUMBER, "Person engagement score");

    private RoleConditions() {}

    /** Everything that is wrong with a condition, each with its place in the template's document. */
    static List<Violation> violations(JsonNode condition, String pointer) {
        try {
            var _ = compile(condition);
            return List.of();
        } catch (InvalidCondition e) {
            return e.faults().stream()
                    .map(fault -> fault.under(pointer))
                    .map(fault -> new Violation(fault.pointer(), fault.message(), fault.column()))
                    .toList();
        }
    }

    /** The conditions of the roles that fill themselves, by role. */
    static Map<String, CompiledCondition> compile(List<TemplateRole> roles) {
        Map<String, CompiledCondition> compiled = new HashMap<>();
        for (TemplateRole role : roles) {
            JsonNode condition = role.condition();
            if (role.autoAssign() && condition != null) {
                compiled.put(role.role(), compile(condition));
            }
        }
        return compiled;
    }

    private static CompiledCondition compile(JsonNode condition) {
        return ConditionCompiler.compile(condition, FIELDS, ConditionRoot.PERSON);
    }
}
