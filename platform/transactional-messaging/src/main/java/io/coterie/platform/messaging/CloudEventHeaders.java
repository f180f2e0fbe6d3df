package io.coterie.platform.messaging;

import com.fasterxml.jackson.databind.JsonNode;
import io.coterie.contracts.ContractJson;
import io.coterie.platform.tenancy.Sandbox;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.UUID;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;
import org.jspecify.annotations.Nullable;

/** CloudEvents 1.0 on Kafka, binary mode: attributes are {@code ce_} headers, the value is the data. */
public final class CloudEventHeaders {

    static final String PREFIX = "ce_";
    private static final byte[] SPEC_VERSION = bytes("1.0");
    private static final byte[] JSON = bytes("application/json");

    private CloudEventHeaders() {}

    static void write(Headers headers, OutboxRecord event) {
        headers.add("ce_specversion", SPEC_VERSION);
        add(headers, "id", event.eventId().toString());
        add(headers, "source", event.source());
        add(headers, "type", event.type());
        add(headers, "subject", event.subject());
        add(headers, "time", event.recordedAt().toString());
        add(headers, "orgid", event.organisation());
        add(headers, "sandbox", event.sandbox());
        add(headers, "sandboxid", Integer.toString(event.sandboxId()));
        add(headers, "revision", Long.toString(event.revision()));
        add(headers, "partitionkey", event.kafkaKey());
        addIfPresent(headers, "correlationid", event.correlationId());
        addIfPresent(headers, "causationid", event.causationId());
        if (event.payload() != null) {
            headers.add("content-type", JSON);
        }
    }

    /** Reads a record; fails with {@link MalformedEvent} that says what is missing or wrong. */
    static ReceivedEvent read(ConsumerRecord<String, byte[]> message) {
        Headers headers = message.headers();
        String key = message.key();
        if (key == null || key.indexOf(':') < 0) {
            throw new MalformedEvent("Expected a record key of the form <sandbox>:<key>");
        }
        Sandbox sandbox = new Sandbox(
                Math.toIntExact(number(headers, "sandboxid")), text(headers, "sandbox"), text(headers, "orgid"));
        return new ReceivedEvent(
                uuid(text(headers, "id")),
                text(headers, "type"),
                text(headers, "subject"),
                time(text(headers, "time")),
                sandbox,
                number(headers, "revision"),
                key.substring(key.indexOf(':') + 1),
                optionalUuid(headers, "correlationid"),
                optionalUuid(headers, "causationid"),
                data(message.value()));
    }

    /** The attribute's text; fails with {@link MalformedEvent} when it is missing. */
    public static String text(Headers headers, String attribute) {
        String value = optionalText(headers, attribute);
        if (value == null) {
            throw new MalformedEvent("Expected the CloudEvents attribute '" + attribute + "'");
        }
        return value;
    }

    /** The attribute's text, or null. */
    public static @Nullable String optionalText(Headers headers, String attribute) {
        Header header = headers.lastHeader(PREFIX + attribute);
        return header == null ? null : new String(header.value(), StandardCharsets.UTF_8);
    }

    private static @Nullable JsonNode data(byte @Nullable [] value) {
        if (value == null) {
            return null;
        }
        try {
            return ContractJson.readTree(value);
        } catch (UncheckedIOException e) {
            throw new MalformedEvent("Expected the value to be JSON");
        }
    }

    private static long number(Headers headers, String attribute) {
        String value = text(headers, attribute);
        try {
            return Long.parseLong(value);
        } catch (NumberFormatException e) {
            throw new MalformedEvent("Expected the CloudEvents attribute '" + attribute + "' to be a number");
        }
    }

    private static Instant time(String value) {
        try {
            return Instant.parse(value);
        } catch (DateTimeParseException e) {
            throw new MalformedEvent("Expected the CloudEvents attribute 'time' to be an RFC 3339 instant");
        }
    }

    private static @Nullable UUID optionalUuid(Headers headers, String attribute) {
        String value = optionalText(headers, attribute);
        return value == null ? null : uuid(value);
    }

    private static UUID uuid(String value) {
        try {
            return UUID.fromString(value);
        } catch (IllegalArgumentException e) {
            throw new MalformedEvent("Expected a UUID as id of an event of the suite");
        }
    }

    private static void add(Headers headers, String attribute, String value) {
        headers.add(PREFIX + attribute, bytes(value));
    }

    private static void addIfPresent(Headers headers, String attribute, @Nullable UUID value) {
        if (value != null) {
            add(headers, attribute, value.toString());
        }
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    /** The record is no event of ours; trying again would not help. */
    public static final class MalformedEvent extends RuntimeException {

        public MalformedEvent(String message) {
            super(message);
        }
    }
}
