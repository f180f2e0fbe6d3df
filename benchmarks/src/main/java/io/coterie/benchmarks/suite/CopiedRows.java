package io.coterie.benchmarks.suite;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * Rows that a service has written, held in memory as text, so that a program that does nothing else can write the very
 * same rows: one statement for a batch, an array for each column.
 */
public final class CopiedRows {

    private static final String COLUMNS = """
            select attname, format_type(atttypid, atttypmod) as type
              from pg_attribute
             where attrelid = ?::regclass and attnum > 0 and not attisdropped and attidentity = ''
             order by attnum""";

    private final String insert;
    private final List<List<String>> columns;

    private CopiedRows(String insert, List<List<String>> columns) {
        this.insert = insert;
        this.columns = columns;
    }

    /**
     * Reads rows to write them into {@code bare.<table>}.
     *
     * @param from table or view the rows are read from, with the conditions behind it
     */
    public static CopiedRows read(Connection connection, String table, String from) throws SQLException {
        List<String> names = new ArrayList<>();
        List<String> types = new ArrayList<>();
        try (PreparedStatement query = connection.prepareStatement(COLUMNS)) {
            query.setString(1, "bare." + table);
            try (ResultSet rows = query.executeQuery()) {
                while (rows.next()) {
                    names.add(rows.getString("attname"));
                    types.add(rows.getString("type"));
                }
            }
        }
        List<List<String>> columns =
                names.stream().<List<String>>map(name -> new ArrayList<>()).toList();
        String select = names.stream().map(name -> name + "::text").collect(Collectors.joining(", "));
        try (PreparedStatement query = connection.prepareStatement("select " + select + " from " + from);
                ResultSet rows = query.executeQuery()) {
            while (rows.next()) {
                for (int column = 0; column < columns.size(); column++) {
                    columns.get(column).add(rows.getString(column + 1));
                }
            }
        }
        return new CopiedRows(insert(table, names, types), columns);
    }

    public int size() {
        return columns.getFirst().size();
    }

    /** Writes one of several equal shares. */
    public void write(Connection connection, int share, int shares) throws SQLException {
        int begin = (int) ((long) size() * share / shares);
        int end = (int) ((long) size() * (share + 1) / shares);
        if (begin == end) {
            return;
        }
        try (PreparedStatement statement = connection.prepareStatement(insert)) {
            for (int column = 0; column < columns.size(); column++) {
                statement.setArray(
                        column + 1,
                        connection.createArrayOf(
                                "text", columns.get(column).subList(begin, end).toArray()));
            }
            statement.executeUpdate();
        }
    }

    private static String insert(String table, List<String> names, List<String> types) {
        String values = IntStream.range(0, names.size())
                .mapToObj(column -> "new." + names.get(column) + "::" + types.get(column))
                .collect(Collectors.joining(", "));
        String arrays = names.stream().map(name -> "?::text[]").collect(Collectors.joining(", "));
        String list = String.join(", ", names);
        return "insert into bare." + table + " (" + list + ") select " + values + " from unnest(" + arrays
                + ") as new (" + list + ")";
    }
}
