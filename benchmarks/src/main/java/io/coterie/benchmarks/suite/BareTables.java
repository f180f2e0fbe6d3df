package io.coterie.benchmarks.suite;

import io.coterie.platform.testing.PostgresServer;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Map;

/**
 * Tables of the same shape as a service's own, in the same database and beside them: the same columns, indexes, identity
 * and row level security, owned by somebody else than who writes.
 */
final class BareTables {

    /** As every migration of the services writes it. */
    private static final String GUARD = """
            using (sandbox_id = nullif(current_setting('app.sandbox_id', true), '')::int)
             with check (sandbox_id = nullif(current_setting('app.sandbox_id', true), '')::int)""";

    private BareTables() {}

    /** Makes the schema {@code bare} with a copy of each table, empty. */
    static void make(PostgresServer server, Map<String, String> environment, String... tables) throws SQLException {
        try (Connection connection = server.connectAsSuperuser(ServiceDatabases.name(environment));
                Statement statement = connection.createStatement()) {
            String service = '"' + ServiceDatabases.user(environment) + '"';
            statement.execute("drop schema if exists bare cascade");
            statement.execute("create schema bare");
            statement.execute("grant usage on schema bare to " + service);
            for (String table : tables) {
                statement.execute("create table bare." + table + " (like public." + table + " including all)");
                if (isGuarded(connection, table)) {
                    statement.execute("alter table bare." + table + " enable row level security");
                    statement.execute("create policy sandbox_isolation on bare." + table + "\n" + GUARD);
                }
                statement.execute("grant select, insert, update, delete on bare." + table + " to " + service);
            }
            statement.execute("grant usage on all sequences in schema bare to " + service);
        }
    }

    static void empty(PostgresServer server, Map<String, String> environment, String... tables) throws SQLException {
        for (String table : tables) {
            execute(server, environment, "truncate bare." + table);
        }
    }

    static void emptyOriginals(PostgresServer server, Map<String, String> environment, String... tables)
            throws SQLException {
        for (String table : tables) {
            execute(server, environment, "truncate public." + table);
        }
    }

    static void vacuum(PostgresServer server, Map<String, String> environment) throws SQLException {
        execute(server, environment, "vacuum analyze");
    }

    private static void execute(PostgresServer server, Map<String, String> environment, String sql)
            throws SQLException {
        try (Connection connection = server.connectAsSuperuser(ServiceDatabases.name(environment));
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private static boolean isGuarded(Connection connection, String table) throws SQLException {
        try (var query = connection.prepareStatement(
                "select relrowsecurity from pg_class where oid = ('public.' || ?)::regclass")) {
            query.setString(1, table);
            try (var rows = query.executeQuery()) {
                return rows.next() && rows.getBoolean(1);
            }
        }
    }
}
