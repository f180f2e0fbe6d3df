package io.coterie.platform.tenancy;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.SqlClient;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Instance;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Function;
import java.util.function.Supplier;
import org.hibernate.reactive.mutiny.Mutiny;

/**
 * The only way to open a transaction. Row level security shows rows of {@code app.sandbox_id} alone; the setting is
 * local to the transaction, so a pooled connection never carries it to the next user. Reads need it too.
 */
@ApplicationScoped
public class SandboxTransactions {

    private static final String ENTER = "select set_config('app.sandbox_id', $1, true)";

    private final Pool pool;
    /** Absent in a service that has no entities. */
    private final Instance<Mutiny.SessionFactory> sessions;

    /** What follows the commit of a transaction that is open, by its connection or session. */
    private final Map<Object, List<Runnable>> followers = new ConcurrentHashMap<>();

    SandboxTransactions(Pool pool, Instance<Mutiny.SessionFactory> sessions) {
        this.pool = pool;
        this.sessions = sessions;
    }

    /** Runs set-wise SQL inside one sandbox; commits when the work succeeds, rolls back when it fails. */
    public <T> Uni<T> inSandbox(Sandbox sandbox, Function<SqlConnection, Uni<T>> work) {
        return inSandbox(sandbox.id(), work);
    }

    /** As {@link #inSandbox(Sandbox, Function)}. */
    public <T> Uni<T> inSandbox(int sandboxId, Function<SqlConnection, Uni<T>> work) {
        return acrossSandboxes(connection -> enter(connection, sandboxId).chain(() -> work.apply(connection)));
    }

    /** Runs entity work inside one sandbox, for aggregates with rules and a version. */
    public <T> Uni<T> inSession(Sandbox sandbox, Function<Mutiny.Session, Uni<T>> work) {
        return followed(waiting -> sessions.get()
                .withTransaction(session -> open(
                        session,
                        waiting,
                        () -> session.createNativeQuery(
                                        "select set_config('app.sandbox_id', :sandbox, true)", String.class)
                                .setParameter("sandbox", Integer.toString(sandbox.id()))
                                .getSingleResult()
                                .chain(() -> work.apply(session)))));
    }

    /**
     * Runs work over the tables outside row level security (outbox, inbox, due work). Rows of a sandbox are visible
     * only after {@link #enter}.
     */
    public <T> Uni<T> acrossSandboxes(Function<SqlConnection, Uni<T>> work) {
        return followed(
                waiting -> pool.withTransaction(connection -> open(connection, waiting, () -> work.apply(connection))));
    }

    /** Runs one statement over the same tables by itself: to see whether there is work costs one round trip, not three. */
    public <T> Uni<T> look(Function<SqlClient, Uni<T>> statement) {
        return Uni.createFrom().deferred(() -> statement.apply(pool));
    }

    /**
     * Has something done once the transaction is committed, and never when it is rolled back.
     *
     * @param transaction the connection or session that the work was given
     * @throws IllegalStateException when it was opened elsewhere, because its end would not be seen
     */
    public void afterCommit(Object transaction, Runnable follower) {
        List<Runnable> waiting = followers.get(transaction);
        if (waiting == null) {
            throw new IllegalStateException("This transaction was not opened here, or has ended");
        }
        waiting.add(follower);
    }

    private <T> Uni<T> followed(Function<List<Runnable>, Uni<T>> transaction) {
        return Uni.createFrom().deferred(() -> {
            List<Runnable> waiting = new CopyOnWriteArrayList<>();
            return transaction.apply(waiting).invoke(() -> waiting.forEach(Runnable::run));
        });
    }

    /**
     * Followers are taken for as long as the work lasts: a transaction goes on when whoever asked for it has gone, so its
     * own end says when that is, not the caller's.
     */
    private <T> Uni<T> open(Object transaction, List<Runnable> waiting, Supplier<Uni<T>> work) {
        followers.put(transaction, waiting);
        return Uni.createFrom().deferred(work::get).onTermination().invoke(() -> followers.remove(transaction));
    }

    /** Lets the rest of the transaction, until the next call, work inside one sandbox. */
    public Uni<Void> enter(SqlConnection connection, int sandboxId) {
        return connection
                .preparedQuery(ENTER)
                .execute(Tuple.of(Integer.toString(sandboxId)))
                .replaceWithVoid();
    }
}
