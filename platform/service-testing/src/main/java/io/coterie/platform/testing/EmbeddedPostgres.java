package io.coterie.platform.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.postgresql.ds.PGSimpleDataSource;

/**
 * A PostgreSQL server of our own, as a child process, without Docker and without installation; root and ordinary users
 * may start it. It ends with this JVM.
 */
public final class EmbeddedPostgres implements PostgresServer, AutoCloseable {

    private static final Duration STARTS_WITHIN = Duration.ofMinutes(3);
    private static final Duration STOPS_WITHIN = Duration.ofSeconds(20);
    private static final String SUPERUSER = "postgres";

    private final Settings settings;
    private final UnprivilegedUser user;
    private final Path binaries;
    private SupervisedProcess process;

    private EmbeddedPostgres(Settings settings, UnprivilegedUser user, Path binaries, SupervisedProcess process) {
        this.settings = settings;
        this.user = user;
        this.binaries = binaries;
        this.process = process;
    }

    /** Whether a commit survives a crash of the machine. */
    public enum Durability {
        /** fsync, full_page_writes and synchronous_commit on: demo, fault tests, benchmarks. */
        DURABLE,
        /** All three off: ordinary service tests, whose data is thrown away. */
        THROWAWAY
    }

    /**
     * Where and how the server runs.
     *
     * @param data the cluster; created when it is not there
     * @param logs where {@code postgres.log} is written
     */
    public record Settings(Path data, Path logs, int port, String superuserPassword, Durability durability) {}

    /** Starts a server whose data is thrown away when this JVM ends. */
    public static EmbeddedPostgres temporary(Durability durability) {
        Path directory = ScratchDirectory.create("postgres");
        EmbeddedPostgres server =
                start(new Settings(directory.resolve("data"), directory, LocalPort.free(), "superuser", durability));
        Runtime.getRuntime().addShutdownHook(new Thread(() -> {
            server.close();
            ScratchDirectory.remove(directory);
        }));
        return server;
    }

    /**
     * Where a cluster can lie: in the directory wanted, or, when the user PostgreSQL runs as cannot get there (a home of
     * root's in a container without user namespaces), in one under {@code /var/tmp} that the directory wanted links to.
     */
    public static Path placeFor(Path wanted) {
        return placeFor(wanted, UnprivilegedUser.choose());
    }

    static Path placeFor(Path wanted, UnprivilegedUser user) {
        if (user.reaches(wanted)) {
            return wanted;
        }
        String name = UUID.nameUUIDFromBytes(wanted.toAbsolutePath().toString().getBytes(StandardCharsets.UTF_8))
                .toString();
        Path elsewhere = Path.of("/var/tmp", "coterie-postgres-" + name);
        try {
            if (!Files.isSymbolicLink(wanted)) {
                Files.createDirectories(wanted.resolve("..").normalize());
                Files.createSymbolicLink(wanted, elsewhere);
            }
            return elsewhere;
        } catch (IOException e) {
            throw new UncheckedIOException("Expected to link " + wanted + " to " + elsewhere, e);
        }
    }

    /** Starts a server and returns once it answers queries. */
    public static EmbeddedPostgres start(Settings settings) {
        return startAs(UnprivilegedUser.choose(), settings);
    }

    static EmbeddedPostgres startAs(UnprivilegedUser user, Settings settings) {
        if (!user.reaches(settings.data().resolveSibling("any"))) {
            throw new IllegalStateException("PostgreSQL runs as " + user + ", who cannot reach " + settings.data()
                    + ": choose a data directory that every user may pass through (for example under /var/tmp)");
        }
        Path binaries = PostgresBinaries.unpackedFor(user);
        if (!Files.exists(settings.data().resolve("PG_VERSION"))) {
            initialise(settings, user, binaries);
        }
        EmbeddedPostgres server = new EmbeddedPostgres(settings, user, binaries, launch(settings, user, binaries));
        server.awaitReady();
        return server;
    }

    /** Starts the server again after {@link #kill} or {@link #close}, on the same data and port. */
    public void restart() {
        long deadline = System.nanoTime() + STARTS_WITHIN.toNanos();
        while (true) {
            process = launch(settings, user, binaries);
            try {
                awaitReady();
                return;
            } catch (IllegalStateException endedAtOnce) {
                // A backend forked while the others were killed holds the shared memory until it sees that it is alone.
                if (System.nanoTime() > deadline) {
                    throw endedAtOnce;
                }
                SupervisedProcess.pause(Duration.ofMillis(200));
            }
        }
    }

    /** Ends every process of the server at once; what was committed durably comes back with {@link #restart}. */
    public void kill() {
        process.kill();
    }

    @Override
    public void close() {
        process.stop();
    }

    public boolean isAlive() {
        return process.isAlive();
    }

    @Override
    public String host() {
        return "127.0.0.1";
    }

    @Override
    public int port() {
        return settings.port();
    }

    @Override
    public Connection connectAsSuperuser(String database) throws SQLException {
        PGSimpleDataSource source = new PGSimpleDataSource();
        source.setServerNames(new String[] {host()});
        source.setPortNumbers(new int[] {port()});
        source.setDatabaseName(database);
        source.setUser(SUPERUSER);
        source.setPassword(settings.superuserPassword());
        return source.getConnection();
    }

    private static void initialise(Settings settings, UnprivilegedUser user, Path binaries) {
        try {
            Files.createDirectories(settings.data());
            Files.setPosixFilePermissions(settings.data(), PosixFilePermissions.fromString("rwx------"));
            user.giveOwnership(settings.data());
            Files.createDirectories(settings.logs());
            Path password = Files.createTempFile("coterie-", ".password");
            Files.writeString(password, settings.superuserPassword());
            user.giveOwnership(password);
            List<String> command = clusterCommand(binaries, settings, password);
            SupervisedProcess initdb = SupervisedProcess.start(new SupervisedProcess.Command(
                    "initdb", user.commandLine(command), Map.of(), settings.logs(), "TERM", STOPS_WITHIN));
            int exitCode = initdb.awaitExit(STARTS_WITHIN);
            Files.deleteIfExists(password);
            if (exitCode != 0) {
                throw initdb.failure("to succeed (exit code " + exitCode + ")");
            }
        } catch (IOException e) {
            throw new UncheckedIOException("Expected to initialise PostgreSQL in " + settings.data(), e);
        }
    }

    static List<String> clusterCommand(Path binaries, Settings settings, Path password) {
        List<String> command = new ArrayList<>(List.of(
                binaries.resolve("bin/initdb").toString(),
                "--pgdata=" + settings.data(),
                "--username=" + SUPERUSER,
                "--pwfile=" + password,
                "--auth=scram-sha-256"));
        command.addAll(DatabaseSettings.CLUSTER);
        if (settings.durability() == Durability.THROWAWAY) {
            command.add("--no-sync");
        }
        return command;
    }

    private static SupervisedProcess launch(Settings settings, UnprivilegedUser user, Path binaries) {
        List<String> command = serverCommand(binaries, settings);
        // SIGINT is the "fast" shutdown; SIGTERM would wait for every client to leave.
        return SupervisedProcess.start(new SupervisedProcess.Command(
                "postgres", user.commandLine(command), Map.of(), settings.logs(), "INT", STOPS_WITHIN));
    }

    static List<String> serverCommand(Path binaries, Settings settings) {
        List<String> command = new ArrayList<>(List.of(
                binaries.resolve("bin/postgres").toString(),
                "-D",
                settings.data().toString(),
                "-p",
                Integer.toString(settings.port()),
                "-c",
                "listen_addresses=127.0.0.1",
                "-c",
                "unix_socket_directories="));
        command.addAll(DatabaseSettings.asOptions(settings.durability()));
        return command;
    }

    private void awaitReady() {
        long deadline = System.nanoTime() + STARTS_WITHIN.toNanos();
        while (true) {
            try (Connection connection = connectAsSuperuser("postgres")) {
                if (connection.isValid(5)) {
                    return;
                }
            } catch (SQLException notYet) {
                if (!process.isAlive() || System.nanoTime() > deadline) {
                    IllegalStateException failure = process.failure("to answer on port " + port());
                    failure.addSuppressed(notYet);
                    throw failure;
                }
                SupervisedProcess.pause(Duration.ofMillis(50));
            }
        }
    }
}
