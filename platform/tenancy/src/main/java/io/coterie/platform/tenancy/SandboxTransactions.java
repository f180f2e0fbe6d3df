package io.coterie.platform.tenancy;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Instance;
import java.util.function.Function;
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
        return pool.withTransaction(connection -> enter(connection, sandboxId).chain(() -> work.apply(connection)));
    }

    /** Runs entity work inside one sandbox, for aggregates with rules and a version. */
    public <T> Uni<T> inSession(Sandbox sandbox, Function<Mutiny.Session, Uni<T>> work) {
        return sessions.get()
                .withTransaction(session -> session.createNativeQuery(
                                "select set_config('app.sandbox_id', :sandbox, true)", String.class)
                        .setParameter("sandbox", Integer.toString(sandbox.id()))
                        .getSingleResult()
                        .chain(() -> work.apply(session)));
    }

    /**
     * Runs work over the tables outside row level security (outbox, inbox, due work). Rows of a sandbox are visible
     * only after {@link #enter}.
     */
    public <T> Uni<T> acrossSandboxes(Function<SqlConnection, Uni<T>> work) {
        return pool.withTransaction(work);
    }

    /** Lets the rest of the transaction, until the next call, work inside one sandbox. */
    public Uni<Void> enter(SqlConnection connection, int sandboxId) {
        return connection
                .preparedQuery(ENTER)
                .execute(Tuple.of(Integer.toString(sandboxId)))
                .replaceWithVoid();
    }
}
