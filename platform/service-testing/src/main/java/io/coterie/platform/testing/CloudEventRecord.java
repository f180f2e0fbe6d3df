package io.coterie.platform.testing;

import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.jspecify.annotations.Nullable;

/**
 * A CloudEvent on its way to a topic, in Kafka's binary mode: the attributes are {@code ce_*} headers, the value is JSON.
 *
 * @param attributes CloudEvents attributes by name, without the {@code ce_} prefix
 * @param data the JSON text, or null for a tombstone
 */
public record CloudEventRecord(
        String topic,
        @Nullable String key,
        Map<String, String> attributes,
        @Nullable String data) {

    /** An event of a sandbox as the suite's own services publish it; the key gets the sandbox's prefix. */
    public static CloudEventRecord ofSandbox(
            String topic, int sandboxId, String sandbox, String organisation, String recordKey, String type) {
        return of(topic, sandboxId + ":" + recordKey, type)
                .with("source", "/coterie/test")
                .with("subject", recordKey)
                .with("orgid", organisation)
                .with("sandbox", sandbox)
                .with("sandboxid", Integer.toString(sandboxId))
                .with("partitionkey", sandboxId + ":" + recordKey)
                .with("revision", "1");
    }

    /** An event from outside, for example a partner's, with the attributes every CloudEvent has. */
    public static CloudEventRecord of(String topic, String key, String type) {
        Map<String, String> attributes = new LinkedHashMap<>();
        String id = UUID.randomUUID().toString();
        attributes.put("specversion", "1.0");
        attributes.put("id", id);
        attributes.put("source", "/partner/test");
        attributes.put("type", type);
        attributes.put("time", Clock.systemUTC().instant().toString());
        attributes.put("correlationid", id);
        attributes.put("causationid", id);
        return new CloudEventRecord(topic, key, attributes, "{}");
    }

    public CloudEventRecord revision(long revision) {
        return with("revision", Long.toString(revision));
    }

    public CloudEventRecord data(String json) {
        return new CloudEventRecord(topic, key, attributes, json);
    }

    public CloudEventRecord tombstone() {
        return new CloudEventRecord(topic, key, attributes, null);
    }

    public CloudEventRecord with(String attribute, String value) {
        Map<String, String> changed = new LinkedHashMap<>(attributes);
        changed.put(attribute, value);
        return new CloudEventRecord(topic, key, changed, data);
    }

    public CloudEventRecord without(String attribute) {
        Map<String, String> changed = new LinkedHashMap<>(attributes);
        changed.remove(attribute);
        return new CloudEventRecord(topic, key, changed, data);
    }

    ProducerRecord<String, byte[]> toProducerRecord() {
        byte[] value = data == null ? null : data.getBytes(StandardCharsets.UTF_8);
        ProducerRecord<String, byte[]> record = new ProducerRecord<>(topic, key, value);
        record.headers().add("content-type", "application/json".getBytes(StandardCharsets.UTF_8));
        attributes.forEach((name, text) -> record.headers().add("ce_" + name, text.getBytes(StandardCharsets.UTF_8)));
        return record;
    }
}
