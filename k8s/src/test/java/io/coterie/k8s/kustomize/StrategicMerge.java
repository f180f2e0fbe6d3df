package io.coterie.k8s.kustomize;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Merges a patch into an object. Mappings merge key by key. Lists of the built-in workload kinds merge element by element
 * where Kubernetes names a merge key; new elements come first, as Kustomize does it. Lists of custom resources have no
 * merge key and are replaced.
 */
final class StrategicMerge {

    private static final Set<String> WORKLOADS = Set.of("Deployment", "StatefulSet");
    private static final String POD = "/spec/template/spec";
    private static final String CONTAINER = POD + "/containers/*";

    /** Lists with a merge key, by path; every list of a workload that both sides have must be here. */
    private static final Map<String, String> MERGE_KEYS = Map.of(
            POD + "/containers", "name",
            POD + "/initContainers", "name",
            POD + "/volumes", "name",
            CONTAINER + "/env", "name",
            CONTAINER + "/volumeMounts", "mountPath");

    private final Manifest patch;

    private StrategicMerge(Manifest patch) {
        this.patch = patch;
    }

    static void apply(Manifest patch, Manifest target) {
        ObjectNode change = patch.tree().deepCopy();
        // Who is meant is the target's business; the rest of the metadata is merged.
        change.remove("apiVersion");
        change.remove("kind");
        ((ObjectNode) change.path("metadata")).remove("name");
        new StrategicMerge(patch).merge("", change, target.tree(), WORKLOADS.contains(target.kind()));
    }

    private void merge(String path, ObjectNode change, ObjectNode target, boolean workload) {
        for (Map.Entry<String, JsonNode> field : change.properties()) {
            String place = path + "/" + field.getKey();
            JsonNode present = target.get(field.getKey());
            switch (field.getValue()) {
                case ObjectNode object when present instanceof ObjectNode into -> merge(place, object, into, workload);
                case ArrayNode list when workload && present instanceof ArrayNode into -> merge(place, list, into);
                case JsonNode value -> target.set(field.getKey(), checked(place, value));
            }
        }
    }

    private void merge(String path, ArrayNode changes, ArrayNode target) {
        String key = MERGE_KEYS.get(path);
        if (key == null) {
            throw refused("no merge key is known for the list " + path);
        }
        int added = 0;
        for (JsonNode change : changes) {
            Optional<ObjectNode> present = element(target, key, change.path(key));
            if (present.isPresent()) {
                merge(path + "/*", (ObjectNode) change, present.get(), true);
            } else {
                target.insert(added++, checked(path, change));
            }
        }
    }

    private static Optional<ObjectNode> element(ArrayNode list, String key, JsonNode value) {
        for (JsonNode element : list) {
            if (element.path(key).equals(value)) {
                return Optional.of((ObjectNode) element);
            }
        }
        return Optional.empty();
    }

    private JsonNode checked(String path, JsonNode value) {
        if (value.isNull() || value.has("$patch")) {
            throw refused("deleting is not supported, at " + path);
        }
        return value.deepCopy();
    }

    private KustomizeException refused(String why) {
        return new KustomizeException("Patch " + patch.id() + ": " + why);
    }
}
