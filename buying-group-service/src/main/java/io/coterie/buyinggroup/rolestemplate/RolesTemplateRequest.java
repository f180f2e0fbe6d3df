package io.coterie.buyinggroup.rolestemplate;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A roles template as it is asked for. */
record RolesTemplateRequest(
        @Nullable String name,
        @Nullable String description,
        @Nullable List<@Nullable RoleCard> roles) {

    /**
     * A role card as it is asked for; what is left out gets its default (D-81).
     *
     * @param priority the card's place in the list when left out
     * @param weighting NORMAL when left out
     * @param membersRequired 1 when left out
     * @param requiredForCompleteness true when left out
     * @param autoAssign true when left out
     */
    record RoleCard(
            @Nullable String role,
            @Nullable Integer priority,
            @Nullable Weighting weighting,
            @Nullable Integer membersRequired,
            @Nullable Boolean requiredForCompleteness,
            @Nullable Boolean autoAssign,
            @Nullable JsonNode condition) {}

    List<@Nullable RoleCard> cards() {
        return roles == null ? List.of() : roles;
    }
}
