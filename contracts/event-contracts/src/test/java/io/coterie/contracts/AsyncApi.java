package io.coterie.contracts;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.coterie.contracts.EventReference.TopicRow;
import io.coterie.contracts.EventReference.TypeRow;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;

/** The AsyncAPI 3 document of the suite: every topic, the events in it, and who sends and receives them. */
final class AsyncApi {

    private static final String PARTNER_TYPES = "io.coterie.partner.";
    private static final String REJECTED = EventTypes.PARTNER_RECORD_REJECTED;
    private static final List<String> SERVICES = List.of("profile", "buying-group", "journey", "activation");
    /** Of the attributes of docs/reference/events.md, those an event may lack. */
    private static final Set<String> OPTIONAL = Set.of("correlationid", "causationid");

    /** What a partner has to send; the rest may be left out, and must be true when given. */
    private static final Set<String> OF_PARTNERS = Set.of("id", "source", "type", "sandbox");

    private final EventReference reference;
    private final Map<String, Object> samples;

    private AsyncApi(EventReference reference, Map<String, Object> samples) {
        this.reference = reference;
        this.samples = samples;
    }

    static ObjectNode of(EventReference reference, Map<String, Object> samples) {
        return new AsyncApi(reference, samples).document();
    }

    private ObjectNode document() {
        ObjectNode document = object();
        document.put("asyncapi", "3.0.0");
        document.putObject("info")
                .put("title", "Coterie events")
                .put("version", "1.0.0")
                .put(
                        "description",
                        "CloudEvents 1.0 on Kafka, binary mode. Readers ignore types and fields they do not know.")
                .putObject("license")
                .put("name", "Apache-2.0");
        document.put("defaultContentType", "application/json");
        ObjectNode channels = document.putObject("channels");
        ObjectNode operations = document.putObject("operations");
        for (Topics.Topic topic : topics()) {
            TopicRow row = reference.topic(topic.name());
            channels.set(name(topic.name()), channel(topic, row));
            operations(operations, topic.name(), row);
        }
        ObjectNode components = document.putObject("components");
        components.set("messages", messages());
        ObjectNode traits = components.putObject("messageTraits");
        traits.set("cloudEvent", trait(attribute -> !OPTIONAL.contains(attribute)));
        traits.set("partnerRecord", trait(OF_PARTNERS::contains));
        return document;
    }

    private static List<Topics.Topic> topics() {
        List<Topics.Topic> topics = new ArrayList<>(Topics.ALL);
        // The organisation is a part of the topic's name; a hyphen takes the place that the name is given below.
        Topics.ofPartner("-")
                .forEach(topic -> topics.add(new Topics.Topic(
                        topic.name().replace("partner.-.", "partner.<organisation>."),
                        topic.compacted(),
                        topic.retention())));
        return topics;
    }

    private ObjectNode channel(Topics.Topic topic, TopicRow row) {
        ObjectNode channel = object();
        channel.put("address", topic.name().replace("<organisation>", "{organisation}"));
        channel.put("description", key(row) + kept(topic));
        if (topic.name().contains("<organisation>")) {
            channel.putObject("parameters")
                    .putObject("organisation")
                    .put("description", "Every character but letters, digits and the hyphen is written as _<hex>_.");
        }
        ObjectNode messages = channel.putObject("messages");
        types(row).forEach(type -> messages.putObject(type).put("$ref", "#/components/messages/" + type));
        ObjectNode kafka = channel.putObject("bindings").putObject("kafka");
        ObjectNode settings = kafka.putObject("topicConfiguration");
        settings.putArray("cleanup.policy").add(topic.compacted() ? "compact" : "delete");
        settings.put(
                topic.compacted() ? "delete.retention.ms" : "retention.ms",
                topic.retention().toMillis());
        kafka.put("bindingVersion", "0.5.0");
        return channel;
    }

    /** Partners choose their keys. */
    private static String key(TopicRow row) {
        return row.topic().contains(".inbound") ? "Key: " + row.key() + ". " : "Key: <sandboxid>:<" + row.key() + ">. ";
    }

    private static boolean isOfPartners(String type) {
        return type.startsWith(PARTNER_TYPES) && !type.equals(REJECTED);
    }

    private static String kept(Topics.Topic topic) {
        Duration retention = topic.retention();
        return topic.compacted()
                ? "Compacted: the latest record of a key is its whole present state."
                : "Kept for " + retention.toDays() + " days.";
    }

    private void operations(ObjectNode operations, String topic, TopicRow row) {
        services(row.from()).forEach(service -> operation(operations, service, "send", topic));
        services(row.to()).forEach(service -> operation(operations, service, "receive", topic));
    }

    private static void operation(ObjectNode operations, String service, String action, String topic) {
        ObjectNode operation = operations.putObject(service + "." + action + "." + name(topic));
        operation.put("action", action);
        operation.putObject("channel").put("$ref", "#/channels/" + name(topic));
    }

    /** Operators and partners are outside of the suite. */
    private static List<String> services(List<String> named) {
        List<String> everybody = List.of("all", "each owner", "any consumer");
        return SERVICES.stream()
                .filter(service -> named.contains(service) || named.stream().anyMatch(everybody::contains))
                .map(service -> service + "-service")
                .toList();
    }

    private List<String> types(TopicRow row) {
        return reference.types().stream()
                .map(TypeRow::type)
                .filter(type -> belongs(type, row))
                .toList();
    }

    private boolean belongs(String type, TopicRow row) {
        if (type.equals(REJECTED)) {
            return row.topic().endsWith(".inbound-rejected");
        }
        if (type.startsWith(PARTNER_TYPES)) {
            return row.topic().endsWith(".inbound");
        }
        return row.payloads().contains(payload(type).getSimpleName());
    }

    private Class<?> payload(String type) {
        Object sample = samples.get(type);
        if (sample == null) {
            throw new AssertionError("Expected a sample of " + type);
        }
        return sample.getClass();
    }

    private ObjectNode messages() {
        ObjectNode messages = object();
        for (TypeRow row : reference.types()) {
            ObjectNode message = messages.putObject(row.type());
            message.put("name", row.type());
            message.put("summary", row.says());
            message.putArray("traits")
                    .addObject()
                    .put(
                            "$ref",
                            "#/components/messageTraits/"
                                    + (isOfPartners(row.type()) ? "partnerRecord" : "cloudEvent"));
            ObjectNode payload = message.putObject("payload");
            if (row.type().startsWith(PARTNER_TYPES)) {
                payload.put("type", "object");
            } else {
                payload.put("$ref", "schemas/" + row.type() + ".json");
            }
        }
        return messages;
    }

    private ObjectNode trait(Predicate<String> isRequired) {
        ObjectNode trait = object();
        trait.put("contentType", "application/json");
        ObjectNode headers = trait.putObject("headers");
        headers.put("type", "object");
        ArrayNode required = headers.putArray("required").add("ce_specversion");
        ObjectNode properties = headers.putObject("properties");
        properties.putObject("ce_specversion").put("const", "1.0");
        reference.attributes().forEach(attribute -> {
            String header = "ce_" + attribute.attribute();
            properties.putObject(header).put("type", "string").put("description", attribute.content());
            if (isRequired.test(attribute.attribute())) {
                required.add(header);
            }
        });
        return trait;
    }

    private static String name(String topic) {
        return topic.replace("coterie.", "").replace("<organisation>.", "").replace('.', '-');
    }

    private static ObjectNode object() {
        return ContractJson.mapper().createObjectNode();
    }
}
