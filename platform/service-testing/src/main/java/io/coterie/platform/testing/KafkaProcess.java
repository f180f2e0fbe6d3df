package io.coterie.platform.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;

/** A Kafka broker (KRaft, one node) in a child JVM that ends with this one. */
public final class KafkaProcess implements AutoCloseable {

    private static final Duration STARTS_WITHIN = Duration.ofMinutes(3);
    private static final Duration STOPS_WITHIN = Duration.ofSeconds(20);

    /** Any valid id does: a broker of one node never meets another cluster. */
    private static final String CLUSTER_ID = "Y290ZXJpZS1sb2NhbC0xMg";

    /** For JBoss LogManager, which takes Kafka's messages on our class path. */
    private static final String LOGGING = """
            logger.level=WARN
            loggers=kafka.server.KafkaRaftServer
            logger.kafka.server.KafkaRaftServer.level=INFO
            logger.handlers=CONSOLE
            handler.CONSOLE=org.jboss.logmanager.handlers.ConsoleHandler
            handler.CONSOLE.properties=autoFlush
            handler.CONSOLE.autoFlush=true
            handler.CONSOLE.formatter=LINES
            formatter.LINES=org.jboss.logmanager.formatters.PatternFormatter
            formatter.LINES.properties=pattern
            formatter.LINES.pattern=%d{yyyy-MM-dd'T'HH:mm:ss.SSSXXX} %-5p [%c{2.}] %s%e%n
            """;

    private final Settings settings;
    private SupervisedProcess process;

    private KafkaProcess(Settings settings, SupervisedProcess process) {
        this.settings = settings;
        this.process = process;
    }

    /**
     * Where the broker runs.
     *
     * @param data topics and metadata; formatted when empty
     * @param logs where {@code kafka.log} is written
     * @param longRunning whether speed counts more than a fast start
     */
    public record Settings(Path data, Path logs, int port, int controllerPort, boolean longRunning) {}

    /** Starts a broker whose data is thrown away when this JVM ends. */
    public static KafkaProcess temporary() {
        Path directory = ScratchDirectory.create("kafka");
        KafkaProcess broker =
                start(new Settings(directory.resolve("data"), directory, LocalPort.free(), LocalPort.free(), false));
        Runtime.getRuntime().addShutdownHook(new Thread(() -> {
            broker.kill();
            ScratchDirectory.remove(directory);
        }));
        return broker;
    }

    /** Starts a broker and returns once it answers. */
    public static KafkaProcess start(Settings settings) {
        KafkaProcess broker = new KafkaProcess(settings, launch(settings));
        broker.awaitReady();
        return broker;
    }

    /** Starts the broker again after {@link #kill} or {@link #close}, on the same data and port. */
    public void restart() {
        process = launch(settings);
        awaitReady();
    }

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

    public String bootstrapServers() {
        return "127.0.0.1:" + settings.port();
    }

    private static SupervisedProcess launch(Settings settings) {
        try {
            Files.createDirectories(settings.data());
            Files.createDirectories(settings.logs());
            Path configuration = settings.data().resolveSibling("kafka.properties");
            Files.writeString(configuration, configuration(settings));
            Path logging = settings.data().resolveSibling("kafka-logging.properties");
            Files.writeString(logging, LOGGING);
            List<String> command = ChildJvm.ofClass(KafkaMain.class, configuration.toString(), CLUSTER_ID)
                    // Quarkus would hold back every log line until an application configures logging.
                    .without("quarkus-")
                    .longRunning(settings.longRunning())
                    .with(
                            "-Xmx192m",
                            "-Djava.util.logging.manager=org.jboss.logmanager.LogManager",
                            "-Dlogging.configuration=" + logging.toUri())
                    .commandLine();
            return SupervisedProcess.start(
                    new SupervisedProcess.Command("kafka", command, Map.of(), settings.logs(), "TERM", STOPS_WITHIN));
        } catch (IOException e) {
            throw new UncheckedIOException("Expected to start Kafka in " + settings.data(), e);
        }
    }

    static String configuration(Settings settings) {
        return """
                process.roles=broker,controller
                node.id=1
                controller.quorum.voters=1@127.0.0.1:%controller
                controller.listener.names=CONTROLLER
                listeners=PLAINTEXT://127.0.0.1:%port,CONTROLLER://127.0.0.1:%controller
                advertised.listeners=PLAINTEXT://127.0.0.1:%port
                listener.security.protocol.map=PLAINTEXT:PLAINTEXT,CONTROLLER:PLAINTEXT
                log.dirs=%data
                """.replace("%port", Integer.toString(settings.port()))
                        .replace("%controller", Integer.toString(settings.controllerPort()))
                        .replace("%data", settings.data().toString())
                + BrokerSettings.asProperties();
    }

    private void awaitReady() {
        long deadline = System.nanoTime() + STARTS_WITHIN.toNanos();
        while (!LocalPort.accepts(settings.port(), Duration.ofMillis(200))) {
            if (!process.isAlive() || System.nanoTime() > deadline) {
                throw process.failure("to listen on port " + settings.port());
            }
            SupervisedProcess.pause(Duration.ofMillis(50));
        }
        try (Admin admin = KafkaClients.admin(bootstrapServers())) {
            admin.describeCluster().nodes().get(STARTS_WITHIN.toSeconds(), TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Interrupted while Kafka was starting", e);
        } catch (ExecutionException | TimeoutException e) {
            IllegalStateException failure = process.failure("to describe itself on port " + settings.port());
            failure.initCause(e);
            throw failure;
        }
    }
}
