package io.coterie.activation.destination;

import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A destination as somebody sends it.
 *
 * @param leadForm the lead form that campaigns on this audience use, for people; nothing here reads it
 */
record DestinationRequest(
        @Nullable String name,
        @Nullable String type,
        @Nullable UUID connection,
        @Nullable String leadForm) {

    DestinationRequest withName(String other) {
        return new DestinationRequest(other, type, connection, leadForm);
    }
}
