package io.coterie.benchmarks.suite;

import io.coterie.platform.testing.PostgresServer;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Map;

/**
 * Keeps a copy of what goes through a service's outbox while it is open, in {@code bare.told}. For a warm-up only: what
 * is measured must not pay for it.
 */
public final class OutboxCopy implements AutoCloseable {

    private final PostgresServer server;
    private final String database;

    private OutboxCopy(PostgresServer server, String database) {
        this.server = server;
        this.database = database;
    }

    static OutboxCopy open(PostgresServer server, Map<String, String> environment) throws SQLException {
        OutboxCopy copy = new OutboxCopy(server, ServiceDatabases.name(environment));
        copy.execute(
                "create table bare.told (like public.outbox)",
                "grant select on bare.told to \"" + ServiceDatabases.user(environment) + '"',
                """
                    create function bare.tell() returns trigger language plpgsql security definer as
                    $$ begin insert into bare.told select * from added; return null; end $$""",
                """
                    create trigger tell after insert on public.outbox
                    referencing new table as added for each statement execute function bare.tell()""");
        return copy;
    }

    @Override
    public void close() throws SQLException {
        execute("drop trigger tell on public.outbox");
    }

    private void execute(String... statements) throws SQLException {
        try (Connection connection = server.connectAsSuperuser(database);
                Statement statement = connection.createStatement()) {
            for (String sql : statements) {
                statement.execute(sql);
            }
        }
    }
}
