package io.coterie.endtoend;

import io.coterie.localstack.stack.Part;
import io.coterie.localstack.stack.Stack;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** A service's database, read and changed from above, across sandboxes. */
record ServiceDatabase(Stack stack, Part service, String name) {

    /**
     * What is in a table.
     *
     * @param checksum over all rows, whatever their order
     */
    record Contents(long rows, String checksum) {}

    static ServiceDatabase of(Stack stack, Part service) {
        return new ServiceDatabase(stack, service, service.database());
    }

    Connection connect() throws SQLException {
        return stack.postgres().connectAsSuperuser(name);
    }

    /** What a query counts; the database is there when the service is not. */
    long number(String query) {
        try (Connection connection = connect();
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(query)) {
            rows.next();
            return rows.getLong(1);
        } catch (SQLException e) {
            throw new IllegalStateException(query, e);
        }
    }

    Map<String, Contents> contents(List<String> tables) throws SQLException {
        Map<String, Contents> contents = new TreeMap<>();
        try (Connection connection = connect();
                Statement statement = connection.createStatement()) {
            for (String table : tables) {
                contents.put(table, contents(statement, table));
            }
        }
        return contents;
    }

    /** Empties tables and forgets how far topics were read. */
    void truncate(List<String> tables, String offsets) throws SQLException {
        whileStopped(List.of("truncate " + String.join(", ", tables), offsets));
    }

    /** As a new database would be, in which the service's own role may use what the owner's migrations are about to make. */
    void recreate() throws SQLException {
        String tables = "alter default privileges for role " + name + "_owner in schema public grant ";
        whileStopped(List.of(
                "drop schema public cascade",
                "create schema public authorization pg_database_owner",
                "grant usage on schema public to " + name + "_service",
                tables + "select, insert, update, delete on tables to " + name + "_service",
                tables + "usage, select on sequences to " + name + "_service"));
    }

    private void whileStopped(List<String> commands) throws SQLException {
        stack.stop(service);
        try (Connection connection = connect();
                Statement statement = connection.createStatement()) {
            for (String command : commands) {
                statement.execute(command);
            }
        }
        stack.restart(service);
    }

    private static Contents contents(Statement statement, String table) throws SQLException {
        String sql = "select count(*), coalesce(md5(string_agg(line, ' ' order by line)), '')"
                + " from (select stored::text as line from " + table + " as stored) as lines";
        try (ResultSet row = statement.executeQuery(sql)) {
            row.next();
            return new Contents(row.getLong(1), row.getString(2));
        }
    }
}
