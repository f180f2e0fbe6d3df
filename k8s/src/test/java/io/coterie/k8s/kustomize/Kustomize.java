package io.coterie.k8s.kustomize;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.coterie.k8s.kustomize.Kustomization.ConfigMapGenerator;
import io.coterie.k8s.kustomize.Kustomization.Patch;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** Renders a directory as {@code kubectl kustomize} does. */
public final class Kustomize {

    private static final Set<String> CLUSTER_SCOPED = Set.of("Namespace", "GatewayClass");

    private final List<Manifest> manifests = new ArrayList<>();

    /** Names of generated ConfigMaps, before their suffix. */
    private final Set<String> generated = new HashSet<>();

    private final Set<Path> filesRead = new HashSet<>();

    private Kustomize() {}

    /**
     * What came out, and which files went in.
     *
     * @param files every file read, to find those that nothing refers to
     */
    public record Rendering(List<Manifest> manifests, Set<Path> files) {}

    /** Renders the kustomization of the directory with everything it is made of. */
    public static Rendering render(Path directory) {
        Kustomization top = Kustomization.read(directory.toAbsolutePath().normalize());
        if (top.component()) {
            throw new KustomizeException(directory + " is a component and renders only as a part of an overlay");
        }
        Kustomize rendering = new Kustomize();
        rendering.accumulate(top);
        rendering.addSuffixes();
        return new Rendering(List.copyOf(rendering.manifests), Set.copyOf(rendering.filesRead));
    }

    /** The order is Kustomize's: resources, generators, components, then the transformers over all of it. */
    private void accumulate(Kustomization kustomization) {
        filesRead.add(kustomization.directory().resolve(Kustomization.FILE));
        Kustomize own = kustomization.component() ? this : new Kustomize();
        kustomization.resources().forEach(resource -> own.addResource(kustomization, resource));
        kustomization.configMaps().forEach(generator -> own.generate(kustomization, generator));
        kustomization.components().forEach(component -> own.addComponent(kustomization, component));
        kustomization.patches().forEach(patch -> own.patch(kustomization, patch));
        kustomization.namespace().ifPresent(own::setNamespace);
        own.manifests.forEach(manifest -> addLabels(manifest, kustomization.labels()));
        own.manifests.forEach(manifest -> setImageTags(manifest.tree(), kustomization.imageTags()));
        if (own != this) {
            own.manifests.forEach(this::add);
            generated.addAll(own.generated);
            filesRead.addAll(own.filesRead);
        }
    }

    private void addResource(Kustomization kustomization, String resource) {
        Path path = kustomization.directory().resolve(resource).normalize();
        if (Files.isDirectory(path)) {
            Kustomization part = Kustomization.read(path);
            if (part.component()) {
                throw new KustomizeException(path + " is a component, listed under resources");
            }
            accumulate(part);
        } else {
            read(kustomization, resource).forEach(this::add);
        }
    }

    private void addComponent(Kustomization kustomization, String component) {
        Kustomization part =
                Kustomization.read(kustomization.directory().resolve(component).normalize());
        if (!part.component()) {
            throw new KustomizeException(part.directory() + " is no component, but listed as one");
        }
        accumulate(part);
    }

    private void add(Manifest manifest) {
        if (manifest.kind().isEmpty() || manifest.name().isEmpty()) {
            throw new KustomizeException("An object has no kind or no name: " + manifest.tree());
        }
        if (manifests.stream().anyMatch(manifest::isSameObject)) {
            throw new KustomizeException(manifest.id() + " is there twice");
        }
        manifests.add(manifest);
    }

    private void generate(Kustomization kustomization, ConfigMapGenerator generator) {
        Map<String, String> data = new TreeMap<>(generator.literals());
        for (String name : generator.files()) {
            if (name.contains("=")) {
                throw new KustomizeException(kustomization.directory() + ": a file's key is its name, not " + name);
            }
            Path file = file(kustomization, name);
            try {
                data.put(file.getFileName().toString(), Files.readString(file));
            } catch (IOException e) {
                throw new UncheckedIOException("Expected to read " + file, e);
            }
        }
        if (generator.merge()) {
            Manifest into = manifests.stream()
                    .filter(manifest -> manifest.kind().equals("ConfigMap")
                            && manifest.name().equals(generator.name()))
                    .findFirst()
                    .orElseThrow(() -> new KustomizeException("No ConfigMap " + generator.name() + " to merge into"));
            data.forEach(into.tree().withObjectProperty("data")::put);
            return;
        }
        ObjectNode tree = JsonNodeFactory.instance.objectNode();
        tree.put("apiVersion", "v1").put("kind", "ConfigMap");
        tree.putObject("metadata").put("name", generator.name());
        data.forEach(tree.putObject("data")::put);
        add(new Manifest(tree));
        generated.add(generator.name());
    }

    private void patch(Kustomization kustomization, Patch patch) {
        List<Manifest> changes = read(kustomization, patch.path());
        if (changes.size() != 1) {
            throw new KustomizeException(patch.path() + " holds " + changes.size() + " patches");
        }
        Manifest change = changes.getFirst();
        List<Manifest> targets = manifests.stream()
                .filter(manifest -> patch.target()
                        .map(target -> manifest.kind().equals(target.kind()) && manifest.carries(target.labels()))
                        .orElseGet(() -> manifest.isSameObject(change)))
                .toList();
        if (targets.isEmpty()) {
            throw new KustomizeException(patch.path() + " patches nothing");
        }
        targets.forEach(target -> StrategicMerge.apply(change, target));
    }

    private void setNamespace(String namespace) {
        for (Manifest manifest : manifests) {
            if (CLUSTER_SCOPED.contains(manifest.kind())) {
                throw new KustomizeException(manifest.id() + " belongs to no namespace");
            }
            manifest.metadata().put("namespace", namespace);
        }
    }

    private static void addLabels(Manifest manifest, Map<String, String> labels) {
        if (!labels.isEmpty()) {
            labels.forEach(manifest.metadata().withObjectProperty("labels")::put);
        }
    }

    private static void setImageTags(JsonNode tree, Map<String, String> tags) {
        for (Map.Entry<String, JsonNode> field : tree.properties()) {
            boolean containers =
                    field.getKey().equals("containers") || field.getKey().equals("initContainers");
            if (containers && field.getValue() instanceof ArrayNode list) {
                for (JsonNode container : list) {
                    String image = container.path("image").asText();
                    if (tags.containsKey(image)) {
                        ((ObjectNode) container).put("image", image + ":" + tags.get(image));
                    }
                }
            } else {
                setImageTags(field.getValue(), tags);
            }
        }
    }

    private void addSuffixes() {
        Map<String, String> names = new HashMap<>();
        for (Manifest manifest : manifests) {
            if (manifest.kind().equals("ConfigMap") && generated.contains(manifest.name())) {
                Map<String, String> data = new HashMap<>();
                manifest.tree()
                        .path("data")
                        .properties()
                        .forEach(entry ->
                                data.put(entry.getKey(), entry.getValue().asText()));
                String name = manifest.name() + "-" + ContentHash.of(data);
                names.put(manifest.name(), name);
                manifest.metadata().put("name", name);
            }
        }
        manifests.forEach(manifest -> renameReferences(manifest.tree(), names));
    }

    /** The references to ConfigMaps that a pod can hold. */
    private static void renameReferences(JsonNode tree, Map<String, String> names) {
        for (Map.Entry<String, JsonNode> field : tree.properties()) {
            boolean reference =
                    Set.of("configMap", "configMapRef", "configMapKeyRef").contains(field.getKey());
            String name = field.getValue().path("name").asText();
            if (reference && names.containsKey(name)) {
                ((ObjectNode) field.getValue()).put("name", names.get(name));
            }
            renameReferences(field.getValue(), names);
        }
        if (tree instanceof ArrayNode list) {
            list.forEach(element -> renameReferences(element, names));
        }
    }

    private List<Manifest> read(Kustomization kustomization, String name) {
        return YamlFile.read(file(kustomization, name)).stream()
                .map(Manifest::new)
                .toList();
    }

    private Path file(Kustomization kustomization, String name) {
        Path file = kustomization.directory().resolve(name).normalize();
        if (!file.startsWith(kustomization.directory())) {
            throw new KustomizeException(name + " lies outside of " + kustomization.directory());
        }
        if (!Files.isRegularFile(file)) {
            throw new KustomizeException(file + " does not exist");
        }
        filesRead.add(file);
        return file;
    }
}
