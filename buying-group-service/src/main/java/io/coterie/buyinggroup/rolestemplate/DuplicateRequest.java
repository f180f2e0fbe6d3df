package io.coterie.buyinggroup.rolestemplate;

import io.coterie.buyinggroup.definition.DefinitionName;
import org.jspecify.annotations.Nullable;

/** What the copy of a template is to be called. */
record DuplicateRequest(@Nullable String name) {

    String nameOr(String otherwise) {
        return DefinitionName.required(name == null ? otherwise : name);
    }
}
