package io.coterie.localstack.stack;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/** The built repository: where the services and Keycloak were put by the build. */
public record Installation(Path root) {

    /** The repository this program was started in, from its top or from one of its modules. */
    public static Installation here() {
        String home = System.getProperty("coterie.home", "");
        if (!home.isEmpty()) {
            return new Installation(Path.of(home).toAbsolutePath().normalize());
        }
        Path start = Path.of("").toAbsolutePath();
        return Stream.iterate(start, Files::exists, path -> path.resolve("..").normalize())
                .limit(start.getNameCount() + 1L)
                .filter(path -> Files.exists(path.resolve("local-stack/pom.xml")))
                .findFirst()
                .map(Installation::new)
                .orElseThrow(() -> new StackException("Run this inside the Coterie repository; " + start + " is not"));
    }

    /** Where data is kept unless {@code --data} says otherwise. */
    public Path dataDirectory(String name) {
        return root.resolve(".coterie").resolve(name);
    }

    Path serviceJar(Part service) {
        return built(root.resolve(service.label()).resolve("target/quarkus-app/quarkus-run.jar"));
    }

    Path keycloak() {
        Path target = root.resolve("local-stack/target");
        try (Stream<Path> unpacked = Files.exists(target) ? Files.list(target) : Stream.empty()) {
            return unpacked.filter(path -> path.getFileName().toString().startsWith("keycloak-"))
                    .filter(Files::isDirectory)
                    .max(Path::compareTo)
                    .orElseThrow(() -> notBuilt(target.resolve("keycloak-…")));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Path built(Path file) {
        if (!Files.exists(file)) {
            throw notBuilt(file);
        }
        return file;
    }

    private static StackException notBuilt(Path file) {
        return new StackException(
                file + " is missing: build with ./mvnw package -DskipTests (./coterie does it by itself)");
    }
}
