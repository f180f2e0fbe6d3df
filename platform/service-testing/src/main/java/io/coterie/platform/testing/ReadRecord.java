package io.coterie.platform.testing;

import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;

/**
 * A record as it lies in a topic.
 *
 * @param headers the last value of each header
 * @param value the value as text, or null for a tombstone
 */
public record ReadRecord(
        String topic,
        int partition,
        long offset,
        @Nullable String key,
        Map<String, String> headers,
        @Nullable String value) {

    /** A CloudEvents attribute, for example {@code type} for the header {@code ce_type}. */
    public @Nullable String attribute(String name) {
        return headers.get("ce_" + name);
    }

    static ReadRecord of(ConsumerRecord<String, byte[]> consumed) {
        Map<String, String> headers = new LinkedHashMap<>();
        consumed.headers().forEach(header -> {
            if (header.value() != null) {
                headers.put(header.key(), new String(header.value(), StandardCharsets.UTF_8));
            }
        });
        byte[] value = consumed.value();
        return new ReadRecord(
                consumed.topic(),
                consumed.partition(),
                consumed.offset(),
                consumed.key(),
                headers,
                value == null ? null : new String(value, StandardCharsets.UTF_8));
    }
}
