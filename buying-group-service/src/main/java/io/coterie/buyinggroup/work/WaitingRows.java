package io.coterie.buyinggroup.work;

import io.coterie.platform.tenancy.SandboxTransactions;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Tuple;
import java.util.Locale;
import java.util.OptionalInt;

/**
 * The rows of a queue that wait to be taken on: whose turn it is, and how many there are. One sandbox comes after the
 * other, so that a large one does not starve the small ones; whose turn was last is remembered for one loop.
 */
public final class WaitingRows {

    private final SandboxTransactions transactions;
    private final String sandboxAfter;
    private final String depth;
    private volatile int lastSandbox;

    /**
     * @param table the queue's, which row level security leaves alone
     * @param condition SQL for which of its rows wait; {@code true} for all
     */
    public WaitingRows(SandboxTransactions transactions, String table, String condition) {
        this.transactions = transactions;
        this.sandboxAfter = String.format(Locale.ROOT, """
                select coalesce((select min(sandbox_id) from %1$s where sandbox_id > $1 and %2$s),
                                (select min(sandbox_id) from %1$s where %2$s)) as sandbox_id""", table, condition);
        this.depth = String.format(Locale.ROOT, "select count(*) as depth from %s where %s", table, condition);
    }

    /** The sandbox whose turn it is; the next call goes on after it. */
    public Uni<OptionalInt> nextSandbox() {
        return sandboxAfter(lastSandbox).invoke(next -> lastSandbox = next.orElse(lastSandbox));
    }

    /** The sandbox whose turn it would be after this one, which may be itself. */
    public Uni<OptionalInt> sandboxAfter(int last) {
        return transactions.look(connection -> connection
                .preparedQuery(sandboxAfter)
                .execute(Tuple.of(last))
                .map(rows -> rows.iterator().next().getInteger("sandbox_id"))
                .map(next -> next == null ? OptionalInt.empty() : OptionalInt.of(next)));
    }

    /** How many wait in all sandboxes. */
    public Uni<Long> depth() {
        return transactions.acrossSandboxes(connection -> connection
                .query(depth)
                .execute()
                .map(rows -> rows.iterator().next().getLong("depth")));
    }
}
