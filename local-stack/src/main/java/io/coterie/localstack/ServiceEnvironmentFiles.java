package io.coterie.localstack;

import io.coterie.localstack.stack.Part;
import io.coterie.localstack.stack.Stack;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.stream.Collectors;

/** For each service the settings to run it by hand against this stack, as a file a shell can read. */
final class ServiceEnvironmentFiles {

    private ServiceEnvironmentFiles() {}

    static void write(Stack stack) {
        Path directory = directory(stack);
        try {
            Files.createDirectories(directory);
            for (Part service : Part.SERVICES) {
                Path file = directory.resolve(service.label() + ".env");
                Files.deleteIfExists(file);
                Files.createFile(
                        file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
                Files.writeString(
                        file,
                        stack.environmentOf(service).entrySet().stream()
                                .map(setting -> "export " + setting.getKey() + "='" + setting.getValue() + "'\n")
                                .collect(Collectors.joining()));
            }
        } catch (IOException e) {
            throw new UncheckedIOException("Expected to write the services' settings to " + directory, e);
        }
    }

    static Path directory(Stack stack) {
        return stack.settings().data().resolve("environment");
    }
}
