package io.coterie.profile;

import static org.awaitility.Awaitility.await;

import io.coterie.platform.tenancy.Sandbox;
import io.coterie.platform.tenancy.SandboxTransactions;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;

/** A transaction that has done its work and does not end before it is told to, so that others meet it half done. */
public final class HeldUp {

    private static final String WAITING = """
            select count(*) as waiting from pg_stat_activity
             where datname = current_database() and wait_event_type = 'Lock'""";

    private final SandboxTransactions transactions;
    private final CompletableFuture<Void> told = new CompletableFuture<>();
    private final CompletableFuture<Void> ended;

    private HeldUp(SandboxTransactions transactions, Sandbox sandbox, Function<SqlConnection, Uni<?>> work) {
        CompletableFuture<Void> done = new CompletableFuture<>();
        this.transactions = transactions;
        this.ended = transactions
                .inSandbox(
                        sandbox,
                        connection -> work.apply(connection)
                                .invoke(() -> done.complete(null))
                                .chain(() -> Uni.createFrom().completionStage(told)))
                .subscribeAsCompletionStage();
        CompletableFuture.anyOf(done, ended).join();
    }

    /** Does the work and waits with the end. */
    public static HeldUp after(
            SandboxTransactions transactions, Sandbox sandbox, Function<SqlConnection, Uni<?>> work) {
        return new HeldUp(transactions, sandbox, work);
    }

    /**
     * Holds what is recorded of a person: a merge or an erasure stops there, when it has the persons and has changed them
     * already.
     */
    public static HeldUp activityOf(SandboxTransactions transactions, Sandbox sandbox, String person) {
        return after(
                transactions,
                sandbox,
                connection -> connection.preparedQuery("""
                        select recorded from person_activity
                         where sandbox_id = $1 and person_key = $2 for update""").execute(Tuple.of(sandbox.id(), person)));
    }

    /** Work that will wait, on a thread of its own: the common pool has one only on a small machine. */
    public static CompletableFuture<Void> beside(Runnable work) {
        return CompletableFuture.runAsync(work, Thread::startVirtualThread);
    }

    /** Waits until so many others wait for a lock, or one of them is through without. */
    public void awaitWaiting(int others, CompletableFuture<?>... ofThem) {
        await().atMost(ProfileTests.PATIENCE)
                .until(() ->
                        waiting() >= others || CompletableFuture.anyOf(ofThem).isDone());
    }

    public void end() {
        told.complete(null);
        ended.join();
    }

    private long waiting() {
        return transactions
                .acrossSandboxes(connection -> connection
                        .query(WAITING)
                        .execute()
                        .map(rows -> rows.iterator().next().getLong("waiting")))
                .await()
                .atMost(ProfileTests.PATIENCE);
    }
}
