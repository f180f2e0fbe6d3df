package io.coterie.platform.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.coterie.platform.testing.EmbeddedPostgres.Durability;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.testcontainers.kafka.KafkaContainer;
import org.testcontainers.postgresql.PostgreSQLContainer;

/** Tests find the same servers whether Docker runs them or not; nothing is started here. */
@SuppressWarnings("resource")
class ContainersTest {

    private final KafkaContainer kafka = Containers.kafka();
    private final PostgreSQLContainer postgres = Containers.postgres("postgres", "superuser");

    @ParameterizedTest
    @CsvSource({
        "docker, false, true",
        "docker, true, true",
        "embedded, true, false",
        "auto, true, true",
        "auto, false, false",
        "AUTO, true, true"
    })
    void serversRunInContainersWhenThatIsChosenOrWhenDockerAnswers(String choice, boolean answers, boolean wanted) {
        assertThat(Infrastructure.containersAreWanted(choice, () -> answers)).isEqualTo(wanted);
    }

    @ParameterizedTest
    @ValueSource(strings = {"docker", "embedded"})
    void whoeverHasChosenIsNotMadeToWaitForDocker(String choice) {
        assertThatCode(() -> Infrastructure.containersAreWanted(choice, () -> {
                    throw new AssertionError("Docker was asked");
                }))
                .doesNotThrowAnyException();
    }

    @Test
    void anUnknownChoiceIsRefused() {
        assertThatThrownBy(() -> Infrastructure.containersAreWanted("podman", () -> true))
                .hasMessage("Expected coterie.containers to be docker, embedded or auto, but it is podman");
    }

    @Test
    void theBrokerInAContainerHasTheSettingsOfTheChildProcess() {
        String properties = KafkaProcess.configuration(
                new KafkaProcess.Settings(Path.of("/data"), Path.of("/logs"), 9092, 9093, false));

        assertThat(BrokerSettings.SHARED).containsEntry("message.max.bytes", "5242880");
        assertThat(BrokerSettings.SHARED).allSatisfy((name, value) -> {
            assertThat(properties.lines()).contains(name + "=" + value);
            assertThat(kafka.getEnvMap())
                    .containsEntry(
                            "KAFKA_" + name.toUpperCase(java.util.Locale.ROOT).replace('.', '_'), value);
        });
    }

    @Test
    void theBrokersImageHasTheVersionOfTheEmbeddedOne() {
        Path library = Path.of(org.apache.kafka.server.common.MetadataVersion.class
                .getProtectionDomain()
                .getCodeSource()
                .getLocation()
                .getPath());
        String version = library.getFileName().toString().replaceAll("^.*-([0-9.]+)\\.jar$", "$1");

        assertThat(Containers.KAFKA).isEqualTo("apache/kafka-native:" + version);
    }

    @Test
    void postgresInAContainerHasTheSettingsOfTheChildProcess() {
        List<String> options = DatabaseSettings.asOptions(Durability.THROWAWAY);

        assertThat(options).contains("fsync=off", "synchronous_commit=off", "jit=off", "timezone=UTC");
        assertThat(postgres.getCommandParts()).startsWith("postgres").endsWith(options.toArray(String[]::new));
        assertThat(EmbeddedPostgres.serverCommand(
                        Path.of("/postgres"),
                        new EmbeddedPostgres.Settings(
                                Path.of("/data"), Path.of("/logs"), 5432, "superuser", Durability.THROWAWAY)))
                .endsWith(options.toArray(String[]::new));
    }

    @Test
    void postgresSortsAlikeInAContainerAndAsAChildProcess() {
        assertThat(postgres.getEnvMap())
                .containsEntry(
                        "POSTGRES_INITDB_ARGS",
                        "--encoding=UTF8 --locale=C --locale-provider=builtin --builtin-locale=C.UTF-8");
        assertThat(EmbeddedPostgres.clusterCommand(
                        Path.of("/postgres"),
                        new EmbeddedPostgres.Settings(
                                Path.of("/data"), Path.of("/logs"), 5432, "superuser", Durability.DURABLE),
                        Path.of("/password")))
                .containsAll(DatabaseSettings.CLUSTER);
    }
}
