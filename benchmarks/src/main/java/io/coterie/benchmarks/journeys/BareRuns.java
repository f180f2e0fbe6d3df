package io.coterie.benchmarks.journeys;

import io.coterie.benchmarks.suite.CopiedRows;
import io.coterie.benchmarks.suite.Suite;
import io.coterie.benchmarks.suite.Usage;
import io.coterie.localstack.stack.Part;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;

/** What a journey's runs leave in the database, written by a program that does nothing else. */
final class BareRuns {

    static final String[] TABLES = {"run", "timeline", "action_request", "outbox"};

    /** As many accounts as one transaction of the service takes on. */
    private static final int RUNS_PER_TRANSACTION = 500;

    private final List<CopiedRows> tables;
    private final int sandboxId;

    private BareRuns(List<CopiedRows> tables, int sandboxId) {
        this.tables = tables;
        this.sandboxId = sandboxId;
    }

    /** Copies what there is now in the sandbox, and what was told of it. */
    static BareRuns of(Suite suite, int sandboxId) throws SQLException {
        try (Connection connection = suite.connect(Part.JOURNEY_SERVICE, sandboxId)) {
            return new BareRuns(
                    List.of(
                            CopiedRows.read(connection, "run", "public.run order by id"),
                            CopiedRows.read(connection, "timeline", "public.timeline order by run_id, sequence"),
                            CopiedRows.read(connection, "action_request", "public.action_request order by run_id"),
                            CopiedRows.read(
                                    connection,
                                    "outbox",
                                    "bare.told where topic = 'coterie.journey-actions' order by position")),
                    sandboxId);
        }
    }

    int steps() {
        return tables.get(1).size();
    }

    int rows() {
        return tables.stream().mapToInt(CopiedRows::size).sum();
    }

    Usage write(Suite suite) throws SQLException {
        suite.emptyBareTables(Part.JOURNEY_SERVICE, TABLES);
        int transactions = Math.ceilDiv(tables.getFirst().size(), RUNS_PER_TRANSACTION);
        try (Connection connection = suite.connect(Part.JOURNEY_SERVICE, sandboxId)) {
            connection.setAutoCommit(false);
            return suite.<SQLException>until(() -> {
                for (int transaction = 0; transaction < transactions; transaction++) {
                    for (CopiedRows table : tables) {
                        table.write(connection, transaction, transactions);
                    }
                    connection.commit();
                }
            });
        }
    }
}
