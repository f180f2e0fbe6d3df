package io.coterie.k8s.manifest;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.coterie.k8s.kustomize.Manifest;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import io.strimzi.api.kafka.model.kafka.Kafka;
import io.strimzi.api.kafka.model.nodepool.KafkaNodePool;
import io.strimzi.api.kafka.model.topic.KafkaTopic;
import io.strimzi.api.kafka.model.user.KafkaUser;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Reads an object as the API server with strict field validation would: kinds, versions and fields that do not exist and
 * values of another type are refused, with the path of each. The client library alone is lenient: it keeps unknown fields
 * aside and converts types, so the result is compared with what was written.
 */
public final class StrictReader {

    private static final String STRIMZI = "kafka.strimzi.io/v1";
    private static final ObjectMapper MAPPER = new ObjectMapper();
    private static final KubernetesSerialization SERIALIZATION = serialization();

    private StrictReader() {}

    /**
     * An object and everything that is wrong with it.
     *
     * @param resource as far as it could be read
     */
    public record Result(HasMetadata resource, List<String> problems) {}

    /** Reads one object. */
    public static Result read(Manifest manifest) {
        List<String> problems = new ArrayList<>();
        HasMetadata resource = typed(manifest, problems);
        if (problems.isEmpty()) {
            UnknownFields.in(resource).forEach(field -> problems.add(field + " is no field of " + manifest.kind()));
            // The version chose the type; Strimzi's types name an older one as their own.
            ObjectNode written = written(resource);
            written.put("apiVersion", manifest.apiVersion());
            compare("", manifest.tree(), written, problems);
        }
        return new Result(resource, List.copyOf(problems));
    }

    private static HasMetadata typed(Manifest manifest, List<String> problems) {
        try {
            HasMetadata resource = SERIALIZATION.unmarshal(manifest.tree().toString());
            if (resource instanceof GenericKubernetesResource) {
                problems.add("no kind " + manifest.kind() + " in version " + manifest.apiVersion());
            }
            return resource;
        } catch (IllegalArgumentException | io.fabric8.kubernetes.client.KubernetesClientException e) {
            problems.add(manifest.id() + ": " + e.getMessage());
            return new GenericKubernetesResource();
        }
    }

    private static ObjectNode written(HasMetadata resource) {
        try {
            return (ObjectNode) MAPPER.readTree(SERIALIZATION.asJson(resource));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("Expected JSON of " + resource, e);
        }
    }

    /** Everything that was written must have been understood, and with the same type. */
    private static void compare(String path, JsonNode source, JsonNode understood, List<String> problems) {
        if (source.isObject() && (understood.isObject() || (source.isEmpty() && understood.isMissingNode()))) {
            for (Map.Entry<String, JsonNode> field : source.properties()) {
                compare(path + "/" + field.getKey(), field.getValue(), understood.path(field.getKey()), problems);
            }
        } else if (source.isArray() && source.size() == understood.size()) {
            for (int index = 0; index < source.size(); index++) {
                compare(path + "/" + index, source.get(index), understood.get(index), problems);
            }
        } else if (!source.equals(understood)) {
            problems.add(path + ": " + source + " is understood as " + understood);
        }
    }

    private static KubernetesSerialization serialization() {
        KubernetesSerialization serialization = new KubernetesSerialization();
        serialization.registerKubernetesResource(STRIMZI, "Kafka", Kafka.class);
        serialization.registerKubernetesResource(STRIMZI, "KafkaNodePool", KafkaNodePool.class);
        serialization.registerKubernetesResource(STRIMZI, "KafkaTopic", KafkaTopic.class);
        serialization.registerKubernetesResource(STRIMZI, "KafkaUser", KafkaUser.class);
        return serialization;
    }
}
