package io.coterie.benchmarks.suite;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.Map;
import java.util.Objects;
import org.postgresql.ds.PGSimpleDataSource;

/** The services' databases, found by the environment a service is started with. */
final class ServiceDatabases {

    private ServiceDatabases() {}

    /** A connection as the service itself has it. */
    static Connection connect(Map<String, String> environment) throws SQLException {
        PGSimpleDataSource source = new PGSimpleDataSource();
        source.setServerNames(new String[] {of(environment, "HOST")});
        source.setPortNumbers(new int[] {Integer.parseInt(of(environment, "PORT"))});
        source.setDatabaseName(name(environment));
        source.setUser(user(environment));
        source.setPassword(of(environment, "SERVICE_PASSWORD"));
        // Statements of a loop are prepared from the second time on, as the services' driver does.
        source.setPrepareThreshold(2);
        return source.getConnection();
    }

    static String name(Map<String, String> environment) {
        return of(environment, "NAME");
    }

    static String user(Map<String, String> environment) {
        return of(environment, "SERVICE_USER");
    }

    private static String of(Map<String, String> environment, String setting) {
        return Objects.requireNonNull(environment.get("COTERIE_DATABASE_" + setting), setting);
    }
}
