package io.coterie.buyinggroup.role;

import io.coterie.buyinggroup.definition.Trace;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A role of the customer's own (ROL-02). */
record CustomRole(UUID id, String name, @Nullable String description, long revision, Trace trace) {

    static CustomRole begun(String name, @Nullable String description, Instant now, String by) {
        return new CustomRole(UUID.randomUUID(), name, description, 0, Trace.begun(now, by));
    }

    CustomRole changed(String newName, @Nullable String newDescription, Instant now, String by) {
        return new CustomRole(id, newName, newDescription, revision + 1, trace.updated(now, by));
    }

    RoleView view() {
        return new RoleView(
                id.toString(),
                name,
                description,
                RoleView.Type.CUSTOM,
                revision,
                trace.createdAt(),
                trace.createdBy(),
                trace.updatedAt(),
                trace.updatedBy());
    }
}
