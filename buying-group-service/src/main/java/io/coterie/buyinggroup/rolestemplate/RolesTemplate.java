package io.coterie.buyinggroup.rolestemplate;

import io.coterie.buyinggroup.definition.Trace;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The roles a buying group needs. A draft changes freely; a live one never does (D-17), so that the groups built with it
 * need no second look.
 *
 * @param roles in priority order
 */
public record RolesTemplate(
        UUID id,
        String name,
        @Nullable String description,
        boolean live,
        List<TemplateRole> roles,
        long revision,
        Trace trace,
        @Nullable Instant publishedAt,
        @Nullable String publishedBy) {

    boolean saysTheSame(@Nullable String otherDescription, List<TemplateRole> otherRoles) {
        return Objects.equals(description, otherDescription) && roles.equals(otherRoles);
    }

    String status() {
        return live ? "live" : "draft";
    }
}
