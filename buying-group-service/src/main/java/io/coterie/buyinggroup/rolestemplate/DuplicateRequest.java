package io.coterie.buyinggroup.rolestemplate;

import io.coterie.buyinggroup.definition.DefinitionName;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** What the copy of a template is to be called. */
@Schema(name = "DuplicateRolesTemplate")
record DuplicateRequest(@Nullable String name) {

    String nameOr(String otherwise) {
        return DefinitionName.required(name == null ? otherwise : name);
    }
}
