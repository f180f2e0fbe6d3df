package io.coterie.activation.delivery;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A message as the interface shows it, with the reason for whatever kept it from being sent (BEY-05).
 *
 * @param id the action's id
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record DeliveryView(
        UUID id,
        String kind,
        String state,
        @Nullable String reason,
        @Nullable String recipient,
        String accountKey,
        @Nullable String personKey,
        UUID journey,
        UUID run,
        String node,
        int visit,
        int attempts,
        Instant createdAt,
        Instant changedAt) {}
