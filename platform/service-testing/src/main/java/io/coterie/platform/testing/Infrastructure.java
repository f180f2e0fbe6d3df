package io.coterie.platform.testing;

import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Locale;
import java.util.concurrent.CompletableFuture;
import java.util.function.BooleanSupplier;
import org.postgresql.ds.PGSimpleDataSource;
import org.testcontainers.DockerClientFactory;
import org.testcontainers.kafka.KafkaContainer;
import org.testcontainers.postgresql.PostgreSQLContainer;

/**
 * The PostgreSQL server and the broker all test classes of this JVM share. Quarkus may load this class several times, so
 * the addresses are kept in system properties and the servers are started once.
 */
record Infrastructure(String postgresHost, int postgresPort, String postgresPassword, String bootstrapServers)
        implements PostgresServer {

    private static final String ADDRESS = "coterie.testing.infrastructure";
    private static final String SUPERUSER = "postgres";

    static Infrastructure ofThisJvm() {
        synchronized (System.getProperties()) {
            String known = System.getProperty(ADDRESS);
            if (known == null) {
                String choice = System.getProperty("coterie.containers", "auto");
                Infrastructure started =
                        containersAreWanted(choice, Infrastructure::dockerAnswers) ? inContainers() : embedded();
                System.setProperty(ADDRESS, started.toText());
                return started;
            }
            return fromText(known);
        }
    }

    @Override
    public String host() {
        return postgresHost;
    }

    @Override
    public int port() {
        return postgresPort;
    }

    @Override
    public Connection connectAsSuperuser(String database) throws SQLException {
        PGSimpleDataSource source = new PGSimpleDataSource();
        source.setServerNames(new String[] {postgresHost});
        source.setPortNumbers(new int[] {postgresPort});
        source.setDatabaseName(database);
        source.setUser(SUPERUSER);
        source.setPassword(postgresPassword);
        return source.getConnection();
    }

    private static Infrastructure embedded() {
        CompletableFuture<KafkaProcess> kafka = CompletableFuture.supplyAsync(KafkaProcess::temporary);
        EmbeddedPostgres postgres = EmbeddedPostgres.temporary(EmbeddedPostgres.Durability.THROWAWAY);
        return new Infrastructure(
                postgres.host(), postgres.port(), "superuser", kafka.join().bootstrapServers());
    }

    // The containers live until the JVM ends; Testcontainers' own reaper removes them then.
    @SuppressWarnings("resource")
    private static Infrastructure inContainers() {
        KafkaContainer kafka = Containers.kafka();
        PostgreSQLContainer postgres = Containers.postgres(SUPERUSER, "superuser");
        CompletableFuture<Void> kafkaStarts = CompletableFuture.runAsync(kafka::start);
        postgres.start();
        kafkaStarts.join();
        return new Infrastructure(
                postgres.getHost(), postgres.getMappedPort(5432), "superuser", kafka.getBootstrapServers());
    }

    /** {@code -Dcoterie.containers=docker|embedded|auto}; auto takes Docker where it answers. */
    static boolean containersAreWanted(String choice, BooleanSupplier dockerAnswers) {
        return switch (choice.toLowerCase(Locale.ROOT)) {
            case "docker" -> true;
            case "embedded" -> false;
            case "auto" -> dockerAnswers.getAsBoolean();
            default ->
                throw new IllegalArgumentException(
                        "Expected coterie.containers to be docker, embedded or auto, but it is " + choice);
        };
    }

    /** Asking Docker properly takes half a second; most machines without it can be told apart by a look. */
    private static boolean dockerAnswers() {
        boolean plausible = System.getenv("DOCKER_HOST") != null || Files.exists(Path.of("/var/run/docker.sock"));
        return plausible && DockerClientFactory.instance().isDockerAvailable();
    }

    private String toText() {
        return String.join("|", postgresHost, Integer.toString(postgresPort), postgresPassword, bootstrapServers);
    }

    private static Infrastructure fromText(String text) {
        String[] parts = text.split("\\|", 4);
        return new Infrastructure(parts[0], Integer.parseInt(parts[1]), parts[2], parts[3]);
    }
}
