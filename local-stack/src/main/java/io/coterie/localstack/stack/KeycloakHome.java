package io.coterie.localstack.stack;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * A Keycloak of this stack's own. Keycloak writes into its home: its database, and the code it generates for itself at
 * the first start. The home therefore lies with the data, and shares the 170 MB of libraries by symbolic links.
 */
record KeycloakHome(Path distribution, Path home) {

    private static final String REALM = "coterie-realm.json";

    /** What Keycloak generates for itself at its first start. */
    private static final String GENERATED = "lib/quarkus";

    void prepare() {
        try {
            Files.createDirectories(home.resolve("data/import"));
            for (String copied : List.of("bin", "conf", "version.txt")) {
                copyOnce(distribution.resolve(copied), home.resolve(copied));
            }
            copyOnce(Files.exists(shared()) ? shared() : distribution.resolve(GENERATED), home.resolve(GENERATED));
            Files.createDirectories(home.resolve("providers"));
            try (Stream<Path> libraries = Files.list(distribution.resolve("lib"))) {
                for (Path library : libraries.toList()) {
                    link(library, home.resolve("lib").resolve(library.getFileName()));
                }
            }
            try (InputStream realm = KeycloakHome.class.getResourceAsStream("/keycloak/" + REALM)) {
                if (realm == null) {
                    throw new IOException(REALM + " is not on the class path");
                }
                Files.copy(realm, home.resolve("data/import").resolve(REALM), StandardCopyOption.REPLACE_EXISTING);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("Expected to prepare Keycloak in " + home, e);
        }
    }

    /** Keeps what was generated for the next data directory: it takes half a minute to make and no second to copy. */
    void shareGenerated() {
        if (Files.exists(shared())) {
            return;
        }
        try {
            Path draft = Files.createTempDirectory(distribution, "generated-");
            copyOnce(home.resolve(GENERATED), draft.resolve("quarkus"));
            Files.move(draft.resolve("quarkus"), shared(), StandardCopyOption.ATOMIC_MOVE);
            Files.delete(draft);
        } catch (IOException notShared) {
            // The next data directory makes its own.
        }
    }

    private Path shared() {
        return distribution.resolve("generated");
    }

    List<String> commandLine(int port) {
        return List.of(
                home.resolve("bin/kc.sh").toString(),
                "start-dev",
                "--import-realm",
                "--http-host=127.0.0.1",
                "--http-port=" + port,
                "--hostname=http://127.0.0.1:" + port,
                "--log-level=info");
    }

    static Map<String, String> environment(Secrets secrets) {
        return Map.of(
                "JAVA_HOME", System.getProperty("java.home"),
                "JAVA_OPTS",
                        "-Xms64m -Xmx384m -XX:+UseSerialGC -XX:TieredStopAtLevel=1 -XX:+ExitOnOutOfMemoryError -Dfile.encoding=UTF-8",
                "KC_BOOTSTRAP_ADMIN_USERNAME", "admin",
                "KC_BOOTSTRAP_ADMIN_PASSWORD", secrets.keycloakAdminPassword(),
                "COTERIE_CLIENT_SECRET", secrets.clientSecret(),
                "COTERIE_USER_PASSWORD", secrets.userPassword());
    }

    private static void link(Path library, Path target) throws IOException {
        if (Files.isSymbolicLink(target)) {
            // The repository may have moved, or been upgraded, since the link was made.
            if (!Files.readSymbolicLink(target).equals(library)) {
                Files.delete(target);
                Files.createSymbolicLink(target, library);
            }
        } else if (!Files.exists(target, LinkOption.NOFOLLOW_LINKS)) {
            Files.createSymbolicLink(target, library);
        }
    }

    private static void copyOnce(Path from, Path to) throws IOException {
        if (Files.exists(to)) {
            return;
        }
        Files.createDirectories(to.resolve("..").normalize());
        try (Stream<Path> files = Files.walk(from)) {
            for (Path file : files.toList()) {
                Files.copy(
                        file,
                        to.resolve(from.relativize(file).toString()).normalize(),
                        StandardCopyOption.COPY_ATTRIBUTES);
            }
        }
    }
}
