package io.coterie.localstack.stack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.coterie.contracts.Topics;
import io.coterie.platform.testing.CloudEventRecord;
import io.coterie.platform.testing.KafkaProbe;
import io.coterie.platform.testing.ReadRecord;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.EnumSet;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The parts that need no other module's programs: the services and Keycloak are in the end-to-end tests. */
class StackTest {

    private static final Set<Part> WITHOUT = EnumSet.of(
            Part.KEYCLOAK,
            Part.PROFILE_SERVICE,
            Part.BUYING_GROUP_SERVICE,
            Part.JOURNEY_SERVICE,
            Part.ACTIVATION_SERVICE);

    @TempDir
    Path data;

    @Test
    void partsSurviveAKillAndAnotherStackOnTheSameData() throws SQLException {
        // Below the ports that systems hand out to clients, so that nobody's connection holds one of them.
        StackSettings settings = settings(21_080);
        try (Stack stack = Stack.prepare(settings, Progress.silent()).start()) {
            execute(stack, "create table promise (kept boolean)");
            publish(stack);

            stack.kill(Part.POSTGRESQL);
            stack.kill(Part.KAFKA);
            stack.kill(Part.SIMULATORS);
            assertThat(stack.isAlive(Part.POSTGRESQL)).isFalse();
            stack.restart(Part.POSTGRESQL);
            stack.restart(Part.KAFKA);
            stack.restart(Part.SIMULATORS);

            execute(stack, "insert into promise values (true)");
        }

        try (Stack stack = Stack.prepare(settings, Progress.silent()).start()) {
            execute(stack, "insert into promise values (true)");
            try (KafkaProbe kafka = KafkaProbe.to(stack.bootstrapServers())) {
                assertThat(kafka.readAll(Topics.ACCOUNTS))
                        .extracting(ReadRecord::key)
                        .containsExactly("1:a");
            }
        }

        try (Stack emptied =
                Stack.prepare(settings.emptied(), Progress.silent()).start()) {
            assertThatThrownBy(() -> execute(emptied, "insert into promise values (true)"))
                    .hasMessageContaining("does not exist");
        }
    }

    @Test
    void aStackThatWantsEmptyStoresTakesNoDirectoryWhoseDataIsKept() {
        StackSettings settings = settings(21_180);
        Stack.prepare(settings, Progress.silent()).keepData().close();

        assertThatThrownBy(() -> Stack.prepare(settings.emptied(), Progress.silent()))
                .isInstanceOf(StackException.class)
                .hasMessageContaining("./coterie reset --data " + data);

        // Whoever was refused does not hold the directory.
        Stack.prepare(settings, Progress.silent()).close();
    }

    @Test
    void aTakenPortIsNamedWithTheWayToChooseAnother() throws IOException {
        try (ServerSocket other = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            int base = other.getLocalPort() - Part.KAFKA.portOffset();

            assertThatThrownBy(() -> Stack.prepare(settings(base), Progress.silent()))
                    .isInstanceOf(StackException.class)
                    .hasMessageContaining(other.getLocalPort() + " (kafka)")
                    .hasMessageContaining("--port-base")
                    .hasMessageContaining("COTERIE_PORT_BASE");
        }
    }

    private StackSettings settings(int portBase) {
        return new StackSettings(Installation.here(), data, new Ports(portBase), false, WITHOUT, false);
    }

    private static void execute(Stack stack, String sql) throws SQLException {
        try (Connection connection = stack.postgres().connectAsSuperuser("profile");
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private static void publish(Stack stack) {
        try (KafkaProbe kafka = KafkaProbe.to(stack.bootstrapServers())) {
            kafka.publish(CloudEventRecord.ofSandbox(
                    Topics.ACCOUNTS, 1, "dev", "acme@CoterieOrg", "a", "io.coterie.account.changed.v1"));
        }
    }
}
