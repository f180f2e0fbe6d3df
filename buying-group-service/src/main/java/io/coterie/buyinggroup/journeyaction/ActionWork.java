package io.coterie.buyinggroup.journeyaction;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.coterie.buyinggroup.definition.Trace;
import io.coterie.buyinggroup.work.WaitingRows;
import io.coterie.contracts.ContractJson;
import io.coterie.contracts.JourneyAction;
import io.coterie.platform.messaging.PendingWork;
import io.coterie.platform.messaging.SubjectLocks;
import io.coterie.platform.messaging.WorkLoops;
import io.coterie.platform.tenancy.Sandbox;
import io.coterie.platform.tenancy.SandboxTransactions;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.UUID;
import java.util.function.Function;

/**
 * The queue of actions to carry out. Taking some on locks their accounts' subjects first, like all deciding; they leave it
 * when they are done, in the same transaction. One that is too early is held with whatever its account was asked for later.
 */
@ApplicationScoped
class ActionWork implements PendingWork {

    /** How many rows a claim looks at to find accounts nobody else is busy with. */
    private static final int HORIZON = 1_000;

    private static final String ENQUEUE = """
            insert into action_work (sandbox_id, action_id, account_key, action, event_id, correlation_id)
            select $1, asked.action_id, asked.account_key, asked.action::jsonb, asked.event_id, asked.correlation_id
              from unnest($2::uuid[], $3::text[], $4::text[], $5::uuid[], $6::uuid[]) with ordinality
                as asked (action_id, account_key, action, event_id, correlation_id, place)
             order by asked.place
            on conflict (sandbox_id, action_id) do nothing""";

    private static final String ADD_SUBJECTS = """
            insert into subject (sandbox_id, subject_key)
            select distinct $1::int, head.account_key
              from (select account_key from action_work
                     where sandbox_id = $1 and retry_at is null order by position limit $2) as head
             order by 2
            on conflict do nothing""";

    private static final String LOCK_SUBJECTS = """
            select subject_key from subject
             where sandbox_id = $1
               and subject_key = any(array(select account_key from action_work
                                            where sandbox_id = $1 and retry_at is null order by position limit $2))
             order by subject_key limit $3
               for update skip locked""";

    /** What is held comes along: nothing of an account goes before it, and what is new may be what it waits for. */
    private static final String READ = """
            select action::text as action, event_id, correlation_id, held_since from action_work
             where sandbox_id = $1 and account_key = any($2)
             order by position""";

    private static final String DONE = "delete from action_work where sandbox_id = $1 and action_id = any($2)";

    private static final String HOLD = """
            update action_work as work set held_since = held.since, retry_at = held.retry_at
              from unnest($2::uuid[], $3::timestamptz[], $4::timestamptz[]) as held (action_id, since, retry_at)
             where work.sandbox_id = $1 and work.action_id = any($2) and work.action_id = held.action_id""";

    private static final String HOLD_BEHIND = """
            update action_work as work set held_since = coalesce(work.held_since, $3), retry_at = held.retry_at
              from (select min(retry_at) as retry_at from action_work where sandbox_id = $1 and account_key = $2) as held
             where work.sandbox_id = $1 and work.account_key = $2 and work.retry_at is null and held.retry_at is not null""";

    private static final String RELEASE = """
            update action_work set retry_at = null
             where position in (select position from action_work
                                 where retry_at <= $1 order by retry_at limit $2 for update skip locked)""";

    /** The loop that does the work. */
    static final String PERFORMER = "journey-actions";

    private final WaitingRows waiting;
    private final SubjectLocks subjects;
    private final WorkLoops loops;

    ActionWork(SandboxTransactions transactions, SubjectLocks subjects, WorkLoops loops) {
        this.waiting = new WaitingRows(transactions, "action_work", "retry_at is null");
        this.subjects = subjects;
        this.loops = loops;
    }

    Uni<Void> enqueue(SqlConnection connection, Sandbox sandbox, List<PendingAction> actions) {
        if (actions.isEmpty()) {
            return Uni.createFrom().voidItem();
        }
        return connection
                .preparedQuery(ENQUEUE)
                .execute(Tuple.of(sandbox.id())
                        .addArrayOfUUID(PendingAction.ids(actions))
                        .addArrayOfString(actions.stream()
                                .map(pending -> pending.action().accountKey())
                                .toArray(String[]::new))
                        .addArrayOfString(actions.stream()
                                .map(pending -> ContractJson.write(pending.action()))
                                .toArray(String[]::new))
                        .addArrayOfUUID(
                                actions.stream().map(PendingAction::eventId).toArray(UUID[]::new))
                        .addArrayOfUUID(actions.stream()
                                .map(PendingAction::correlationId)
                                .toArray(UUID[]::new)))
                .invoke(() -> loops.wakeAfter(connection, PERFORMER))
                .replaceWithVoid();
    }

    /** The actions that nothing holds. */
    WaitingRows waiting() {
        return waiting;
    }

    /** Takes on the actions of some accounts of the sandbox, in the order they were asked for. */
    Uni<List<PendingAction>> claim(SqlConnection connection, Sandbox sandbox, int accounts) {
        return connection
                .preparedQuery(ADD_SUBJECTS)
                .execute(Tuple.of(sandbox.id(), HORIZON))
                .chain(() -> connection.preparedQuery(LOCK_SUBJECTS).execute(Tuple.of(sandbox.id(), HORIZON, accounts)))
                .map(rows ->
                        rows.stream().map(row -> row.getString("subject_key")).toList())
                .chain(keys ->
                        keys.isEmpty() ? Uni.createFrom().item(List.of()) : read(connection, sandbox, READ, keys));
    }

    /** Takes on the actions of these accounts; waits for whoever is busy with them. */
    Uni<List<PendingAction>> claimThese(SqlConnection connection, Sandbox sandbox, List<String> accountKeys) {
        return subjects.lock(connection, sandbox, accountKeys)
                .chain(() -> read(connection, sandbox, READ, accountKeys));
    }

    /** Takes on the account's first action alone. */
    Uni<List<PendingAction>> claimFirst(SqlConnection connection, Sandbox sandbox, String accountKey) {
        return subjects.lock(connection, sandbox, List.of(accountKey))
                .chain(() -> read(connection, sandbox, READ + " limit 1", List.of(accountKey)));
    }

    private static Uni<List<PendingAction>> read(
            SqlConnection connection, Sandbox sandbox, String sql, List<String> accountKeys) {
        return connection
                .preparedQuery(sql)
                .execute(Tuple.of(sandbox.id()).addArrayOfString(accountKeys.toArray(String[]::new)))
                .map(rows -> rows.stream().map(ActionWork::pending).toList());
    }

    private static PendingAction pending(Row row) {
        try {
            return new PendingAction(
                    ContractJson.mapper().readValue(row.getString("action"), JourneyAction.class),
                    row.getUUID("event_id"),
                    row.getUUID("correlation_id"),
                    Trace.instantOrNull(row, "held_since"));
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException("Expected an action as it was received", e);
        }
    }

    /** Takes these actions out of the queue, by whoever has taken them on. */
    Uni<Void> done(SqlConnection connection, Sandbox sandbox, List<PendingAction> actions) {
        return actions.isEmpty()
                ? Uni.createFrom().voidItem()
                : connection
                        .preparedQuery(DONE)
                        .execute(Tuple.of(sandbox.id()).addArrayOfUUID(PendingAction.ids(actions)))
                        .replaceWithVoid();
    }

    /** Leaves these actions in their places until their instants, by whoever has taken them on. */
    Uni<Void> hold(SqlConnection connection, Sandbox sandbox, List<HeldAction> held) {
        return held.isEmpty()
                ? Uni.createFrom().voidItem()
                : connection
                        .preparedQuery(HOLD)
                        .execute(Tuple.of(sandbox.id())
                                .addArrayOfUUID(PendingAction.ids(
                                        held.stream().map(HeldAction::action).toList()))
                                .addArrayOfOffsetDateTime(times(held, HeldAction::since))
                                .addArrayOfOffsetDateTime(times(held, HeldAction::retryAt)))
                        .replaceWithVoid();
    }

    /** Leaves what the account has to be done behind a held action until that one is tried again. */
    Uni<Void> holdBehind(SqlConnection connection, Sandbox sandbox, String accountKey, Instant now) {
        return connection
                .preparedQuery(HOLD_BEHIND)
                .execute(Tuple.of(sandbox.id(), accountKey, Trace.column(now)))
                .replaceWithVoid();
    }

    private static OffsetDateTime[] times(List<HeldAction> held, Function<HeldAction, Instant> time) {
        return held.stream().map(one -> Trace.column(time.apply(one))).toArray(OffsetDateTime[]::new);
    }

    /** Lets actions whose instant has come be taken on, across sandboxes; answers how many. */
    Uni<Integer> release(SqlConnection connection, Instant now, int limit) {
        return connection
                .preparedQuery(RELEASE)
                .execute(Tuple.of(Trace.column(now), limit))
                .map(rows -> rows.rowCount())
                .invoke(released -> {
                    if (released > 0) {
                        loops.wakeAfter(connection, PERFORMER);
                    }
                });
    }

    @Override
    public String name() {
        return "journey-actions";
    }

    @Override
    public Uni<Long> depth() {
        return waiting.depth();
    }
}
