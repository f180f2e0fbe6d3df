package io.coterie.k8s.kustomize;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Map;

/** One Kubernetes object as a tree, and what identifies it. */
public record Manifest(ObjectNode tree) {

    public String apiVersion() {
        return tree.path("apiVersion").asText();
    }

    public String kind() {
        return tree.path("kind").asText();
    }

    public String name() {
        return tree.path("metadata").path("name").asText();
    }

    /** Kind and name, as people write it. */
    public String id() {
        return kind() + "/" + name();
    }

    ObjectNode metadata() {
        return tree.withObjectProperty("metadata");
    }

    boolean carries(Map<String, String> labels) {
        JsonNode carried = tree.path("metadata").path("labels");
        return labels.entrySet().stream()
                .allMatch(label -> carried.path(label.getKey()).asText("").equals(label.getValue()));
    }

    boolean isSameObject(Manifest other) {
        return apiVersion().equals(other.apiVersion()) && kind().equals(other.kind()) && name().equals(other.name());
    }
}
