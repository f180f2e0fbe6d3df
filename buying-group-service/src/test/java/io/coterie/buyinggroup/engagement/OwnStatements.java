package io.coterie.buyinggroup.engagement;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;

/** What a test asks or does in the service's database beside the service. */
final class OwnStatements {

    private OwnStatements() {}

    /** The one number that a query answers. */
    static long number(Connection database, String sql) throws SQLException {
        try (Statement statement = database.createStatement();
                ResultSet rows = statement.executeQuery(sql)) {
            assertThat(rows.next()).isTrue();
            return rows.getLong(1);
        }
    }

    static void execute(Connection database, String sql) throws SQLException {
        try (Statement statement = database.createStatement()) {
            var _ = statement.execute(sql);
        }
    }

    /** Whether somebody waits for a lock on a table. */
    static boolean isWaitedFor(Connection database, String table) throws SQLException {
        return number(
                        database,
                        "select count(*) from pg_locks where not granted and relation = '" + table + "'::regclass")
                > 0;
    }
}
