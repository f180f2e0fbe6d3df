package io.coterie.platform.testing;

import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Properties;
import kafka.Kafka;
import kafka.tools.StorageTool;

/** The broker's JVM: formats its storage the first time, then runs Kafka. */
final class KafkaMain {

    private KafkaMain() {}

    public static void main(String[] arguments) throws IOException {
        Path configuration = Path.of(arguments[0]);
        String clusterId = arguments[1];
        Properties properties = new Properties();
        try (var reader = Files.newBufferedReader(configuration)) {
            properties.load(reader);
        }
        Path storage = Path.of(properties.getProperty("log.dirs"));
        if (!Files.exists(storage.resolve("meta.properties"))) {
            int exitCode = StorageTool.execute(
                    new String[] {"format", "--config", configuration.toString(), "--cluster-id", clusterId},
                    new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8));
            if (exitCode != 0) {
                throw new IllegalStateException("Expected to format " + storage + ", but got exit code " + exitCode);
            }
        }
        Kafka.main(new String[] {configuration.toString()});
    }
}
