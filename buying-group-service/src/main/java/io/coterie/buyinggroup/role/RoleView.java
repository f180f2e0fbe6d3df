package io.coterie.buyinggroup.role;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A role as REST shows it (ROL-04).
 *
 * @param createdAt of custom roles only, as the rest of its trace
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
record RoleView(
        String id,
        String name,
        @Nullable String description,
        Type type,
        long revision,
        @Nullable Instant createdAt,
        @Nullable String createdBy,
        @Nullable Instant updatedAt,
        @Nullable String updatedBy) {

    enum Type {
        DEFAULT,
        CUSTOM
    }

    static RoleView of(FixedRole role) {
        return new RoleView(role.id(), role.title(), null, Type.DEFAULT, 0, null, null, null, null);
    }
}
