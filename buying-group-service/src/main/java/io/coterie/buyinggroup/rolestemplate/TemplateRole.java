package io.coterie.buyinggroup.rolestemplate;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.databind.JsonNode;
import io.coterie.buyinggroup.completeness.RoleRequirement;
import org.jspecify.annotations.Nullable;

/**
 * One role card of a template (RT-05).
 *
 * @param priority unique in the template; a person who satisfies several roles gets the one with the lowest (RT-09)
 * @param membersRequired 1 to 999 (D-20)
 * @param condition over a person; null where the role is filled by people and journeys only (RT-07)
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record TemplateRole(
        String role,
        int priority,
        Weighting weighting,
        int membersRequired,
        boolean requiredForCompleteness,
        boolean autoAssign,
        @Nullable JsonNode condition) {

    public RoleRequirement requirement() {
        return new RoleRequirement(role, membersRequired, requiredForCompleteness);
    }
}
