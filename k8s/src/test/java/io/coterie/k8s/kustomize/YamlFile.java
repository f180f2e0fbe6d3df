package io.coterie.k8s.kustomize;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

/** The documents of a YAML file as trees; a key given twice is refused, anchors are followed. */
final class YamlFile {

    private static final ObjectMapper MAPPER = new ObjectMapper();

    private YamlFile() {}

    static List<ObjectNode> read(Path file) {
        try {
            return parse(file.toString(), Files.readString(file));
        } catch (IOException e) {
            throw new UncheckedIOException("Expected to read " + file, e);
        }
    }

    static List<ObjectNode> parse(String label, String yaml) {
        LoadSettings settings = LoadSettings.builder()
                .setLabel(label)
                .setAllowDuplicateKeys(false)
                .build();
        List<ObjectNode> documents = new ArrayList<>();
        for (Object document : new Load(settings).loadAllFromString(yaml)) {
            JsonNode tree = MAPPER.valueToTree(document);
            if (!(tree instanceof ObjectNode object)) {
                throw new KustomizeException(label + ": a document is not a mapping");
            }
            documents.add(object);
        }
        return documents;
    }
}
