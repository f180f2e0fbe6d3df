package io.coterie.activation.destination;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * An account in a destination.
 *
 * @param desired whether a journey wants it in
 * @param state confirmed (in the audience), absent, pending, or failed with the reason
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
record MemberView(
        String accountKey,
        boolean desired,
        String state,
        @Nullable String failure,
        Instant changedAt) {}
