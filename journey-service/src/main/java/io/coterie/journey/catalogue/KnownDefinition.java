package io.coterie.journey.catalogue;

import io.coterie.contracts.DefinitionState;
import io.coterie.platform.messaging.ReceivedEvent;
import org.jspecify.annotations.Nullable;

/** @param definition JSON text; null when only the existence is known */
record KnownDefinition(
        String kind,
        String id,
        long revision,
        String name,
        String status,
        @Nullable String definition) {

    /** A tombstone is a definition that is deleted; its key says which. */
    static KnownDefinition of(ReceivedEvent event) {
        if (event.data() == null) {
            int slash = event.recordKey().indexOf('/');
            String kind = slash < 0 ? "" : event.recordKey().substring(0, slash);
            return new KnownDefinition(
                    kind, event.recordKey().substring(slash + 1), event.revision(), "", "deleted", null);
        }
        DefinitionState state = event.payload(DefinitionState.class);
        String definition =
                state.definition() == null ? null : state.definition().toString();
        return new KnownDefinition(
                state.kind(), state.id(), event.revision(), state.name(), state.status(), definition);
    }

    KnownDefinition newer(KnownDefinition other) {
        return other.revision > revision ? other : this;
    }
}
