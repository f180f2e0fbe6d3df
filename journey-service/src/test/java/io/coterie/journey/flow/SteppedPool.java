package io.coterie.journey.flow;

import static org.awaitility.Awaitility.await;

import io.quarkus.arc.Arc;
import io.quarkus.test.junit.QuarkusMock;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import io.vertx.mutiny.pgclient.PgPool;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.PreparedQuery;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import io.vertx.pgclient.PgConnection;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The service's pool of connections, which holds transactions of one sandbox before each step until a test lets them go
 * on. The steps are those of the service's own consumers and loops, in the order in which the service takes them.
 */
@SuppressWarnings("deprecation") // The service's pool is still a bean of the older type.
final class SteppedPool extends PgPool {

    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final Duration OFTEN = Duration.ofMillis(2);
    private static final String COMMIT = "commit";

    private final int sandboxId;
    private final Connection above;
    private final List<Side> sides = new CopyOnWriteArrayList<>();
    private volatile @Nullable Side arriving;

    private SteppedPool(Pool pool, int sandboxId, Connection above) {
        super((io.vertx.pgclient.PgPool) pool.getDelegate());
        this.sandboxId = sandboxId;
        this.above = above;
    }

    /**
     * In place of the service's own pool until the test is over.
     *
     * @param above a connection that may see who waits for whom
     */
    static SteppedPool install(int sandboxId, Connection above) {
        Pool pool = Arc.container().instance(Pool.class).get();
        SteppedPool stepped = new SteppedPool(pool, sandboxId, above);
        QuarkusMock.installMockForType(stepped, Pool.class);
        return stepped;
    }

    /** Causes a transaction, which is that side from now on, and returns when it is held before its first step. */
    void begin(Side side, Runnable cause) {
        sides.add(side);
        arriving = side;
        cause.run();
        await(side + " begins")
                .atMost(PATIENCE)
                .pollDelay(Duration.ZERO)
                .pollInterval(OFTEN)
                .until(side::isHeld);
    }

    /** Lets a side take its next step; returns when that is done or must wait for a lock that another side has. */
    void step(Side side) {
        side.letGo();
        await(side + " takes a step")
                .atMost(PATIENCE)
                .pollDelay(Duration.ZERO)
                .pollInterval(OFTEN)
                .until(() -> side.rests() || isKeptWaiting(side));
    }

    void letAllGo() {
        arriving = null;
        sides.forEach(Side::free);
    }

    private boolean isKeptWaiting(Side side) {
        if (isPassingOver(side)) {
            return true;
        }
        boolean waits = side.isRunning() && isBlocked(side.process());
        if (waits) {
            side.waits();
        }
        return waits;
    }

    private boolean isBlocked(int process) {
        try (PreparedStatement statement = above.prepareStatement("select cardinality(pg_blocking_pids(?)) > 0")) {
            statement.setInt(1, process);
            try (ResultSet rows = statement.executeQuery()) {
                return rows.next() && rows.getBoolean(1);
            }
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    /** A claim does not wait for a lock: it leaves out what is locked, and the worker comes again. */
    private boolean isPassingOver(Side side) {
        return side.hadToWait()
                && !side.isRunning()
                && sides.stream().anyMatch(other -> other != side && other.holdsLock());
    }

    @Override
    public <T> Uni<T> withTransaction(Function<SqlConnection, Uni<T>> work) {
        return Uni.createFrom().deferred(() -> {
            Transaction transaction = new Transaction();
            return super.withTransaction(connection -> work.apply(new SteppedConnection(connection, transaction))
                            .call(() -> transaction.commit(connection)))
                    .onTermination()
                    .invoke(transaction::ended);
        });
    }

    /** A transaction, of one of the sides or of nobody's interest. */
    private final class Transaction {

        private volatile @Nullable Side side;
        private volatile boolean isEmptyHanded;

        /** The step that this statement is, of a side. */
        Optional<String> stepOf(String sql, Tuple parameters) {
            Side known = side;
            if (known != null) {
                return known.stepOf(sql);
            }
            Side next = arriving;
            Optional<String> step = next == null ? Optional.empty() : next.stepOf(sql);
            if (step.isPresent() && parameters.getInteger(0) == sandboxId) {
                side = next;
                return step;
            }
            return Optional.empty();
        }

        Uni<RowSet<Row>> take(String step, String sql, SqlConnection connection, Supplier<Uni<RowSet<Row>>> statement) {
            Uni<RowSet<Row>> taken = hold(step, connection).chain(() -> statement.get());
            return sql.contains("for update") ? taken.invoke(rows -> locked(rows.size() > 0)) : taken;
        }

        private void locked(boolean any) {
            isEmptyHanded = !any;
            Side known = side;
            if (known != null) {
                known.locked(any);
            }
        }

        Uni<Void> commit(SqlConnection connection) {
            return side == null || isEmptyHanded ? Uni.createFrom().voidItem() : hold(COMMIT, connection);
        }

        /** Whoever lets it go does so from another thread; it goes on in its own context. */
        private Uni<Void> hold(String step, SqlConnection connection) {
            Side known = side;
            if (known == null) {
                return Uni.createFrom().voidItem();
            }
            int process = ((PgConnection) connection.getDelegate()).processId();
            CompletionStage<Void> gate = known.arrive(step, process);
            Uni<Void> held = Uni.createFrom().completionStage(gate);
            Context context = Vertx.currentContext();
            return context == null ? held : held.emitOn(task -> context.runOnContext(ignored -> task.run()));
        }

        void ended() {
            Side known = side;
            if (known != null) {
                known.ended();
            }
        }
    }

    private static final class SteppedConnection extends SqlConnection {

        private final SqlConnection connection;
        private final Transaction transaction;

        SteppedConnection(SqlConnection connection, Transaction transaction) {
            super(connection.getDelegate());
            this.connection = connection;
            this.transaction = transaction;
        }

        @Override
        public PreparedQuery<RowSet<Row>> preparedQuery(String sql) {
            PreparedQuery<RowSet<Row>> query = connection.preparedQuery(sql);
            return new PreparedQuery<>(query.getDelegate(), query.__typeArg_0) {
                @Override
                public Uni<RowSet<Row>> execute(Tuple parameters) {
                    return Uni.createFrom()
                            .deferred(() -> transaction
                                    .stepOf(sql, parameters)
                                    .map(step ->
                                            transaction.take(step, sql, connection, () -> query.execute(parameters)))
                                    .orElseGet(() -> query.execute(parameters)));
                }
            };
        }
    }
}
