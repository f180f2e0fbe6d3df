package io.coterie.platform.messaging;

import io.vertx.mutiny.sqlclient.Row;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A row of the outbox. */
record OutboxRecord(
        long position,
        UUID eventId,
        String source,
        String topic,
        String recordKey,
        String type,
        String subject,
        String organisation,
        String sandbox,
        int sandboxId,
        long revision,
        @Nullable String payload,
        @Nullable UUID correlationId,
        @Nullable UUID causationId,
        Instant recordedAt) {

    static OutboxRecord of(Row row, String source) {
        return new OutboxRecord(
                row.getLong("position"),
                row.getUUID("event_id"),
                source,
                row.getString("topic"),
                row.getString("record_key"),
                row.getString("type"),
                row.getString("subject"),
                row.getString("organisation"),
                row.getString("sandbox"),
                row.getInteger("sandbox_id"),
                row.getLong("revision"),
                row.getString("payload"),
                row.getUUID("correlation_id"),
                row.getUUID("causation_id"),
                row.getOffsetDateTime("recorded_at")
                        .withOffsetSameInstant(ZoneOffset.UTC)
                        .toInstant());
    }

    /** The record's key on the topic. */
    String kafkaKey() {
        return sandboxId + ":" + recordKey;
    }
}
