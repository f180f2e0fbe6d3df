package io.coterie.platform.testing.interleaving;

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
import java.util.concurrent.Callable;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Function;
import java.util.function.Supplier;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;

/**
 * The pool of connections of a running service, which holds transactions of one sandbox before each step until a test lets
 * them go on. The steps are those of the service's own consumers and loops. After each step every side is at rest: held
 * before its next one, over, or kept waiting by the one that has the lock.
 */
@SuppressWarnings("deprecation") // The service's pool is still a bean of the older type.
public final class SteppedPool extends PgPool {

    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final Duration OFTEN = Duration.ofMillis(2);

    private final int sandboxId;
    private final Connection above;
    private final List<Side> sides = new CopyOnWriteArrayList<>();

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
    public static SteppedPool install(int sandboxId, Connection above) {
        Pool pool = Arc.container().instance(Pool.class).get();
        SteppedPool stepped = new SteppedPool(pool, sandboxId, above);
        QuarkusMock.installMockForType(stepped, Pool.class);
        return stepped;
    }

    /** Causes a transaction, which is that side from now on, and returns when it is held before its first step. */
    public void begin(Side side, Runnable cause) {
        sides.add(side);
        cause.run();
        await("a side begins", this::isAtRest);
    }

    /** Lets a side take its next step. One that is over, or kept waiting by the other, has none to take. */
    public void step(Side side) {
        side.letGo();
        await("a step is done", this::isAtRest);
    }

    /** Lets all take what steps they have left; returns when their transactions are over. */
    public void finish() {
        letAllGo();
        await("all sides are over", () -> sides.stream().allMatch(Side::isOver));
    }

    /** Lets all go on to their ends, without waiting for these. */
    public void letAllGo() {
        sides.forEach(Side::free);
    }

    private boolean isAtRest() {
        return sides.stream().allMatch(side -> side.isHeld() || side.isOver() || isKeptWaiting(side));
    }

    private boolean isKeptWaiting(Side side) {
        if (sides.stream().noneMatch(other -> other != side && other.holds())) {
            return false;
        }
        if (side.isPassingOver()) {
            return true;
        }
        boolean waits = isBlocked(side.process());
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

    private static void await(String what, Callable<Boolean> condition) {
        Awaitility.await(what)
                .atMost(PATIENCE)
                .pollDelay(Duration.ZERO)
                .pollInterval(OFTEN)
                .until(condition);
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

        Uni<RowSet<Row>> execute(
                String sql, Tuple parameters, SqlConnection connection, Supplier<Uni<RowSet<Row>>> statement) {
            Side mine = sideOf(sql, parameters);
            if (mine == null || !mine.isStep(sql)) {
                return statement.get();
            }
            Uni<RowSet<Row>> step = hold(mine, connection).chain(() -> statement.get());
            return mine.isFirst(sql) ? step.invoke(rows -> mine.took(rows.size() > 0)) : step;
        }

        /** A transaction becomes a side when it is about to take the side's first step. */
        private @Nullable Side sideOf(String sql, Tuple parameters) {
            if (side == null) {
                side = sides.stream()
                        .filter(next -> next.beginsWith(sql) && parameters.getInteger(0) == sandboxId)
                        .findFirst()
                        .orElse(null);
            }
            return side;
        }

        /** Who leaves empty-handed decides nothing. */
        Uni<Void> commit(SqlConnection connection) {
            Side mine = side;
            return mine == null || !mine.holds() ? Uni.createFrom().voidItem() : hold(mine, connection);
        }

        /** Whoever lets it go does so from another thread; it goes on in its own context. */
        private Uni<Void> hold(Side mine, SqlConnection connection) {
            int process = ((PgConnection) connection.getDelegate()).processId();
            Uni<Void> held = Uni.createFrom().completionStage(mine.arrive(process));
            Context context = Vertx.currentContext();
            return context == null ? held : held.emitOn(task -> context.runOnContext(ignored -> task.run()));
        }

        void ended() {
            Side mine = side;
            if (mine != null) {
                mine.ended();
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
                            .deferred(() ->
                                    transaction.execute(sql, parameters, connection, () -> query.execute(parameters)));
                }
            };
        }
    }
}
