package io.coterie.k8s;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.coterie.k8s.kustomize.Kustomize;
import io.coterie.k8s.kustomize.KustomizeException;
import io.coterie.k8s.kustomize.Manifest;
import io.coterie.k8s.source.CommandLine;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

/** Our renderer makes what Kustomize makes, and refuses what it does not know. */
class RenderingTest {

    private static final ObjectMapper MAPPER = new ObjectMapper();
    private static final String HEAD = """
            apiVersion: kustomize.config.k8s.io/v1beta1
            kind: Kustomization
            """;

    @ParameterizedTest
    @CsvSource({
        "kubectl, overlays/local",
        "kubectl, overlays/local-cluster",
        "kubectl, base",
        "kustomize, overlays/local",
        "kustomize, overlays/local-cluster",
        "kustomize, base"
    })
    void theRealToolRendersTheSame(String tool, String directory) {
        assumeTrue(CommandLine.isOnPath(tool), tool + " is not installed");
        assumeTrue(kustomizeVersion(tool) >= 5, tool + " is too old for components and labels");
        String verb = tool.equals("kubectl") ? "kustomize" : "build";

        String rendered = CommandLine.run(Map.of(), tool, verb, directory);

        Map<String, JsonNode> expected = byIdentity(documents(rendered));
        Map<String, JsonNode> ours = byIdentity(Kustomize.render(Path.of(directory)).manifests().stream()
                .map(Manifest::tree)
                .toList());
        assertThat(ours.keySet()).isEqualTo(expected.keySet());
        ours.forEach((identity, tree) -> assertThat(tree).as(identity).isEqualTo(expected.get(identity)));
    }

    @Test
    void everyFileIsUsed() throws IOException {
        Set<Path> used = new HashSet<>();
        for (String directory : List.of("overlays/local", "overlays/local-cluster", "base")) {
            used.addAll(Kustomize.render(Path.of(directory)).files());
        }

        List<Path> unused = new ArrayList<>();
        for (String room : List.of("base", "components", "overlays")) {
            try (Stream<Path> files = Files.walk(Path.of(room))) {
                files.filter(Files::isRegularFile)
                        .map(file -> file.toAbsolutePath().normalize())
                        .filter(file -> !used.contains(file))
                        .forEach(unused::add);
            }
        }
        assertThat(unused).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "namePrefix: x-",
                "resource:\n  - a.yaml",
                "labels:\n  - pairs: {a: b}\n    includeSelectors: true"
            })
    void anUnknownKeyIsRefused(String key, @TempDir Path directory) throws IOException {
        Files.writeString(directory.resolve("kustomization.yaml"), HEAD + key + "\n");

        assertThatThrownBy(() -> Kustomize.render(directory))
                .isInstanceOf(KustomizeException.class)
                .hasMessageContaining("unknown key");
    }

    @Test
    void aFileOutsideOfTheDirectoryIsRefused(@TempDir Path directory) throws IOException {
        Path inner = Files.createDirectory(directory.resolve("inner"));
        Files.writeString(directory.resolve("a.yaml"), "apiVersion: v1\nkind: Namespace\nmetadata: {name: a}\n");
        Files.writeString(inner.resolve("kustomization.yaml"), HEAD + "resources:\n  - ../a.yaml\n");

        assertThatThrownBy(() -> Kustomize.render(inner))
                .isInstanceOf(KustomizeException.class)
                .hasMessageContaining("lies outside");
    }

    @Test
    void aPatchThatPatchesNothingIsRefused(@TempDir Path directory) throws IOException {
        Files.writeString(directory.resolve("a.yaml"), "apiVersion: v1\nkind: Namespace\nmetadata: {name: a}\n");
        Files.writeString(directory.resolve("b.yaml"), "apiVersion: v1\nkind: Namespace\nmetadata: {name: b}\n");
        Files.writeString(
                directory.resolve("kustomization.yaml"), HEAD + "resources:\n  - a.yaml\npatches:\n  - path: b.yaml\n");

        assertThatThrownBy(() -> Kustomize.render(directory))
                .isInstanceOf(KustomizeException.class)
                .hasMessageContaining("patches nothing");
    }

    @Test
    void aKeyGivenTwiceIsRefused(@TempDir Path directory) throws IOException {
        Files.writeString(directory.resolve("a.yaml"), "apiVersion: v1\nkind: Namespace\nkind: Namespace\n");
        Files.writeString(directory.resolve("kustomization.yaml"), HEAD + "resources:\n  - a.yaml\n");

        assertThatThrownBy(() -> Kustomize.render(directory)).hasMessageContaining("duplicate key kind");
    }

    /** The major version of Kustomize in the tool; 0 when the tool does not say. */
    private static int kustomizeVersion(String tool) {
        String said = tool.equals("kubectl")
                ? CommandLine.run(Map.of(), tool, "version", "--client", "--output=yaml")
                : CommandLine.run(Map.of(), tool, "version");
        Matcher version = Pattern.compile(tool.equals("kubectl") ? "kustomizeVersion: v(\\d+)" : "v(\\d+)\\.")
                .matcher(said);
        return version.find() ? Integer.parseInt(version.group(1)) : 0;
    }

    private static Map<String, JsonNode> byIdentity(List<? extends JsonNode> documents) {
        Map<String, JsonNode> byIdentity = new TreeMap<>();
        for (JsonNode document : documents) {
            String identity = document.path("apiVersion").asText() + " "
                    + document.path("kind").asText() + " "
                    + document.at("/metadata/namespace").asText() + " "
                    + document.at("/metadata/name").asText();
            assertThat(byIdentity.put(identity, document)).as(identity).isNull();
        }
        return byIdentity;
    }

    private static List<JsonNode> documents(String yaml) {
        List<JsonNode> documents = new ArrayList<>();
        new Load(LoadSettings.builder().build())
                .loadAllFromString(yaml)
                .forEach(document -> documents.add(MAPPER.valueToTree(document)));
        return documents;
    }
}
