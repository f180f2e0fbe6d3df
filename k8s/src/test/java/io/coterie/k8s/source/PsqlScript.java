package io.coterie.k8s.source;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.HashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Runs a script for psql over JDBC, as far as ours go: {@code \set}, {@code \getenv}, {@code \connect}, {@code \i} and the
 * variables {@code :name}, {@code :'name'} and {@code :"name"}. Statements end with a semicolon at the end of a line.
 */
public final class PsqlScript implements AutoCloseable {

    private static final Pattern QUOTED = Pattern.compile(":(['\"])(\\w+)\\1");
    private static final Pattern COMMAND = Pattern.compile("\\\\(\\w+)(?:\\s+(.*))?");

    private final Connections connections;
    private final Map<String, String> files;
    private final Map<String, String> environment;
    private final Map<String, String> variables = new HashMap<>();
    private Connection connection;

    /** Opens a database as the superuser. */
    @FunctionalInterface
    public interface Connections {
        Connection open(String database) throws SQLException;
    }

    /**
     * A session in the database {@code postgres}.
     *
     * @param files what {@code \i} finds, by path
     */
    public PsqlScript(Connections connections, Map<String, String> files, Map<String, String> environment)
            throws SQLException {
        this.connections = connections;
        this.files = files;
        this.environment = environment;
        this.connection = connections.open("postgres");
    }

    public void run(String script) throws SQLException {
        StringBuilder statement = new StringBuilder();
        for (String line : script.lines().toList()) {
            if (line.startsWith("\\")) {
                command(line);
            } else if (!line.isBlank() && !line.startsWith("--")) {
                statement.append(line).append('\n');
                if (line.endsWith(";")) {
                    execute(statement.toString());
                    statement.setLength(0);
                }
            }
        }
        if (!statement.isEmpty()) {
            throw new IllegalArgumentException("A statement does not end: " + statement);
        }
    }

    @Override
    public void close() throws SQLException {
        connection.close();
    }

    private void command(String line) throws SQLException {
        Matcher command = COMMAND.matcher(line);
        if (!command.matches()) {
            throw new IllegalArgumentException("Not a command of psql: " + line);
        }
        String[] arguments = command.group(2).split("\\s+", -1);
        switch (command.group(1)) {
            case "set" -> {
                StringBuilder value = new StringBuilder();
                for (int index = 1; index < arguments.length; index++) {
                    value.append(argument(arguments[index]));
                }
                variables.put(arguments[0], value.toString());
            }
            case "getenv" -> variables.put(arguments[0], required(environment, arguments[1]));
            case "connect" -> {
                connection.close();
                connection = connections.open(argument(arguments[0]));
            }
            case "i" -> run(required(files, argument(arguments[0])));
            default -> throw new IllegalArgumentException("A command of psql not known here: " + line);
        }
    }

    private String argument(String written) {
        return written.startsWith(":") ? required(variables, written.substring(1)) : written;
    }

    private void execute(String sql) throws SQLException {
        String complete = QUOTED.matcher(sql).replaceAll(variable -> {
            String quote = variable.group(1);
            String value = required(variables, variable.group(2));
            return Matcher.quoteReplacement(quote + value.replace(quote, quote + quote) + quote);
        });
        try (Statement statement = connection.createStatement()) {
            statement.execute(complete);
        }
    }

    private static String required(Map<String, String> values, String name) {
        String value = values.get(name);
        if (value == null) {
            throw new IllegalArgumentException(name + " is not set");
        }
        return value;
    }
}
