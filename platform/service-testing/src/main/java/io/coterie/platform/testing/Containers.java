package io.coterie.platform.testing;

import io.coterie.platform.testing.EmbeddedPostgres.Durability;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.common.utils.AppInfoParser;
import org.testcontainers.kafka.KafkaContainer;
import org.testcontainers.postgresql.PostgreSQLContainer;

/** PostgreSQL and Kafka in containers, set up as {@link EmbeddedPostgres} and {@link KafkaProcess} are. */
final class Containers {

    /** The broker of the version that is on our class path. */
    static final String KAFKA = "apache/kafka-native:" + AppInfoParser.getVersion();

    private Containers() {}

    static KafkaContainer kafka() {
        return new KafkaContainer(KAFKA).withEnv(BrokerSettings.asEnvironment());
    }

    /** The newest of the major version whose binaries are embedded. */
    static PostgreSQLContainer postgres(String superuser, String password) {
        List<String> command = new ArrayList<>(List.of("postgres"));
        command.addAll(DatabaseSettings.asOptions(Durability.THROWAWAY));
        return new PostgreSQLContainer("postgres:18")
                .withUsername(superuser)
                .withPassword(password)
                .withEnv("POSTGRES_INITDB_ARGS", String.join(" ", DatabaseSettings.CLUSTER))
                .withCommand(command.toArray(String[]::new));
    }
}
