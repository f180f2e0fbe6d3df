package io.coterie.platform.testing;

import java.sql.Connection;
import java.sql.SQLException;

/** A PostgreSQL server on which databases can be created, wherever it came from. */
public interface PostgresServer {

    String host();

    int port();

    /** A connection that may create roles and databases. */
    Connection connectAsSuperuser(String database) throws SQLException;
}
