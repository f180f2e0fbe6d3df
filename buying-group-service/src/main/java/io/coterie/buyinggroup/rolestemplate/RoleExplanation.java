package io.coterie.buyinggroup.rolestemplate;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.coterie.platform.conditions.Explanation;
import org.jspecify.annotations.Nullable;

/**
 * How one person stands to one role of the template.
 *
 * @param matched whether the condition holds; the first role for which it does is the person's
 * @param condition each test with the value found; null where the role does not fill itself
 * @param fault why the condition cannot be computed: the role keeps whom it has and takes nobody else; null when all is
 *     well
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record RoleExplanation(
        String role,
        int priority,
        boolean autoAssign,
        boolean matched,
        @Nullable Explanation condition,
        @Nullable String fault) {}
