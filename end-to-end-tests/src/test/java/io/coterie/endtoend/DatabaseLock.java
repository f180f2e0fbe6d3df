package io.coterie.endtoend;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;

/** A lock that a test holds in a service's database, so that the service comes no further than the test wants. */
final class DatabaseLock implements AutoCloseable {

    private static final String AWAITED = """
            select exists (select 1 from pg_locks
                            where not granted and pg_backend_pid() = any (pg_blocking_pids(pid)))""";

    private final Connection connection;

    private DatabaseLock(Connection connection) {
        this.connection = connection;
    }

    /** Holds what the statement locks. */
    static DatabaseLock by(String statement, ServiceDatabase database) throws SQLException {
        DatabaseLock lock = new DatabaseLock(database.connect());
        try (Statement locking = lock.connection.createStatement()) {
            lock.connection.setAutoCommit(false);
            locking.execute(statement);
            return lock;
        } catch (SQLException e) {
            lock.release();
            throw e;
        }
    }

    /** Whether somebody cannot go on before the lock is released. */
    boolean isAwaited() throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(AWAITED)) {
            row.next();
            return row.getBoolean(1);
        }
    }

    /** Its transaction ends with its connection. */
    void release() throws SQLException {
        connection.close();
    }

    @Override
    public void close() throws SQLException {
        release();
    }
}
