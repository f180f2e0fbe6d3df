package io.coterie.activation.destination;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A destination as the interface shows it.
 *
 * @param status creating, synchronising, live or blocked
 * @param failure why it is blocked
 * @param desired accounts that journeys want in it
 * @param confirmed accounts that LinkedIn has confirmed
 * @param pending accounts that may still change
 * @param failed accounts that LinkedIn refused
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
record DestinationView(
        UUID id,
        String name,
        String type,
        UUID connection,
        @Nullable String leadForm,
        @Nullable String segmentId,
        String status,
        @Nullable String failure,
        long desired,
        long confirmed,
        long pending,
        long failed,
        long revision,
        Instant createdAt) {}
