package io.coterie.buyinggroup.work;

import static org.assertj.core.api.Assertions.assertThat;

import io.coterie.buyinggroup.RunningService;
import io.coterie.buyinggroup.Scene;
import io.coterie.contracts.ContractJson;
import io.coterie.contracts.EventTypes;
import io.coterie.platform.messaging.ReceivedEvent;
import io.coterie.platform.tenancy.Sandbox;
import io.coterie.platform.tenancy.SandboxTransactions;
import io.coterie.platform.testing.SuiteInfrastructure;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** Who is taken first when more accounts wait than a claim looks at. */
@RunningService
class AccountWorkTest {

    private static final AccountSelection WHOLE_AUDIENCE = new AccountSelection(
            "select 'a' || lpad(n::text, 5, '0') as account_key from generate_series(1, $3::int) as n",
            Tuple.of(3_000));

    @Inject
    SandboxTransactions transactions;

    @Inject
    AccountWork work;

    @Test
    @DisplayName(
            "BEY-01: what an event asks for is taken before the thousands of a run, which go on after it in their order")
    void anEventDoesNotWaitForARun() {
        try (Scene scene = Scene.open()) {
            Sandbox sandbox = sandbox(scene);
            UUID run = UUID.randomUUID();

            List<List<AccountTask>> claims = rolledBack(
                    sandbox,
                    connection -> work.enqueueSelected(connection, sandbox, run, WHOLE_AUDIENCE)
                            .chain(() -> enqueue(connection, sandbox, "z@t"))
                            .chain(() -> enqueue(connection, sandbox, "a02999"))
                            .chain(() -> work.claim(connection, sandbox, 1))
                            .chain(first -> work.claim(connection, sandbox, 3)
                                    .chain(second -> work.claim(connection, sandbox, 3_000)
                                            .map(third -> List.of(first, second, third)))));

            assertThat(AccountTask.keys(claims.get(0))).containsExactly("z@t");
            assertThat(AccountTask.keys(claims.get(1)))
                    .as("the next event's account, and what has waited longest")
                    .containsExactly("a00001", "a00002", "a02999");
            assertThat(claims.get(1))
                    .allSatisfy(task -> assertThat(task.runIds()).containsExactly(run));
            assertThat(claims.get(2))
                    .hasSizeGreaterThan(1_900)
                    .noneMatch(task -> task.accountKey().equals("a02999"));
        }
    }

    @Test
    @DisplayName("BEY-01: accounts that somebody asks for are taken before those of a run as well")
    void aRequestDoesNotWaitForARun() {
        try (Scene scene = Scene.open()) {
            Sandbox sandbox = sandbox(scene);
            AccountSelection asked = new AccountSelection("select $3::text as account_key", Tuple.of("z@t"));

            List<AccountTask> claimed = rolledBack(
                    sandbox,
                    connection -> work.enqueueSelected(connection, sandbox, null, WHOLE_AUDIENCE)
                            .chain(() -> work.enqueueUrgent(connection, sandbox, asked))
                            .chain(() -> work.claim(connection, sandbox, 1)));

            assertThat(AccountTask.keys(claimed)).containsExactly("z@t");
        }
    }

    @Test
    @DisplayName("BEY-01: a run goes on while more events come than are done")
    void aRunDoesNotWaitForLastingEvents() {
        try (Scene scene = Scene.open()) {
            Sandbox sandbox = sandbox(scene);
            AccountSelection asked = new AccountSelection(
                    "select 'z' || lpad(n::text, 5, '0') as account_key from generate_series(1, $3::int) as n",
                    Tuple.of(3_000));

            List<AccountTask> claimed = rolledBack(
                    sandbox,
                    connection -> work.enqueueSelected(connection, sandbox, null, WHOLE_AUDIENCE)
                            .chain(() -> work.enqueueUrgent(connection, sandbox, asked))
                            .chain(() -> work.claim(connection, sandbox, 500)));

            assertThat(AccountTask.keys(claimed))
                    .filteredOn(key -> key.startsWith("a"))
                    .hasSize(100)
                    .contains("a00001", "a00100");
        }
    }

    @Test
    @DisplayName("BEY-01: a sandbox where somebody waits has turns of its own beside those that have work in bulk")
    void aSandboxWhereSomebodyWaitsHasTurnsOfItsOwn() throws SQLException {
        try (Scene bulk = Scene.open();
                Scene waiting = Scene.open();
                Connection holder = SuiteInfrastructure.postgres().connectAsSuperuser("buying_group");
                Connection database = SuiteInfrastructure.postgres().connectAsSuperuser("buying_group")) {
            String both = "in (%d, %d)".formatted(bulk.sandboxId, waiting.sandboxId);
            int before = Math.min(bulk.sandboxId, waiting.sandboxId) - 1;
            // The service leaves alone what somebody else is busy with, so the rows stay for the test to see.
            execute(
                    database,
                    "insert into subject (sandbox_id, subject_key) values (%d, 'a@t'), (%d, 'a@t')"
                            .formatted(bulk.sandboxId, waiting.sandboxId));
            holder.setAutoCommit(false);
            execute(holder, "select 1 from subject where sandbox_id " + both + " for update");
            execute(database, """
                    insert into account_work (sandbox_id, account_key, bulk) values (%d, 'a@t', true), (%d, 'a@t', false)""".formatted(bulk.sandboxId, waiting.sandboxId));
            try {
                assertThat(work.urgent().sandboxAfter(before).await().indefinitely())
                        .hasValue(waiting.sandboxId);
                assertThat(work.waiting()
                                .sandboxAfter(bulk.sandboxId - 1)
                                .await()
                                .indefinitely())
                        .hasValue(bulk.sandboxId);
            } finally {
                execute(database, "delete from account_work where sandbox_id " + both);
                holder.rollback();
            }
        }
    }

    private Uni<Void> enqueue(SqlConnection connection, Sandbox sandbox, String account) {
        ReceivedEvent event = new ReceivedEvent(
                UUID.randomUUID(),
                EventTypes.PERSON_CHANGED,
                account,
                Instant.EPOCH,
                sandbox,
                1,
                account,
                null,
                null,
                ContractJson.mapper().createObjectNode());
        return work.enqueue(connection, sandbox, List.of(account), List.of(event));
    }

    private <T> T rolledBack(Sandbox sandbox, Function<SqlConnection, Uni<T>> steps) {
        AtomicReference<T> result = new AtomicReference<>();
        transactions
                .inSandbox(
                        sandbox,
                        connection -> steps.apply(connection)
                                .invoke(result::set)
                                .chain(() -> Uni.createFrom().<Void>failure(new RolledBack())))
                .onFailure(RolledBack.class)
                .recoverWithNull()
                .await()
                .indefinitely();
        return result.get();
    }

    private static Sandbox sandbox(Scene scene) {
        return new Sandbox(scene.sandboxId, scene.sandbox, scene.organisation);
    }

    private static void execute(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            var _ = statement.execute(sql);
        }
    }

    private static final class RolledBack extends RuntimeException {

        RolledBack() {
            super("Nothing of this is kept");
        }
    }
}
