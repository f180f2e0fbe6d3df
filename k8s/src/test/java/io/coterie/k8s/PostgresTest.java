package io.coterie.k8s;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.coterie.k8s.manifest.Deployed;
import io.coterie.k8s.manifest.Deployed.Workload;
import io.coterie.k8s.source.CommandLine;
import io.coterie.k8s.source.PsqlScript;
import io.coterie.platform.testing.EmbeddedPostgres;
import io.coterie.platform.testing.EmbeddedPostgres.Durability;
import io.coterie.platform.testing.ServiceDatabase;
import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.EnvVar;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The initialisation that the manifests mount makes the databases that the services are configured for. */
class PostgresTest {

    private static final String MAIN = "/docker-entrypoint-initdb.d/databases.sql";
    private static EmbeddedPostgres server;

    @BeforeAll
    static void initialiseAsTheImageDoes() throws SQLException {
        server = EmbeddedPostgres.temporary(Durability.THROWAWAY);
        Map<String, String> files = mountedFiles();
        try (PsqlScript psql = new PsqlScript(server::connectAsSuperuser, files, passwords())) {
            psql.run(files.get(MAIN));
        }
    }

    static Stream<Workload> everyService() {
        return Deployed.local().services();
    }

    @ParameterizedTest
    @MethodSource("everyService")
    void theOwnerMigratesAndTheServiceReadsAndWrites(Workload service) throws SQLException {
        String database = database(service);
        try (Connection owner = connect(database, database + "_owner", passwordOf(database, "OWNER"))) {
            execute(owner, "create table note (id int generated always as identity primary key, text text)");
        }

        try (Connection connection = connect(database, database + "_service", passwordOf(database, "SERVICE"))) {
            execute(connection, "insert into note (text) values ('a')");
            execute(connection, "update note set text = 'b'");
            assertThat(rows(connection, "select id, text from note")).containsExactly("1 b");
            execute(connection, "delete from note");

            assertThatThrownBy(() -> execute(connection, "drop table note")).hasMessageContaining("must be owner");
            assertThatThrownBy(() -> execute(connection, "truncate note")).hasMessageContaining("permission denied");
            assertThatThrownBy(() -> execute(connection, "create table own (id int)"))
                    .hasMessageContaining("permission denied");
        }
    }

    @ParameterizedTest
    @MethodSource("everyService")
    void aServiceCannotEnterAnothersDatabase(Workload service) {
        String database = database(service);
        String other = database.equals("profile") ? "journey" : "profile";

        assertThatThrownBy(() -> connect(other, database + "_service", passwordOf(database, "SERVICE")))
                .hasMessageContaining("permission denied for database");
    }

    /** Tests and the local stack make their databases with the same rights. */
    @Test
    void theRolesAndRightsAreThoseTheTestsRunWith() throws SQLException {
        var _ = ServiceDatabase.create(server, "reference", "owner", "service");

        List<String> expected = rightsOf("reference");
        assertThat(everyService().map(PostgresTest::database))
                .allSatisfy(database -> assertThat(rightsOf(database)).isEqualTo(expected));
    }

    @Test
    void keycloakOwnsItsDatabase() throws SQLException {
        try (Connection keycloak = connect("keycloak", "keycloak", passwords().get("KEYCLOAK_PASSWORD"))) {
            execute(keycloak, "create table realm (id int)");

            assertThat(rows(keycloak, "select count(*) from realm")).containsExactly("0");
        }
    }

    @Test
    void theRealPsqlMakesTheSame(@TempDir Path directory) throws IOException, SQLException {
        assumeTrue(CommandLine.isOnPath("psql"), "psql is not installed");
        try (EmbeddedPostgres other = EmbeddedPostgres.temporary(Durability.THROWAWAY)) {
            Map<String, String> environment = new HashMap<>(passwords());
            environment.put("PGPASSWORD", "superuser");
            String main = mountedFiles().get(MAIN);
            for (Map.Entry<String, String> file : mountedFiles().entrySet()) {
                Path copy = directory.resolve(Path.of(file.getKey()).getFileName());
                Files.writeString(copy, file.getValue());
                main = main.replace(file.getKey(), copy.toString());
            }
            Path script = Files.writeString(directory.resolve("main.sql"), main);

            String said = CommandLine.run(
                    environment,
                    "psql",
                    "--no-psqlrc",
                    "--quiet",
                    "--set=ON_ERROR_STOP=1",
                    "--host=" + other.host(),
                    "--port=" + other.port(),
                    "--username=postgres",
                    "--dbname=postgres",
                    "--file=" + script);

            assertThat(said).doesNotContain("ERROR");
            assertThat(everything(other))
                    .isEqualTo(everything(server).stream()
                            .filter(line -> !line.contains("reference"))
                            .toList());
        }
    }

    private static String database(Workload service) {
        return service.name().replace("-service", "").replace('-', '_');
    }

    /** Files of the ConfigMaps, by the path they are mounted at. */
    private static Map<String, String> mountedFiles() {
        Workload postgres = postgres();
        Map<String, String> files = new HashMap<>();
        postgres.containers()
                .flatMap(container -> container.getVolumeMounts().stream())
                .filter(mount -> mount.getSubPath() != null)
                .forEach(mount -> files.put(
                        mount.getMountPath(),
                        configMap(postgres, mount.getName()).getData().get(mount.getSubPath())));
        return files;
    }

    private static ConfigMap configMap(Workload workload, String volume) {
        return workload.template().getSpec().getVolumes().stream()
                .filter(candidate -> candidate.getName().equals(volume))
                .map(candidate -> candidate.getConfigMap().getName())
                .flatMap(name -> Deployed.local().find(ConfigMap.class, name).stream())
                .findFirst()
                .orElseThrow();
    }

    private static Workload postgres() {
        return Deployed.local()
                .workloads()
                .filter(workload -> workload.name().equals("postgres"))
                .findFirst()
                .orElseThrow();
    }

    /** What the container's environment gives to the script; quotes must not break out of their literal. */
    private static Map<String, String> passwords() {
        Map<String, String> passwords = new HashMap<>();
        postgres()
                .containers()
                .flatMap(container -> container.getEnv().stream())
                .map(EnvVar::getName)
                .forEach(name -> passwords.put(name, "it's \"" + name));
        return passwords;
    }

    private static String passwordOf(String database, String role) {
        return passwords().get(database.toUpperCase(java.util.Locale.ROOT) + "_" + role + "_PASSWORD");
    }

    private static Connection connect(String database, String user, String password) throws SQLException {
        return DriverManager.getConnection(
                "jdbc:postgresql://" + server.host() + ":" + server.port() + "/" + database, user, password);
    }

    /** Roles, the database's rights and default rights, with the database's own name taken out. */
    private static List<String> rightsOf(String database) throws SQLException {
        return everything(server).stream()
                .filter(line -> line.contains(database + "_owner"))
                .map(line -> line.replace(database, "…"))
                .toList();
    }

    private static List<String> everything(EmbeddedPostgres of) throws SQLException {
        List<String> lines = new ArrayList<>();
        List<String> databases;
        try (Connection connection = of.connectAsSuperuser("postgres")) {
            lines.addAll(rows(connection, """
                    select o.rolname, s.rolname, s.rolsuper, s.rolbypassrls, s.rolcreatedb, s.rolcreaterole, s.rolcanlogin,
                           o.rolsuper, o.rolbypassrls, o.rolcreatedb, o.rolcreaterole, o.rolcanlogin
                    from pg_roles o join pg_roles s on s.rolname = replace(o.rolname, '_owner', '_service')
                    where o.rolname like '%\\_owner' and s.rolname like '%\\_service' order by 1"""));
            lines.addAll(rows(connection, """
                    select datname, pg_get_userbyid(datdba), datacl from pg_database
                    where not datistemplate and datname <> 'postgres' order by 1"""));
            databases = rows(
                    connection,
                    "select datname from pg_database where not datistemplate and datname <> 'postgres' order by 1");
        }
        for (String database : databases) {
            try (Connection connection = of.connectAsSuperuser(database)) {
                lines.addAll(rows(connection, """
                        select pg_get_userbyid(defaclrole), defaclnamespace::regnamespace, defaclobjtype, defaclacl
                        from pg_default_acl order by 1, 3"""));
                lines.addAll(rows(
                        connection,
                        "select '" + database + "_owner', nspname, nspacl from pg_namespace where nspname = 'public'"));
            }
        }
        return lines;
    }

    private static void execute(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private static List<String> rows(Connection connection, String query) throws SQLException {
        List<String> lines = new ArrayList<>();
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(query)) {
            int columns = rows.getMetaData().getColumnCount();
            while (rows.next()) {
                List<String> values = new ArrayList<>();
                for (int column = 1; column <= columns; column++) {
                    values.add(String.valueOf(rows.getString(column)));
                }
                lines.add(String.join(" ", values));
            }
        }
        return lines;
    }
}
