package io.coterie.platform.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/**
 * Where this JVM's databases and logs live: {@code <tmp>/coterie-<user>/<pid>}. Directories of JVMs that are gone (killed
 * before they could tidy up) are removed by the next one.
 */
final class ScratchDirectory {

    private static final Path PARENT =
            Path.of(System.getProperty("java.io.tmpdir"), "coterie-" + System.getProperty("user.name"));

    private ScratchDirectory() {}

    static Path create(String name) {
        try {
            Files.createDirectories(PARENT);
            // Others may pass: as root, the database runs as somebody else.
            Files.setPosixFilePermissions(PARENT, PosixFilePermissions.fromString("rwxr-xr-x"));
            removeLeftovers();
            Path own = Files.createDirectories(
                    PARENT.resolve(Long.toString(ProcessHandle.current().pid())));
            Path directory = Files.createTempDirectory(own, name + "-");
            Files.setPosixFilePermissions(directory, PosixFilePermissions.fromString("rwxr-xr-x"));
            return directory;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void removeLeftovers() throws IOException {
        try (Stream<Path> directories = Files.list(PARENT)) {
            directories
                    .filter(directory -> directory.getFileName().toString().matches("[0-9]+"))
                    .filter(directory -> ProcessHandle.of(
                                    Long.parseLong(directory.getFileName().toString()))
                            .isEmpty())
                    .forEach(ScratchDirectory::remove);
        }
    }

    static void remove(Path directory) {
        try (Stream<Path> paths = Files.walk(directory)) {
            List<Path> deepestFirst = paths.sorted(Comparator.reverseOrder()).toList();
            for (Path path : deepestFirst) {
                Files.deleteIfExists(path);
            }
        } catch (IOException | UncheckedIOException beingRemovedByAnotherJvm) {
            // Whoever else tidies up at the same moment finishes the work.
        }
    }
}
