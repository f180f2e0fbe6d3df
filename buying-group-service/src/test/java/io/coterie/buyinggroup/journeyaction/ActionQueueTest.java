package io.coterie.buyinggroup.journeyaction;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.coterie.buyinggroup.PastScene;
import io.coterie.buyinggroup.RunningService;
import io.coterie.buyinggroup.Scene;
import io.coterie.buyinggroup.definition.Trace;
import io.coterie.contracts.ContractJson;
import io.coterie.contracts.JourneyAction;
import io.coterie.platform.tenancy.Sandbox;
import io.coterie.platform.tenancy.SandboxTransactions;
import io.coterie.platform.testing.SuiteInfrastructure;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** In which order actions leave their queue, and how they wait in it. */
@RunningService
class ActionQueueTest {

    private static final Sandbox SANDBOX = new Sandbox(900_101, "queue", "acme");
    private static final String ACCOUNT = "a1@crm.Test";
    private static final String OTHER = "a2@crm.Test";

    /** Long ago, so that no action of another test is due. */
    private static final Instant SINCE = Instant.parse("2020-02-01T00:00:00Z");

    private static final Instant SOON = SINCE.plusSeconds(1);
    private static final Instant LATER = SINCE.plusSeconds(60);

    @Inject
    SandboxTransactions transactions;

    @Inject
    ActionWork work;

    /** An action in its place. */
    record Place(
            UUID actionId,
            @Nullable Instant heldSince,
            @Nullable Instant retryAt) {

        static Place held(PendingAction action, Instant since, Instant retryAt) {
            return new Place(action.action().actionId(), since, retryAt);
        }

        static Place ready(PendingAction action) {
            return new Place(action.action().actionId(), null, null);
        }
    }

    @Test
    @DisplayName("BEY-02: an action that is asked for again while it is held keeps its place and the time of its wait")
    void anActionThatIsAskedForAgainStaysAsItIs() {
        PendingAction held = action(ACCOUNT);
        PendingAction behind = action(ACCOUNT);
        PendingAction again = new PendingAction(held.action(), UUID.randomUUID(), UUID.randomUUID(), null);

        List<Place> queue = inQueue(connection -> work.enqueue(connection, SANDBOX, List.of(held, behind))
                .chain(() -> hold(connection, new HeldAction(held, SINCE, LATER)))
                .chain(() -> work.enqueue(connection, SANDBOX, List.of(again)))
                .chain(() -> queue(connection)));

        assertThat(queue).containsExactly(Place.held(held, SINCE, LATER), Place.ready(behind));
    }

    @Test
    @DisplayName("BEY-01: what stands behind a held action waits for that one's next try, and since when is its own")
    void whatStandsBehindWaitsForTheNextTry() {
        PendingAction first = action(ACCOUNT);
        PendingAction behind = action(ACCOUNT);
        PendingAction waitedBefore = action(ACCOUNT);
        PendingAction elsewhere = action(OTHER);
        Instant before = SINCE.minusSeconds(30);

        List<Place> queue =
                inQueue(connection -> work.enqueue(connection, SANDBOX, List.of(first, behind, waitedBefore, elsewhere))
                        .chain(() -> hold(connection, new HeldAction(first, SINCE, LATER)))
                        .chain(() -> hold(connection, new HeldAction(waitedBefore, before, SINCE)))
                        .chain(() -> work.release(connection, SINCE, 10))
                        .chain(() -> work.holdBehind(connection, SANDBOX, ACCOUNT, SOON))
                        .chain(() -> queue(connection)));

        assertThat(queue)
                .containsExactly(
                        Place.held(first, SINCE, LATER),
                        Place.held(behind, SOON, LATER),
                        Place.held(waitedBefore, before, LATER),
                        Place.ready(elsewhere));
    }

    @Test
    @DisplayName("BEY-01: with nothing held, nothing waits behind it")
    void withNothingHeldNothingWaits() {
        PendingAction action = action(ACCOUNT);

        List<Place> queue = inQueue(connection -> work.enqueue(connection, SANDBOX, List.of(action))
                .chain(() -> work.holdBehind(connection, SANDBOX, ACCOUNT, SOON))
                .chain(() -> queue(connection)));

        assertThat(queue).containsExactly(Place.ready(action));
    }

    @Test
    @DisplayName("BEY-01: a held action is tried again from its instant on, those due first before the others")
    void whatIsDueIsReadyAgain() {
        PendingAction later = action(ACCOUNT);
        PendingAction soon = action(OTHER);
        PendingAction last = action("a3@crm.Test");

        List<Place> first = inQueue(
                connection -> threeHeld(connection, later, soon, last).chain(() -> released(connection, LATER, 1)));
        List<Place> all = inQueue(
                connection -> threeHeld(connection, later, soon, last).chain(() -> released(connection, LATER, 10)));

        assertThat(first).extracting(Place::retryAt).containsExactly(LATER, null, LATER.plusNanos(1_000));
        assertThat(all).extracting(Place::retryAt).containsExactly(null, null, LATER.plusNanos(1_000));
        assertThat(all).extracting(Place::heldSince).containsOnly(SINCE);
    }

    private Uni<Void> threeHeld(SqlConnection connection, PendingAction later, PendingAction soon, PendingAction last) {
        return work.enqueue(connection, SANDBOX, List.of(later, soon, last))
                .chain(() -> hold(connection, new HeldAction(later, SINCE, LATER)))
                .chain(() -> hold(connection, new HeldAction(soon, SINCE, SOON)))
                .chain(() -> hold(connection, new HeldAction(last, SINCE, LATER.plusNanos(1_000))));
    }

    private Uni<List<Place>> released(SqlConnection connection, Instant now, int limit) {
        return work.release(connection, now, limit).chain(() -> queue(connection));
    }

    @Test
    @DisplayName("BEY-01: an account is taken on with what is held of it, in order; one of which all is held is not")
    void anAccountIsTakenOnWithWhatIsHeld() {
        PendingAction elsewhere = action(OTHER);
        PendingAction held = action(ACCOUNT);
        PendingAction ready = action(ACCOUNT);

        List<PendingAction> taken =
                inQueue(connection -> work.enqueue(connection, SANDBOX, List.of(elsewhere, held, ready))
                        .chain(() -> hold(connection, new HeldAction(elsewhere, SINCE, LATER)))
                        .chain(() -> hold(connection, new HeldAction(held, SINCE, LATER)))
                        .chain(() -> work.claim(connection, SANDBOX, 10)));

        assertThat(ids(taken)).isEqualTo(ids(List.of(held, ready)));
        assertThat(taken).extracting(PendingAction::heldSince).containsExactly(SINCE, null);
    }

    @Test
    @DisplayName("BEY-01: of an account whose actions fail together the first is taken on alone, held or not")
    void theFirstActionOfAnAccountIsTakenOnAlone() {
        PendingAction elsewhere = action(OTHER);
        PendingAction held = action(ACCOUNT);
        PendingAction ready = action(ACCOUNT);

        List<PendingAction> taken =
                inQueue(connection -> work.enqueue(connection, SANDBOX, List.of(elsewhere, held, ready))
                        .chain(() -> hold(connection, new HeldAction(held, SINCE, LATER)))
                        .chain(() -> work.claimFirst(connection, SANDBOX, ACCOUNT)));

        assertThat(ids(taken)).isEqualTo(ids(List.of(held)));
    }

    @Test
    @DisplayName("architecture §3: sandboxes in which an action is ready take turns; one where all are held has none")
    void sandboxesTakeTurns() throws SQLException {
        try (Scene held = Scene.open();
                Scene first = Scene.open();
                Scene alsoHeld = Scene.open();
                Scene last = Scene.open();
                PastScene tables = new PastScene(first);
                Connection holder = SuiteInfrastructure.postgres().connectAsSuperuser("buying_group")) {
            List<Scene> scenes = List.of(held, first, alsoHeld, last);
            // The service leaves alone what somebody else is busy with, so the rows stay for the test to see.
            holder.setAutoCommit(false);
            for (Scene scene : scenes) {
                tables.update("insert into subject (sandbox_id, subject_key) values (?, ?)", scene.sandboxId, ACCOUNT);
                lock(holder, scene);
            }
            try {
                for (Scene scene : scenes) {
                    ask(tables, scene, scene == held || scene == alsoHeld);
                }

                assertThat(turnAfter(held.sandboxId - 1)).isEqualTo(first.sandboxId);
                assertThat(turnAfter(first.sandboxId)).isEqualTo(last.sandboxId);
                // What another test has left is soon done; then these two are the only ones.
                await().untilAsserted(
                                () -> assertThat(turnAfter(Integer.MAX_VALUE)).isEqualTo(first.sandboxId));
            } finally {
                for (Scene scene : scenes) {
                    tables.update("delete from action_work where sandbox_id = ?", scene.sandboxId);
                }
                holder.rollback();
            }
        }
    }

    private int turnAfter(int sandboxId) {
        return work.waiting().sandboxAfter(sandboxId).await().indefinitely().orElseThrow();
    }

    private static void lock(Connection holder, Scene scene) throws SQLException {
        try (PreparedStatement statement =
                holder.prepareStatement("select 1 from subject where sandbox_id = ? and subject_key = ? for update")) {
            statement.setInt(1, scene.sandboxId);
            statement.setString(2, ACCOUNT);
            assertThat(statement.executeQuery().next()).isTrue();
        }
    }

    private static void ask(PastScene tables, Scene scene, boolean held) throws SQLException {
        tables.update("""
                insert into action_work (sandbox_id, action_id, account_key, action, event_id, held_since, retry_at)
                select ?, gen_random_uuid(), ?, '{}', gen_random_uuid(), case when held then now() end,
                       case when held then now() + interval '1 hour' end
                  from (select ?::boolean as held) as asked""", scene.sandboxId, ACCOUNT, held);
    }

    private static PendingAction action(String account) {
        return new PendingAction(
                new JourneyAction(
                        UUID.randomUUID(),
                        JourneyAction.UPDATE_BUYING_GROUP_STATUS,
                        new UUID(1, 1),
                        new UUID(1, 2),
                        "node",
                        1,
                        account,
                        null,
                        ContractJson.mapper().valueToTree(Map.of("solutionInterest", "Robots", "status", "warm"))),
                UUID.randomUUID(),
                UUID.randomUUID(),
                null);
    }

    private static List<UUID> ids(List<PendingAction> actions) {
        return List.of(PendingAction.ids(actions));
    }

    private Uni<Void> hold(SqlConnection connection, HeldAction action) {
        return work.hold(connection, SANDBOX, List.of(action));
    }

    /** Every action of the sandbox, in their order. */
    private static Uni<List<Place>> queue(SqlConnection connection) {
        return connection
                .preparedQuery("""
                        select action_id, held_since, retry_at from action_work
                         where sandbox_id = $1 order by position""")
                .execute(Tuple.of(SANDBOX.id()))
                .map(rows -> rows.stream()
                        .map(row -> new Place(
                                row.getUUID("action_id"),
                                Trace.instantOrNull(row, "held_since"),
                                Trace.instantOrNull(row, "retry_at")))
                        .toList());
    }

    /** The transaction leaves no action behind, so that nobody else ever sees one. */
    private <T> T inQueue(Function<SqlConnection, Uni<T>> steps) {
        return transactions
                .inSandbox(
                        SANDBOX,
                        connection -> steps.apply(connection)
                                .call(() -> connection
                                        .preparedQuery("delete from action_work where sandbox_id = $1")
                                        .execute(Tuple.of(SANDBOX.id()))))
                .await()
                .indefinitely();
    }
}
