package io.coterie.platform.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class EmbeddedPostgresTest {

    private static EmbeddedPostgres server;

    @BeforeAll
    static void start() {
        server = EmbeddedPostgres.temporary(EmbeddedPostgres.Durability.DURABLE);
    }

    @Test
    void whatWasCommittedSurvivesAKill() throws SQLException {
        try (Connection connection = server.connectAsSuperuser("postgres");
                Statement statement = connection.createStatement()) {
            statement.execute("create table promise (kept boolean)");
            statement.execute("insert into promise values (true)");
        }

        server.kill();
        assertThat(server.isAlive()).isFalse();
        server.restart();

        try (Connection connection = server.connectAsSuperuser("postgres")) {
            assertThat(firstValue(connection, "select kept from promise")).isEqualTo("t");
            assertThat(firstValue(connection, "show fsync")).isEqualTo("on");
        }
    }

    @Test
    void timeOrderedIdentifiersAreBuiltIn() throws SQLException {
        try (Connection connection = server.connectAsSuperuser("postgres")) {
            assertThat(firstValue(connection, "select uuid_extract_version(uuidv7())"))
                    .isEqualTo("7");
        }
    }

    @Test
    void theServiceReadsAndWritesTheOwnersTablesAndOwnsNothing() throws SQLException {
        ServiceDatabase database = ServiceDatabase.create(server, "orders", "owner's secret", "service's secret");
        try (Connection owner = connect(database, database.ownerUser(), database.ownerPassword());
                Statement statement = owner.createStatement()) {
            statement.execute("create table line (sandbox_id int not null, id bigint generated always as identity)");
            statement.execute("alter table line enable row level security");
            statement.execute("create policy own on line using (sandbox_id = 1)");
        }

        try (Connection service = connect(database, database.serviceUser(), database.servicePassword());
                Statement statement = service.createStatement()) {
            statement.execute("insert into line (sandbox_id) values (1)");
            assertThat(firstValue(service, "select count(*) from line")).isEqualTo("1");
            assertThatThrownBy(() -> statement.execute("insert into line (sandbox_id) values (2)"))
                    .hasMessageContaining("row-level security");
            assertThatThrownBy(() -> statement.execute("alter table line disable row level security"))
                    .hasMessageContaining("must be owner");
            assertThatThrownBy(() -> statement.execute("create table mine (id int)"))
                    .hasMessageContaining("permission denied");
        }
    }

    @Test
    void creatingADatabaseAgainChangesNothingButPasswords() throws SQLException {
        var _ = ServiceDatabase.create(server, "twice", "old", "old");

        ServiceDatabase again = ServiceDatabase.create(server, "twice", "new", "new");

        try (Connection service = connect(again, again.serviceUser(), "new")) {
            assertThat(firstValue(service, "select current_user")).isEqualTo("twice_service");
        }
    }

    static Stream<UnprivilegedUser> waysToLeaveRootBehind() {
        return System.getProperty("user.name").equals("root")
                ? Stream.of(new UnprivilegedUser.UserNamespace(), new UnprivilegedUser.SystemUser("nobody"))
                : Stream.of(new UnprivilegedUser.Myself());
    }

    @ParameterizedTest
    @MethodSource("waysToLeaveRootBehind")
    void everyWayToLeaveRootBehindStartsAServer(UnprivilegedUser user) throws SQLException {
        Path directory = ScratchDirectory.create("postgres-as");
        EmbeddedPostgres other = EmbeddedPostgres.startAs(
                user,
                new EmbeddedPostgres.Settings(
                        directory.resolve("data"),
                        directory,
                        LocalPort.free(),
                        "superuser",
                        EmbeddedPostgres.Durability.THROWAWAY));

        try (Connection connection = other.connectAsSuperuser("postgres")) {
            assertThat(firstValue(connection, "show fsync")).isEqualTo("off");
        } finally {
            other.close();
        }
        assertThat(Files.exists(directory.resolve("data/postmaster.pid"))).isFalse();
    }

    @Test
    void dataThatAnotherUserCouldNotReachLiesElsewhere(@TempDir Path closed) throws IOException {
        Files.setPosixFilePermissions(closed, PosixFilePermissions.fromString("rwx------"));
        Path wanted = closed.resolve("data/postgres");

        Path place = EmbeddedPostgres.placeFor(wanted, new UnprivilegedUser.SystemUser("nobody"));

        assertThat(place).startsWithRaw(Path.of("/var/tmp"));
        assertThat(Files.readSymbolicLink(wanted)).isEqualTo(place);
        assertThat(EmbeddedPostgres.placeFor(wanted, new UnprivilegedUser.SystemUser("nobody")))
                .isEqualTo(place);
        assertThat(EmbeddedPostgres.placeFor(wanted, new UnprivilegedUser.UserNamespace()))
                .isEqualTo(wanted);
    }

    private static Connection connect(ServiceDatabase database, String user, String password) throws SQLException {
        return DriverManager.getConnection(
                "jdbc:postgresql://" + database.host() + ":" + database.port() + "/" + database.name(), user, password);
    }

    private static String firstValue(Connection connection, String query) throws SQLException {
        try (Statement statement = connection.createStatement();
                var rows = statement.executeQuery(query)) {
            rows.next();
            return rows.getString(1);
        }
    }
}
