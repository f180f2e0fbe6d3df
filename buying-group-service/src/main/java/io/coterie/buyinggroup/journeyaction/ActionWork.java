package io.coterie.buyinggroup.journeyaction;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.coterie.contracts.ContractJson;
import io.coterie.contracts.JourneyAction;
import io.coterie.platform.messaging.PendingWork;
import io.coterie.platform.messaging.WorkLoops;
import io.coterie.platform.tenancy.Sandbox;
import io.coterie.platform.tenancy.SandboxTransactions;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.UncheckedIOException;
import java.util.Comparator;
import java.util.List;
import java.util.OptionalInt;
import java.util.UUID;

/** The queue of actions to carry out. Taking some on locks their accounts' subjects first, like all deciding. */
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

    private static final String NEXT_SANDBOX = """
            select coalesce((select min(sandbox_id) from action_work where sandbox_id > $1),
                            (select min(sandbox_id) from action_work)) as sandbox_id""";

    private static final String ADD_SUBJECTS = """
            insert into subject (sandbox_id, subject_key)
            select distinct $1::int, head.account_key
              from (select account_key from action_work where sandbox_id = $1 order by position limit $2) as head
             order by 2
            on conflict do nothing""";

    private static final String LOCK_SUBJECTS = """
            select subject_key from subject
             where sandbox_id = $1
               and subject_key = any(array(select account_key from action_work
                                            where sandbox_id = $1 order by position limit $2))
             order by subject_key limit $3
               for update skip locked""";

    private static final String TAKE = """
            delete from action_work where sandbox_id = $1 and account_key = any($2)
            returning position, action::text as action, event_id, correlation_id""";

    /** The loop that does the work. */
    static final String PERFORMER = "journey-actions";

    private final SandboxTransactions transactions;
    private final WorkLoops loops;

    ActionWork(SandboxTransactions transactions, WorkLoops loops) {
        this.transactions = transactions;
        this.loops = loops;
    }

    Uni<Void> enqueue(SqlConnection connection, Sandbox sandbox, List<PendingAction> actions) {
        if (actions.isEmpty()) {
            return Uni.createFrom().voidItem();
        }
        return connection
                .preparedQuery(ENQUEUE)
                .execute(Tuple.of(sandbox.id())
                        .addArrayOfUUID(actions.stream()
                                .map(pending -> pending.action().actionId())
                                .toArray(UUID[]::new))
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

    Uni<OptionalInt> sandboxAfter(int last) {
        return transactions.look(connection -> connection
                .preparedQuery(NEXT_SANDBOX)
                .execute(Tuple.of(last))
                .map(rows -> rows.iterator().next().getInteger("sandbox_id"))
                .map(next -> next == null ? OptionalInt.empty() : OptionalInt.of(next)));
    }

    /** Takes on the actions of some accounts of the sandbox, in the order they were asked for. */
    Uni<List<PendingAction>> claim(SqlConnection connection, Sandbox sandbox, int accounts) {
        return connection
                .preparedQuery(ADD_SUBJECTS)
                .execute(Tuple.of(sandbox.id(), HORIZON))
                .chain(() -> connection.preparedQuery(LOCK_SUBJECTS).execute(Tuple.of(sandbox.id(), HORIZON, accounts)))
                .map(rows ->
                        rows.stream().map(row -> row.getString("subject_key")).toArray(String[]::new))
                .chain(keys -> keys.length == 0
                        ? Uni.createFrom().item(List.of())
                        : connection
                                .preparedQuery(TAKE)
                                .execute(Tuple.of(sandbox.id()).addArrayOfString(keys))
                                .map(rows -> rows.stream()
                                        .sorted(Comparator.comparing(row -> row.getLong("position")))
                                        .map(ActionWork::pending)
                                        .toList()));
    }

    private static PendingAction pending(Row row) {
        try {
            return new PendingAction(
                    ContractJson.mapper().readValue(row.getString("action"), JourneyAction.class),
                    row.getUUID("event_id"),
                    row.getUUID("correlation_id"));
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException("Expected an action as it was received", e);
        }
    }

    @Override
    public String name() {
        return "journey-actions";
    }

    @Override
    public Uni<Long> depth() {
        return transactions.acrossSandboxes(connection -> connection
                .query("select count(*) as depth from action_work")
                .execute()
                .map(rows -> rows.iterator().next().getLong("depth")));
    }
}
