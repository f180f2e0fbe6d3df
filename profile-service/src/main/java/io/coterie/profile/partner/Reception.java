package io.coterie.profile.partner;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.coterie.contracts.ContractJson;
import io.coterie.contracts.EventTypes;
import io.coterie.contracts.Topics;
import io.coterie.platform.messaging.CloudEventHeaders;
import io.coterie.platform.problem.ProblemException;
import io.coterie.platform.tenancy.Sandbox;
import io.coterie.profile.xdm.XdmDocument;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.jspecify.annotations.Nullable;

/**
 * Turns what partners send into events of the suite. The organisation is the topic's, whatever the message says: partners
 * are kept apart by the broker's access rules. A message that cannot be taken becomes an event too, the rejection, so that
 * both are settled in the transaction that moves the offset.
 */
final class Reception {

    /** Stands in a rejection for a sandbox that was not named or is not there. */
    private static final int NO_SANDBOX = 0;

    private static final List<String> REQUIRED_ATTRIBUTES = List.of("specversion", "id", "source", "type", "sandbox");

    private final InboundKinds kinds;
    private final Map<String, List<Sandbox>> sandboxesByTopic;

    Reception(InboundKinds kinds, Collection<Sandbox> sandboxes) {
        this.kinds = kinds;
        this.sandboxesByTopic = sandboxes.stream()
                .collect(Collectors.groupingBy(sandbox -> Topics.partnerInbound(sandbox.organisation())));
    }

    /** Where the rejections of an inbound topic go. */
    static String rejections(String inbound) {
        return inbound + "-rejected";
    }

    /** The message as an event that the suite's consumption understands, at the message's place in its topic. */
    ConsumerRecord<String, byte[]> receive(ConsumerRecord<String, byte[]> message) {
        List<Sandbox> ours = sandboxesByTopic.getOrDefault(message.topic(), List.of());
        String organisation = ours.isEmpty() ? "" : ours.getFirst().organisation();
        Optional<Sandbox> named = named(message.headers(), ours);
        try {
            requireBinaryMode(message);
            requireOwn(message.headers(), "orgid", organisation);
            Sandbox sandbox = named.orElseThrow(Reception::unknownSandbox);
            requireOwn(message.headers(), "sandboxid", Integer.toString(sandbox.id()));
            return accepted(message, sandbox);
        } catch (ProblemException refusal) {
            return rejected(message, named.orElse(new Sandbox(NO_SANDBOX, "", organisation)), refusal);
        }
    }

    private ConsumerRecord<String, byte[]> accepted(ConsumerRecord<String, byte[]> message, Sandbox sandbox) {
        String type = CloudEventHeaders.text(message.headers(), "type");
        InboundKind<?> kind = kinds.of(type).orElseThrow(this::unknownType);
        ObjectNode document = document(message);
        String key = kind.check(document);
        return event(message, sandbox, type, key, message(message, document, null));
    }

    private ProblemException unknownType() {
        return new ProblemException(
                PartnerError.UNKNOWN_EVENT_TYPE, "Expected one of the types " + String.join(", ", kinds.types()) + ".");
    }

    private static ConsumerRecord<String, byte[]> rejected(
            ConsumerRecord<String, byte[]> message, Sandbox sandbox, ProblemException refusal) {
        JsonNode problem = ContractJson.mapper().valueToTree(refusal.problem());
        return event(
                message,
                sandbox,
                EventTypes.PARTNER_RECORD_REJECTED,
                String.valueOf(message.key()),
                message(message, null, problem));
    }

    private static ObjectNode document(ConsumerRecord<String, byte[]> message) {
        byte[] value = message.value();
        if (value == null) {
            throw new ProblemException(PartnerError.INVALID_CLOUD_EVENT, "Expected a value, not a tombstone.");
        }
        return XdmDocument.read(value);
    }

    private static Optional<Sandbox> named(Headers headers, List<Sandbox> ours) {
        String name = CloudEventHeaders.optionalText(headers, "sandbox");
        return ours.stream().filter(sandbox -> sandbox.name().equals(name)).findFirst();
    }

    private static void requireBinaryMode(ConsumerRecord<String, byte[]> message) {
        REQUIRED_ATTRIBUTES.forEach(attribute -> {
            String given = CloudEventHeaders.optionalText(message.headers(), attribute);
            if (given == null || given.isBlank()) {
                throw ProblemException.ofField(
                        PartnerError.INVALID_CLOUD_EVENT,
                        attribute,
                        "Expected the CloudEvents attribute '" + attribute + "' as header ce_" + attribute + ".");
            }
        });
    }

    /** An attribute may be left out; when given it must say what the topic says. */
    private static void requireOwn(Headers headers, String attribute, String own) {
        String given = CloudEventHeaders.optionalText(headers, attribute);
        if (given != null && !given.equals(own)) {
            throw ProblemException.ofField(
                    PartnerError.FOREIGN_ATTRIBUTE, attribute, "Expected the organisation and sandbox of the topic.");
        }
    }

    private static ProblemException unknownSandbox() {
        return ProblemException.ofField(
                PartnerError.FOREIGN_ATTRIBUTE, "sandbox", "Expected the name of a sandbox of the organisation.");
    }

    private static PartnerMessage message(
            ConsumerRecord<String, byte[]> message, @Nullable JsonNode document, @Nullable JsonNode problem) {
        return new PartnerMessage(
                PartnerMessage.Place.of(message),
                CloudEventHeaders.optionalText(message.headers(), "id"),
                CloudEventHeaders.optionalText(message.headers(), "type"),
                document,
                problem);
    }

    private static ConsumerRecord<String, byte[]> event(
            ConsumerRecord<String, byte[]> message, Sandbox sandbox, String type, String key, PartnerMessage data) {
        RecordHeaders headers = new RecordHeaders();
        add(headers, "id", eventId(message, type).toString());
        add(headers, "type", type);
        add(headers, "subject", key);
        add(
                headers,
                "time",
                Instant.ofEpochMilli(Math.max(0, message.timestamp())).toString());
        add(headers, "orgid", sandbox.organisation());
        add(headers, "sandbox", sandbox.name());
        add(headers, "sandboxid", Integer.toString(sandbox.id()));
        add(headers, "revision", "0");
        return new ConsumerRecord<>(
                message.topic(),
                message.partition(),
                message.offset(),
                message.timestamp(),
                message.timestampType(),
                message.serializedKeySize(),
                message.serializedValueSize(),
                sandbox.id() + ":" + key,
                ContractJson.write(data).getBytes(StandardCharsets.UTF_8),
                headers,
                message.leaderEpoch());
    }

    /** Partners choose any id. One made of topic, source and id is as unique, and cannot be mistaken for one of ours. */
    private static UUID eventId(ConsumerRecord<String, byte[]> message, String type) {
        String source = CloudEventHeaders.optionalText(message.headers(), "source");
        String id = CloudEventHeaders.optionalText(message.headers(), "id");
        String name = source == null || id == null || type.equals(EventTypes.PARTNER_RECORD_REJECTED)
                ? message.topic() + "|" + message.partition() + "|" + message.offset()
                : message.topic() + "|" + source + "|" + id;
        return UUID.nameUUIDFromBytes(name.getBytes(StandardCharsets.UTF_8));
    }

    private static void add(Headers headers, String attribute, String value) {
        headers.add("ce_" + attribute, value.getBytes(StandardCharsets.UTF_8));
    }
}
