package io.coterie.platform.testing;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Map;

/**
 * A service's database and its two roles: the owner migrates and owns every table, the service reads and writes rows, owns
 * nothing and cannot bypass row level security.
 */
public record ServiceDatabase(String host, int port, String name, String ownerPassword, String servicePassword) {

    /** Creates the database and its roles where they are missing, and sets their passwords. */
    public static ServiceDatabase create(
            PostgresServer server, String name, String ownerPassword, String servicePassword) {
        ServiceDatabase database =
                new ServiceDatabase(server.host(), server.port(), name, ownerPassword, servicePassword);
        try {
            database.createOn(server);
        } catch (SQLException e) {
            throw new IllegalStateException("Expected to create the database " + name, e);
        }
        return database;
    }

    public String ownerUser() {
        return name + "_owner";
    }

    public String serviceUser() {
        return name + "_service";
    }

    /** The database as every service is configured with it. */
    public Map<String, String> configuration() {
        return Map.of(
                "coterie.database.host", host,
                "coterie.database.port", Integer.toString(port),
                "coterie.database.name", name,
                "coterie.database.owner-user", ownerUser(),
                "coterie.database.owner-password", ownerPassword,
                "coterie.database.service-user", serviceUser(),
                "coterie.database.service-password", servicePassword);
    }

    private void createOn(PostgresServer server) throws SQLException {
        String owner = identifier(ownerUser());
        String service = identifier(serviceUser());
        String database = identifier(name);
        try (Connection connection = server.connectAsSuperuser("postgres")) {
            createRole(connection, ownerUser(), ownerPassword);
            createRole(connection, serviceUser(), servicePassword);
            if (!exists(connection, "select 1 from pg_database where datname = " + literal(name))) {
                execute(connection, "create database " + database + " owner " + owner);
            }
            execute(connection, "revoke all on database " + database + " from public");
            execute(connection, "grant connect, temporary on database " + database + " to " + owner + ", " + service);
        }
        try (Connection connection = server.connectAsSuperuser(name)) {
            String tables = "alter default privileges for role " + owner + " in schema public grant ";
            execute(connection, "grant usage on schema public to " + service);
            execute(connection, tables + "select, insert, update, delete on tables to " + service);
            execute(connection, tables + "usage, select on sequences to " + service);
        }
    }

    private static void createRole(Connection connection, String name, String password) throws SQLException {
        boolean there = exists(connection, "select 1 from pg_roles where rolname = " + literal(name));
        execute(
                connection,
                (there ? "alter" : "create") + " role " + identifier(name)
                        + " login nosuperuser nobypassrls nocreatedb nocreaterole password " + literal(password));
    }

    private static boolean exists(Connection connection, String query) throws SQLException {
        try (Statement statement = connection.createStatement();
                var rows = statement.executeQuery(query)) {
            return rows.next();
        }
    }

    private static void execute(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private static String identifier(String name) {
        return '"' + name.replace("\"", "\"\"") + '"';
    }

    private static String literal(String text) {
        return '\'' + text.replace("'", "''") + '\'';
    }
}
