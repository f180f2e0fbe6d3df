package io.coterie.buyinggroup.work;

import io.coterie.platform.messaging.PendingWork;
import io.coterie.platform.messaging.ReceivedEvent;
import io.coterie.platform.messaging.WorkLoops;
import io.coterie.platform.tenancy.Sandbox;
import io.coterie.platform.tenancy.SandboxTransactions;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Collection;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The queue of accounts to look at again. Asking is an insert in the transaction of its reason, and never waits. Taking
 * on locks the accounts' subjects first and removes their rows before the facts are read, so whatever was asked for
 * before the facts is answered by them, and whatever comes later is a row of its own. What an event or a person asked for is
 * taken first (BEY-01); what whole selections asked for, in bulk, fills the claims up, and is a fifth of each when both wait
 * for long.
 */
@ApplicationScoped
public class AccountWork implements PendingWork {

    /** The loop that does the work. */
    public static final String BUILDER = "group-builder";

    /** How many rows of either kind a claim looks at to find accounts nobody else is busy with. */
    private static final int HORIZON = 2_000;

    /** What has waited longest, with its place: after four that an event or a person asked for comes one in bulk. */
    private static final String HEAD = """
            (select account_key, row_number() over (order by position) as place from account_work
              where sandbox_id = $1 and not bulk order by position limit $2)
            union all
            (select account_key, 4 * row_number() over (order by position) as place from account_work
              where sandbox_id = $1 and bulk order by position limit $2)""";

    private static final String ENQUEUE = """
            insert into account_work (sandbox_id, account_key, correlation_id, causation_id)
            select $1, account_key, $3, $4 from unnest($2::text[]) as account_key""";

    private static final String ENQUEUE_SELECTED = """
            insert into account_work (sandbox_id, account_key, run_id, bulk)
            select $1, chosen.account_key, $2,\s""";

    private static final String ADD_SUBJECTS = """
            insert into subject (sandbox_id, subject_key)
            select distinct $1::int, head.account_key from (HEAD) as head
             order by 2
            on conflict do nothing""".replace("HEAD", HEAD);

    /** Whoever skips what is locked waits for nobody, so these need not be locked in the order of their keys. */
    private static final String LOCK_SUBJECTS = """
            select subject.subject_key
              from (select account_key, min(place) as place from (HEAD) as head group by account_key) as asked
              join subject on subject.sandbox_id = $1 and subject.subject_key = asked.account_key
             order by asked.place, asked.account_key limit $3
               for update of subject skip locked""".replace("HEAD", HEAD);

    private static final String ADD_THESE_SUBJECTS = """
            insert into subject (sandbox_id, subject_key)
            select $1, asked.subject_key from unnest($2::text[]) as asked (subject_key)
             order by asked.subject_key
            on conflict do nothing""";

    private static final String LOCK_THESE = """
            select subject_key from subject
             where sandbox_id = $1 and subject_key = any($2)
             order by subject_key
               for update skip locked""";

    private static final String TAKE = """
            delete from account_work where sandbox_id = $1 and account_key = any($2)
            returning account_key, run_id, correlation_id, causation_id""";

    private final WaitingRows waiting;
    private final WaitingRows urgent;
    private final WorkLoops loops;

    AccountWork(SandboxTransactions transactions, WorkLoops loops) {
        this.waiting = new WaitingRows(transactions, "account_work", "true");
        this.urgent = new WaitingRows(transactions, "account_work", "not bulk");
        this.loops = loops;
    }

    /** Asks for these accounts, because of the last of the events. */
    public Uni<Void> enqueue(
            SqlConnection connection, Sandbox sandbox, Collection<String> accountKeys, List<ReceivedEvent> because) {
        ReceivedEvent last = because.getLast();
        UUID correlation = last.correlationId() == null ? last.id() : last.correlationId();
        return enqueue(connection, sandbox, accountKeys, correlation, last.id());
    }

    private Uni<Void> enqueue(
            SqlConnection connection,
            Sandbox sandbox,
            Collection<String> accountKeys,
            @Nullable UUID correlation,
            @Nullable UUID causation) {
        if (accountKeys.isEmpty()) {
            return Uni.createFrom().voidItem();
        }
        return connection
                .preparedQuery(ENQUEUE)
                .execute(Tuple.of(sandbox.id())
                        .addArrayOfString(accountKeys.toArray(String[]::new))
                        .addUUID(correlation)
                        .addUUID(causation))
                .invoke(() -> loops.wakeAfter(connection, BUILDER))
                .replaceWithVoid();
    }

    /**
     * Asks in bulk for any number of accounts with one statement; answers how many.
     *
     * @param runId the run that is finished when all of them have been looked at
     */
    public Uni<Integer> enqueueSelected(
            SqlConnection connection, Sandbox sandbox, @Nullable UUID runId, AccountSelection selection) {
        return enqueueSelected(connection, sandbox, runId, selection, true);
    }

    /** The same for accounts that an event or a person's request is about, which do not wait for those in bulk. */
    public Uni<Integer> enqueueUrgent(SqlConnection connection, Sandbox sandbox, AccountSelection selection) {
        return enqueueSelected(connection, sandbox, null, selection, false);
    }

    private Uni<Integer> enqueueSelected(
            SqlConnection connection, Sandbox sandbox, @Nullable UUID runId, AccountSelection selection, boolean bulk) {
        Tuple parameters = selection.after(Tuple.of(sandbox.id()).addUUID(runId));
        return connection
                .preparedQuery(ENQUEUE_SELECTED + bulk + " from (" + selection.sql() + ") as chosen")
                .execute(parameters)
                .invoke(() -> loops.wakeAfter(connection, BUILDER))
                .map(rows -> rows.rowCount());
    }

    /** Everything that was asked for. */
    public WaitingRows waiting() {
        return waiting;
    }

    /** What an event or a person asked for. */
    public WaitingRows urgent() {
        return urgent;
    }

    /**
     * Takes on accounts of the sandbox, which the connection has entered: their subjects are locked and their rows gone
     * when this completes, and the next statement sees everything they stand for.
     */
    public Uni<List<AccountTask>> claim(SqlConnection connection, Sandbox sandbox, int accounts) {
        return connection
                .preparedQuery(ADD_SUBJECTS)
                .execute(Tuple.of(sandbox.id(), HORIZON))
                .chain(() -> connection.preparedQuery(LOCK_SUBJECTS).execute(Tuple.of(sandbox.id(), HORIZON, accounts)))
                .chain(locked -> take(connection, sandbox, locked));
    }

    /** Takes on these accounts, as far as they wait and nobody else is busy with them. */
    public Uni<List<AccountTask>> claimThese(
            SqlConnection connection, Sandbox sandbox, Collection<String> accountKeys) {
        String[] keys = accountKeys.toArray(String[]::new);
        return connection
                .preparedQuery(ADD_THESE_SUBJECTS)
                .execute(Tuple.of(sandbox.id()).addArrayOfString(keys))
                .chain(() -> connection
                        .preparedQuery(LOCK_THESE)
                        .execute(Tuple.of(sandbox.id()).addArrayOfString(keys)))
                .chain(locked -> take(connection, sandbox, locked));
    }

    private static Uni<List<AccountTask>> take(SqlConnection connection, Sandbox sandbox, RowSet<Row> locked) {
        String[] keys = locked.stream().map(row -> row.getString("subject_key")).toArray(String[]::new);
        return keys.length == 0
                ? Uni.createFrom().item(List.of())
                : connection
                        .preparedQuery(TAKE)
                        .execute(Tuple.of(sandbox.id()).addArrayOfString(keys))
                        .map(AccountTask::of);
    }

    @Override
    public String name() {
        return "accounts";
    }

    @Override
    public Uni<Long> depth() {
        return waiting.depth();
    }
}
