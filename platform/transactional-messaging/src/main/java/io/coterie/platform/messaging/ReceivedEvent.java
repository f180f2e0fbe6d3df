package io.coterie.platform.messaging;

import com.fasterxml.jackson.databind.JsonNode;
import io.coterie.contracts.ContractJson;
import io.coterie.platform.tenancy.Sandbox;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * An event as received.
 *
 * @param id CloudEvents id; the same at every redelivery
 * @param recordKey without the sandbox prefix
 * @param data null for a tombstone
 */
public record ReceivedEvent(
        UUID id,
        String type,
        String subject,
        Instant time,
        Sandbox sandbox,
        long revision,
        String recordKey,
        @Nullable UUID correlationId,
        @Nullable UUID causationId,
        @Nullable JsonNode data) {

    /** The payload as its contract record; fails when the event has none or it does not fit. */
    public <T> T payload(Class<T> type) {
        if (data == null) {
            throw new IllegalArgumentException("Expected a payload, but event " + id + " is a tombstone");
        }
        return ContractJson.read(data, type);
    }
}
