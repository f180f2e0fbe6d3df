package io.coterie.buyinggroup.rolestemplate;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.coterie.platform.problem.Violation;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A roles template as REST and the definitions topic show it (RT-01).
 *
 * @param status draft or live
 * @param brokenRoles roles whose conditions cannot be computed any more, because a field they read is gone: they keep
 *     whom they have and take nobody else; left out when all is well, and on the topic
 * @param faults what is wrong with their conditions, each at its place; left out likewise
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
record RolesTemplateView(
        UUID id,
        String name,
        @Nullable String description,
        String status,
        List<TemplateRole> roles,
        long revision,
        Instant createdAt,
        String createdBy,
        Instant updatedAt,
        String updatedBy,
        @Nullable Instant publishedAt,
        @Nullable String publishedBy,
        @JsonInclude(JsonInclude.Include.NON_EMPTY) List<String> brokenRoles,
        @JsonInclude(JsonInclude.Include.NON_EMPTY) List<Violation> faults) {

    static RolesTemplateView of(RolesTemplate template) {
        return of(template, new RoleConditions(Map.of(), Map.of()));
    }

    static RolesTemplateView of(RolesTemplate template, RoleConditions conditions) {
        return new RolesTemplateView(
                template.id(),
                template.name(),
                template.description(),
                template.status(),
                template.roles(),
                template.revision(),
                template.trace().createdAt(),
                template.trace().createdBy(),
                template.trace().updatedAt(),
                template.trace().updatedBy(),
                template.publishedAt(),
                template.publishedBy(),
                List.copyOf(conditions.broken().keySet()),
                conditions.faults());
    }
}
