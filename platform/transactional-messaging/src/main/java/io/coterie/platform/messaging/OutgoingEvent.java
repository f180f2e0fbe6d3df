package io.coterie.platform.messaging;

import io.coterie.contracts.ContractJson;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * An event on its way to Kafka.
 *
 * @param recordKey without the sandbox prefix, which the outbox adds
 * @param subject CloudEvents subject: what the event is about; no personal data
 * @param revision the subject's revision, 0 where the subject has none
 * @param payload JSON text; null for a tombstone
 * @param causationId the event or action that led to this one
 */
public record OutgoingEvent(
        String topic,
        String recordKey,
        String type,
        String subject,
        long revision,
        @Nullable String payload,
        @Nullable UUID correlationId,
        @Nullable UUID causationId) {

    /** An event whose payload is a contract record. */
    public static OutgoingEvent of(
            String topic, String recordKey, String type, String subject, long revision, Object payload) {
        return new OutgoingEvent(topic, recordKey, type, subject, revision, ContractJson.write(payload), null, null);
    }

    /** An event whose payload is JSON text already; for hot paths that have it at hand. */
    public static OutgoingEvent ofJson(
            String topic, String recordKey, String type, String subject, long revision, String payload) {
        return new OutgoingEvent(topic, recordKey, type, subject, revision, payload, null, null);
    }

    /** This event, as led to by another one. */
    public OutgoingEvent causedBy(ReceivedEvent cause) {
        UUID correlation = cause.correlationId() == null ? cause.id() : cause.correlationId();
        return new OutgoingEvent(topic, recordKey, type, subject, revision, payload, correlation, cause.id());
    }
}
