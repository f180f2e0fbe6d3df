package io.coterie.buyinggroup;

import io.coterie.platform.tenancy.Sandbox;
import io.coterie.platform.tenancy.SandboxTransactions;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import java.time.Duration;
import java.util.function.Function;

/** Counts the rows that PostgreSQL fetches, by index or by reading on. */
public final class RowsRead {

    private RowsRead() {}

    /** By this work in a transaction of the sandbox. */
    public static <T> long by(SandboxTransactions transactions, Sandbox sandbox, Function<SqlConnection, Uni<T>> work) {
        return transactions
                .inSandbox(
                        sandbox,
                        connection -> fetched(connection)
                                .chain(before -> work.apply(connection)
                                        .chain(() -> fetched(connection))
                                        .map(after -> after - before)))
                .await()
                .atMost(Duration.ofSeconds(30));
    }

    private static Uni<Long> fetched(SqlConnection connection) {
        return connection
                .query("""
                        select sum(coalesce(seq_tup_read, 0) + coalesce(idx_tup_fetch, 0))::bigint as fetched
                          from pg_stat_xact_user_tables""")
                .execute()
                .map(rows -> rows.iterator().next().getLong("fetched"));
    }
}
