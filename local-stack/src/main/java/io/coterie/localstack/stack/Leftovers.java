package io.coterie.localstack.stack;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** What an earlier run left in the data directory. */
final class Leftovers {

    /** Lies in a directory whose stores nobody empties; only {@code ./coterie reset} deletes them. */
    private static final String KEPT = "kept";

    private Leftovers() {}

    /** From now on {@link #forget} refuses this directory. */
    static void keep(Path data) {
        try {
            Files.writeString(data.resolve(KEPT), "./coterie up keeps this data: no demo or measurement empties it.\n");
        } catch (IOException e) {
            throw new UncheckedIOException("Expected to mark the data in " + data + " as kept", e);
        }
    }

    /** Keeps one log of each part from the run before. */
    static void rotate(Path directory) {
        try {
            Files.createDirectories(directory);
            try (Stream<Path> files = Files.list(directory)) {
                for (Path log :
                        files.filter(file -> file.toString().endsWith(".log")).toList()) {
                    Files.move(
                            log,
                            log.resolveSibling(log.getFileName() + ".previous"),
                            StandardCopyOption.REPLACE_EXISTING);
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException("Expected to keep logs in " + directory, e);
        }
    }

    /** Deletes rows, topics, mails and audiences. Keycloak's users and the keys are the same in every run and stay. */
    static void forget(Path data) {
        List<Path> stores = Stream.of("postgres", "kafka", "simulators")
                .map(data::resolve)
                .filter(store -> Files.exists(store, LinkOption.NOFOLLOW_LINKS))
                .toList();
        if (Files.exists(data.resolve(KEPT))) {
            throw new StackException(data + " is data of ./coterie up, so it is not emptied.\n"
                    + "Choose another directory with --data DIR, or delete this one: ./coterie reset --data " + data);
        }
        if (!stores.isEmpty() && !Files.exists(data.resolve(Secrets.FILE))) {
            throw new StackException(data + " does not look like Coterie's data, so " + stores.getFirst()
                    + " is not deleted.\nChoose another directory with --data DIR.");
        }
        stores.forEach(Leftovers::delete);
    }

    private static void delete(Path store) {
        Path directory = store;
        try {
            if (Files.isSymbolicLink(store)) {
                // PostgreSQL's data lies elsewhere when its user cannot get here.
                directory = Files.readSymbolicLink(store);
                Files.delete(store);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("Expected to follow " + store, e);
        }
        if (!Files.exists(directory)) {
            return;
        }
        try (Stream<Path> paths = Files.walk(directory)) {
            for (Path path : paths.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(path);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("Expected to delete " + directory, e);
        }
    }
}
