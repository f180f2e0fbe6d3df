package io.coterie.platform.testing;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;

/** Tables of sandboxes that PostgreSQL analyses as late as it does by default (decision 0020). */
public final class LateAnalysis {

    private static final String LATE = """
            select relname from pg_class
             where relkind = 'r' and relrowsecurity and relnamespace = 'public'::regnamespace
               and not 'autovacuum_analyze_scale_factor=0.02' = any(coalesce(reloptions, '{}'))
             order by relname""";

    private LateAnalysis() {}

    /** Of the database of the service under test; a migration that adds a table has to set what the others have. */
    public static List<String> in(String database) throws SQLException {
        try (Connection connection = SuiteInfrastructure.postgres().connectAsSuperuser(database);
                Statement statement = connection.createStatement();
                ResultSet tables = statement.executeQuery(LATE)) {
            List<String> late = new ArrayList<>();
            while (tables.next()) {
                late.add(tables.getString("relname"));
            }
            return late;
        }
    }
}
