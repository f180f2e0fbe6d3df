package io.coterie.buyinggroup.rolestemplate;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A roles template as REST and the definitions topic show it (RT-01).
 *
 * @param status draft or live
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
        @Nullable String publishedBy) {

    static RolesTemplateView of(RolesTemplate template) {
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
                template.publishedBy());
    }
}
