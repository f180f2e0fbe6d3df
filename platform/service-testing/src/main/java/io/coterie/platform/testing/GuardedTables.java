package io.coterie.platform.testing;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;

/** What the planner needs of tables under row level security (decision 0020), in the database of the service under test. */
public final class GuardedTables {

    private static final String ANALYSED_LATE = """
            select relname as name from pg_class
             where relkind = 'r' and relrowsecurity and relnamespace = 'public'::regnamespace
               and not 'autovacuum_analyze_scale_factor=0.02' = any(coalesce(reloptions, '{}'))
             order by relname""";

    private static final String INDEXED_BY_EXPRESSION = """
            select entry.relname as name
              from pg_index as index
              join pg_class as entry on entry.oid = index.indexrelid
              join pg_class as guarded on guarded.oid = index.indrelid
             where guarded.relrowsecurity and guarded.relnamespace = 'public'::regnamespace
               and index.indexprs is not null and not index.indisunique
             order by entry.relname""";

    private GuardedTables() {}

    /** Tables that are analysed as late as by default; a migration that adds a table has to set what the others have. */
    public static List<String> analysedLate(String database) throws SQLException {
        return names(database, ANALYSED_LATE);
    }

    /** Indexes over expressions, which no lookup can use; those that are there to keep names unique are fine. */
    public static List<String> indexesByExpression(String database) throws SQLException {
        return names(database, INDEXED_BY_EXPRESSION);
    }

    private static List<String> names(String database, String query) throws SQLException {
        try (Connection connection = SuiteInfrastructure.postgres().connectAsSuperuser(database);
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(query)) {
            List<String> names = new ArrayList<>();
            while (rows.next()) {
                names.add(rows.getString("name"));
            }
            return names;
        }
    }
}
