package io.coterie.activation.delivery;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A message to be delivered: one per action.
 *
 * @param messageId the id of the action that asked for it
 * @param kind {@code email} or {@code sales-alert}
 * @param attempts how often the mail server has refused it for now
 */
public record Message(
        UUID messageId,
        String kind,
        UUID journeyId,
        UUID runId,
        String nodeId,
        int visit,
        String accountKey,
        @Nullable String personKey,
        JsonNode parameters,
        int attempts,
        Instant createdAt) {

    public static final String EMAIL = "email";
    public static final String SALES_ALERT = "sales-alert";
}
