package io.coterie.buyinggroup.rolestemplate;

import io.coterie.buyinggroup.definition.DefinitionError;
import io.coterie.buyinggroup.definition.DefinitionName;
import io.coterie.buyinggroup.definition.DefinitionViolations;
import io.coterie.buyinggroup.definition.Trace;
import io.coterie.platform.conditions.FieldCatalogue;
import io.coterie.platform.problem.ProblemException;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The roles a buying group needs. A draft changes freely; a live one never does (D-17), so that the groups built with
 * it need no second look.
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

    /** A new draft; the database gives it its id. */
    static RolesTemplate begun(
            String name, @Nullable String description, List<TemplateRole> roles, Instant now, String by) {
        return new RolesTemplate(
                new UUID(0, 0),
                name,
                DefinitionName.description(description),
                false,
                roles,
                1,
                Trace.begun(now, by),
                null,
                null);
    }

    boolean saysTheSame(@Nullable String otherDescription, List<TemplateRole> otherRoles) {
        return Objects.equals(description, otherDescription) && roles.equals(otherRoles);
    }

    /** A live template does not change (D-17). */
    void requireDraft() {
        if (live) {
            throw new ProblemException(
                    DefinitionError.DEFINITION_IS_LIVE,
                    "Expected a draft, but the roles template '" + name + "' is live.");
        }
    }

    /** With other content; refused of a live one. */
    RolesTemplate rewritten(
            String newName, @Nullable String newDescription, List<TemplateRole> newRoles, Instant now, String by) {
        requireDraft();
        return new RolesTemplate(
                id,
                newName,
                DefinitionName.description(newDescription),
                false,
                newRoles,
                revision + 1,
                trace.updated(now, by),
                null,
                null);
    }

    /**
     * The draft, live; refused while there is something wrong with its roles.
     *
     * @param fields those that conditions of the sandbox may read now
     */
    RolesTemplate published(FieldCatalogue fields, Instant now, String by) {
        DefinitionViolations.refuse(
                TemplateCheck.forPublishing(roles, fields), "Expected a template that can be published.");
        return new RolesTemplate(id, name, description, true, roles, revision + 1, trace.updated(now, by), now, by);
    }

    String status() {
        return live ? "live" : "draft";
    }
}
