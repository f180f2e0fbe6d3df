package io.coterie.journey.run;

import static org.assertj.core.api.Assertions.assertThat;

import io.coterie.journey.flow.RunningWorld;
import io.coterie.journey.flow.ServiceTest;
import io.coterie.platform.tenancy.SandboxTransactions;
import io.coterie.platform.testing.CountedStatements;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** What a step of runs costs in statements. */
@ServiceTest
class StatementCountTest {

    private static final int BATCH = 25;

    @Inject
    SandboxTransactions transactions;

    @Inject
    RunWorker worker;

    @Inject
    Clock clock;

    @Test
    @DisplayName("BEY-01: a step of a whole batch of runs takes as many statements as the step of one run")
    void noStatementIsPerRun() {
        try (RunningWorld world = RunningWorld.withManyAtRest(2 + BATCH)) {
            // The first step also compiles the journey.
            var _ = statements(world, 0, 1);

            int one = statements(world, 1, 2);
            int many = statements(world, 2, 2 + BATCH);

            // A step that finds nothing takes two.
            assertThat(many).isEqualTo(one).isBetween(8, 29);
        }
    }

    /** Ends the rest of these accounts and moves them on in the same transaction, unseen by the service's own worker. */
    private int statements(RunningWorld world, int from, int to) {
        Instant now = clock.instant().truncatedTo(ChronoUnit.MICROS);
        String[] accounts =
                IntStream.range(from, to).mapToObj(index -> "many" + index).toArray(String[]::new);
        AtomicInteger count = new AtomicInteger();
        return transactions
                .acrossSandboxes(connection -> endRest(connection, world, accounts, now)
                        .chain(() -> worker.step(CountedStatements.of(connection, count), world.sandbox(), now))
                        .call(() -> requireListening(connection, world, accounts)))
                .map(done -> count.get())
                .await()
                .indefinitely();
    }

    private Uni<Void> endRest(SqlConnection connection, RunningWorld world, String[] accounts, Instant now) {
        Tuple rests = Tuple.of(world.sandbox().id())
                .addArrayOfString(accounts)
                .addOffsetDateTime(now.atOffset(ZoneOffset.UTC));
        return connection
                .preparedQuery("update due set due_at = $3 where sandbox_id = $1 and subject_key = any($2)")
                .execute(rests)
                .invoke(rows -> assertThat(rows.rowCount()).isEqualTo(accounts.length))
                .chain(() -> transactions.enter(connection, world.sandbox().id()))
                .chain(() -> connection
                        .preparedQuery("update run set until = $3 where sandbox_id = $1 and account_key = any($2)")
                        .execute(rests))
                .invoke(rows -> assertThat(rows.rowCount()).isEqualTo(accounts.length))
                .replaceWithVoid();
    }

    /** The runs have come all the way: through the split and two actions. */
    private static Uni<Void> requireListening(SqlConnection connection, RunningWorld world, String[] accounts) {
        return connection
                .preparedQuery("""
                        select count(*) as listening from run
                         where sandbox_id = $1 and account_key = any($2) and node = 'listen'""")
                .execute(Tuple.of(world.sandbox().id()).addArrayOfString(accounts))
                .invoke(rows ->
                        assertThat(rows.iterator().next().getLong("listening")).isEqualTo(accounts.length))
                .replaceWithVoid();
    }
}
