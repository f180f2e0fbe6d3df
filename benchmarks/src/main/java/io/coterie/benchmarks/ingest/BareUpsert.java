package io.coterie.benchmarks.ingest;

import io.coterie.benchmarks.suite.Population;
import io.coterie.benchmarks.suite.Suite;
import io.coterie.benchmarks.suite.Usage;
import io.coterie.localstack.stack.Part;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/** The rows of a population written by a program that does nothing else. */
final class BareUpsert {

    private static final int ROWS_PER_STATEMENT = 1_000;

    private static final String UPSERT = """
            insert into bare.person as known (sandbox_id, person_key, revision, document, changed_at)
            select ?, incoming.key, 1, incoming.document::jsonb, now()
              from unnest(?::text[], ?::text[]) as incoming (key, document)
             order by incoming.key collate "C"
            on conflict (sandbox_id, person_key) do update
               set revision = known.revision + 1, document = excluded.document, changed_at = excluded.changed_at
             where known.document is distinct from excluded.document""";

    private final List<Rows> statements;

    private BareUpsert(List<Rows> statements) {
        this.statements = statements;
    }

    private record Rows(List<String> keys, List<String> documents) {}

    /** Everything is prepared before the clock runs. */
    static BareUpsert of(Population population) {
        List<Rows> statements = new ArrayList<>();
        for (int begin = 0; begin < population.persons(); begin += ROWS_PER_STATEMENT) {
            int end = Math.min(population.persons(), begin + ROWS_PER_STATEMENT);
            statements.add(new Rows(
                    IntStream.range(begin, end).mapToObj(population::personKey).toList(),
                    IntStream.range(begin, end).mapToObj(population::person).toList()));
        }
        return new BareUpsert(statements);
    }

    /** Writes all rows into one sandbox; each statement is a transaction. */
    Usage run(Suite suite, int sandboxId) throws SQLException {
        try (Connection connection = suite.connect(Part.PROFILE_SERVICE, sandboxId);
                PreparedStatement upsert = connection.prepareStatement(UPSERT)) {
            return suite.<SQLException>until(() -> {
                for (Rows rows : statements) {
                    upsert.setInt(1, sandboxId);
                    upsert.setArray(
                            2, connection.createArrayOf("text", rows.keys().toArray()));
                    upsert.setArray(
                            3, connection.createArrayOf("text", rows.documents().toArray()));
                    upsert.executeUpdate();
                }
            });
        }
    }
}
