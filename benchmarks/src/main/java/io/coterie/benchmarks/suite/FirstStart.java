package io.coterie.benchmarks.suite;

import io.coterie.localstack.stack.StackSettings;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** Makes the next start a first one: what Keycloak keeps in the data and beside its libraries is made anew. */
final class FirstStart {

    private FirstStart() {}

    static void prepare(StackSettings settings) {
        Path built = settings.installation().root().resolve("local-stack/target");
        try (Stream<Path> unpacked = Files.list(built)) {
            List<Path> generated = unpacked.filter(
                            path -> path.getFileName().toString().startsWith("keycloak-"))
                    .map(path -> path.resolve("generated"))
                    .toList();
            for (Path made : generated) {
                delete(made);
            }
            delete(settings.data().resolve("keycloak"));
        } catch (IOException e) {
            throw new UncheckedIOException("Expected to delete what Keycloak has generated", e);
        }
    }

    private static void delete(Path directory) throws IOException {
        if (!Files.exists(directory)) {
            return;
        }
        try (Stream<Path> paths = Files.walk(directory)) {
            for (Path path : paths.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(path);
            }
        }
    }
}
