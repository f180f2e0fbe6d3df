package io.coterie.k8s.kustomize;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** A {@code kustomization.yaml}, read strictly: a key this renderer does not carry out is an error, never ignored. */
record Kustomization(
        Path directory,
        boolean component,
        Optional<String> namespace,
        List<String> resources,
        List<String> components,
        List<ConfigMapGenerator> configMaps,
        Map<String, String> labels,
        List<Patch> patches,
        Map<String, String> imageTags) {

    static final String FILE = "kustomization.yaml";

    /** A ConfigMap made from literals and files; its name gets a suffix made of its content. */
    record ConfigMapGenerator(String name, boolean merge, Map<String, String> literals, List<String> files) {}

    /** A strategic merge patch for what the target selects, or for the object the patch itself names. */
    record Patch(String path, Optional<Target> target) {}

    /** Objects of a kind that carry all the labels. */
    record Target(String kind, Map<String, String> labels) {}

    static Kustomization read(Path directory) {
        Path file = directory.resolve(FILE);
        if (!Files.isRegularFile(file)) {
            throw new KustomizeException(directory + " has no " + FILE);
        }
        List<ObjectNode> documents = YamlFile.read(file);
        if (documents.size() != 1) {
            throw new KustomizeException(file + " holds " + documents.size() + " documents");
        }
        return new Reader(file).kustomization(documents.getFirst());
    }

    private record Reader(Path file) {

        Kustomization kustomization(ObjectNode tree) {
            allow(
                    tree,
                    "apiVersion",
                    "kind",
                    "namespace",
                    "resources",
                    "components",
                    "configMapGenerator",
                    "labels",
                    "patches",
                    "images");
            String type = text(tree, "apiVersion") + " " + text(tree, "kind");
            boolean component = switch (type) {
                case "kustomize.config.k8s.io/v1beta1 Kustomization" -> false;
                case "kustomize.config.k8s.io/v1alpha1 Component" -> true;
                default -> throw refused("unknown type " + type);
            };
            return new Kustomization(
                    file.getParent(),
                    component,
                    optionalText(tree, "namespace"),
                    texts(tree, "resources"),
                    texts(tree, "components"),
                    objects(tree, "configMapGenerator").stream()
                            .map(this::generator)
                            .toList(),
                    labels(objects(tree, "labels")),
                    objects(tree, "patches").stream().map(this::patch).toList(),
                    imageTags(objects(tree, "images")));
        }

        private ConfigMapGenerator generator(ObjectNode tree) {
            allow(tree, "name", "behavior", "literals", "files");
            boolean merge = optionalText(tree, "behavior")
                    .map(behavior -> switch (behavior) {
                        case "create" -> false;
                        case "merge" -> true;
                        default -> throw refused("unknown behavior " + behavior);
                    })
                    .orElse(false);
            Map<String, String> literals = new LinkedHashMap<>();
            for (String literal : texts(tree, "literals")) {
                int equals = literal.indexOf('=');
                if (equals < 1 || literal.contains("\"") || literal.contains("'")) {
                    throw refused("a literal is KEY=value without quotes: " + literal);
                }
                if (literals.put(literal.substring(0, equals), literal.substring(equals + 1)) != null) {
                    throw refused("a literal is given twice: " + literal);
                }
            }
            return new ConfigMapGenerator(text(tree, "name"), merge, literals, texts(tree, "files"));
        }

        private Patch patch(ObjectNode tree) {
            allow(tree, "path", "target");
            return new Patch(
                    text(tree, "path"), Optional.ofNullable(tree.get("target")).map(this::target));
        }

        private Target target(JsonNode tree) {
            ObjectNode target = object(tree, "target");
            allow(target, "kind", "labelSelector");
            Map<String, String> labels = new LinkedHashMap<>();
            for (String term : text(target, "labelSelector").split(",", -1)) {
                int equals = term.indexOf('=');
                if (equals < 1 || term.contains("!") || term.contains("==") || term.contains(" ")) {
                    throw refused("a label selector is name=value: " + term);
                }
                labels.put(term.substring(0, equals), term.substring(equals + 1));
            }
            return new Target(text(target, "kind"), labels);
        }

        private Map<String, String> labels(List<ObjectNode> entries) {
            Map<String, String> labels = new LinkedHashMap<>();
            for (ObjectNode entry : entries) {
                allow(entry, "pairs");
                ObjectNode pairs = object(entry.path("pairs"), "pairs");
                pairs.fieldNames().forEachRemaining(name -> labels.put(name, text(pairs, name)));
            }
            return labels;
        }

        private Map<String, String> imageTags(List<ObjectNode> entries) {
            Map<String, String> tags = new LinkedHashMap<>();
            for (ObjectNode entry : entries) {
                allow(entry, "name", "newTag");
                tags.put(text(entry, "name"), text(entry, "newTag"));
            }
            return tags;
        }

        private void allow(ObjectNode tree, String... known) {
            tree.fieldNames().forEachRemaining(name -> {
                if (!Set.of(known).contains(name)) {
                    throw refused("unknown key " + name);
                }
            });
        }

        private String text(ObjectNode tree, String name) {
            return optionalText(tree, name).orElseThrow(() -> refused("missing key " + name));
        }

        private Optional<String> optionalText(ObjectNode tree, String name) {
            JsonNode value = tree.get(name);
            if (value != null && !value.isTextual()) {
                throw refused(name + " is not a text");
            }
            return Optional.ofNullable(value).map(JsonNode::textValue);
        }

        private List<String> texts(ObjectNode tree, String name) {
            List<String> texts = new ArrayList<>();
            for (JsonNode element : list(tree, name)) {
                if (!element.isTextual()) {
                    throw refused(name + " holds something that is not a text");
                }
                texts.add(element.textValue());
            }
            return List.copyOf(texts);
        }

        private List<ObjectNode> objects(ObjectNode tree, String name) {
            List<ObjectNode> objects = new ArrayList<>();
            for (JsonNode element : list(tree, name)) {
                objects.add(object(element, name));
            }
            return List.copyOf(objects);
        }

        private Iterable<JsonNode> list(ObjectNode tree, String name) {
            JsonNode value = tree.get(name);
            if (value == null) {
                return List.of();
            }
            if (!value.isArray() || value.isEmpty()) {
                throw refused(name + " is not a list with entries");
            }
            return value;
        }

        private ObjectNode object(JsonNode value, String name) {
            if (value instanceof ObjectNode object) {
                return object;
            }
            throw refused(name + " is not a mapping");
        }

        private KustomizeException refused(String why) {
            return new KustomizeException(file + ": " + why);
        }
    }
}
