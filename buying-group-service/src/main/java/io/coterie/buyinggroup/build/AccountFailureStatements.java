package io.coterie.buyinggroup.build;

import io.coterie.buyinggroup.definition.Trace;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/** The SQL of accounts that could not be built. Every connection has entered its sandbox. */
@ApplicationScoped
class AccountFailureStatements {

    private static final String COLUMNS = """
            select account_key, attempts, failed_at, retry_at, reason, run_ids from account_failure where sandbox_id = $1
            """;

    private static final String STORE = """
            insert into account_failure (sandbox_id, account_key, attempts, failed_at, retry_at, reason, run_ids)
            values ($1, $2, $3, $4, $5, $6, $7)
            on conflict (sandbox_id, account_key) do update
               set attempts = excluded.attempts, failed_at = excluded.failed_at, retry_at = excluded.retry_at,
                   reason = excluded.reason, run_ids = excluded.run_ids""";

    /** A failure with the runs that wait for its account. */
    record Known(AccountFailure failure, List<UUID> runIds) {}

    /** Forgets what went wrong with these accounts; answers the runs that waited for them, by account. */
    Uni<Map<String, List<UUID>>> takeUp(SqlConnection connection, int sandboxId, Collection<String> accountKeys) {
        return connection
                .preparedQuery("""
                        delete from account_failure where sandbox_id = $1 and account_key = any($2)
                        returning account_key, run_ids""")
                .execute(Tuple.of(sandboxId).addArrayOfString(accountKeys.toArray(String[]::new)))
                .map(rows -> {
                    Map<String, List<UUID>> runs = new HashMap<>();
                    rows.forEach(
                            row -> runs.put(row.getString("account_key"), List.of(row.getArrayOfUUIDs("run_ids"))));
                    return runs;
                });
    }

    Uni<Optional<Known>> find(SqlConnection connection, int sandboxId, String accountKey) {
        return connection
                .preparedQuery(COLUMNS + " and account_key = $2")
                .execute(Tuple.of(sandboxId, accountKey))
                .map(rows -> rows.stream()
                        .map(row -> new Known(failure(row), List.of(row.getArrayOfUUIDs("run_ids"))))
                        .findFirst());
    }

    Uni<Void> store(SqlConnection connection, int sandboxId, Known known) {
        AccountFailure failure = known.failure();
        return connection
                .preparedQuery(STORE)
                .execute(Tuple.of(sandboxId, failure.account(), failure.attempts())
                        .addOffsetDateTime(Trace.column(failure.failedAt()))
                        .addOffsetDateTime(failure.retryAt() == null ? null : Trace.column(failure.retryAt()))
                        .addString(failure.reason())
                        .addArrayOfUUID(known.runIds().toArray(UUID[]::new)))
                .replaceWithVoid();
    }

    Uni<List<AccountFailure>> list(SqlConnection connection, int sandboxId, String after, int limit) {
        return connection
                .preparedQuery(COLUMNS + " and account_key > $2 order by account_key limit $3")
                .execute(Tuple.of(sandboxId, after, limit))
                .map(rows ->
                        rows.stream().map(AccountFailureStatements::failure).toList());
    }

    private static AccountFailure failure(Row row) {
        return new AccountFailure(
                row.getString("account_key"),
                row.getInteger("attempts"),
                Trace.instant(row, "failed_at"),
                Trace.instantOrNull(row, "retry_at"),
                row.getString("reason"));
    }
}
