package io.coterie.journey.wait;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Something that happened and that some run may be listening for.
 *
 * @param eventId of the event that told of it; the same at every redelivery
 * @param type as {@link io.coterie.journey.definition.Awaited#type()}
 * @param about as {@link io.coterie.journey.definition.Awaited#about()}
 * @param revision of the buying group with the change; 0 for what a person did
 * @param event its fields as JSON text
 */
public record Occurrence(
        UUID eventId,
        String accountKey,
        String type,
        String about,
        long revision,
        @Nullable String personKey,
        Instant at,
        String event) {}
