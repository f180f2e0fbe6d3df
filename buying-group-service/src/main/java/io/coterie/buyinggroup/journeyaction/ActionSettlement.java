package io.coterie.buyinggroup.journeyaction;

import io.coterie.buyinggroup.definition.Trace;
import io.coterie.contracts.ActionOutcome;
import io.coterie.contracts.ContractJson;
import io.coterie.contracts.EventTypes;
import io.coterie.contracts.Topics;
import io.coterie.platform.messaging.Outbox;
import io.coterie.platform.messaging.OutgoingEvent;
import io.coterie.platform.tenancy.Sandbox;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.OffsetDateTime;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;

/** The memory of what became of actions, and the outcomes that tell it. */
@ApplicationScoped
class ActionSettlement {

    private static final String SETTLE = """
            insert into settled_action (sandbox_id, action_id, status, settled_at)
            select $1, done.action_id, done.status, done.settled_at
              from unnest($2::uuid[], $3::text[], $4::timestamptz[]) as done (action_id, status, settled_at)
             order by done.action_id""";

    private final Outbox outbox;

    ActionSettlement(Outbox outbox) {
        this.outbox = outbox;
    }

    /** Ids of those of these actions that were settled before. */
    Uni<Set<UUID>> settled(SqlConnection connection, int sandboxId, List<PendingAction> actions) {
        return connection
                .preparedQuery("select action_id from settled_action where sandbox_id = $1 and action_id = any($2)")
                .execute(Tuple.of(sandboxId).addArrayOfUUID(PendingAction.ids(actions)))
                .map(rows -> {
                    Set<UUID> settled = new HashSet<>();
                    rows.forEach(row -> settled.add(row.getUUID("action_id")));
                    return settled;
                });
    }

    /** Notes and tells what became of actions that were not settled before. */
    Uni<Void> settle(
            SqlConnection connection,
            Sandbox sandbox,
            List<PendingAction> actions,
            Function<PendingAction, ActionOutcome> outcomes) {
        if (actions.isEmpty()) {
            return Uni.createFrom().voidItem();
        }
        List<ActionOutcome> all = actions.stream().map(outcomes).toList();
        return connection
                .preparedQuery(SETTLE)
                .execute(Tuple.of(sandbox.id())
                        .addArrayOfUUID(PendingAction.ids(actions))
                        .addArrayOfString(
                                all.stream().map(ActionOutcome::status).toArray(String[]::new))
                        .addArrayOfOffsetDateTime(all.stream()
                                .map(outcome -> Trace.column(outcome.at()))
                                .toArray(OffsetDateTime[]::new)))
                .chain(() -> outbox.append(
                        connection,
                        sandbox,
                        actions.stream()
                                .map(pending -> told(pending, outcomes.apply(pending)))
                                .toList()));
    }

    private static OutgoingEvent told(PendingAction pending, ActionOutcome outcome) {
        return new OutgoingEvent(
                Topics.ACTION_OUTCOMES,
                outcome.accountKey(),
                EventTypes.ACTION_SETTLED,
                "journey-actions/" + outcome.actionId(),
                0,
                ContractJson.write(outcome),
                pending.correlationId(),
                pending.eventId());
    }
}
