package io.coterie.activation.action;

import io.coterie.contracts.ActionOutcome;
import io.coterie.contracts.EventTypes;
import io.coterie.contracts.Topics;
import io.coterie.platform.messaging.Outbox;
import io.coterie.platform.messaging.OutgoingEvent;
import io.coterie.platform.tenancy.Sandbox;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Instant;
import java.util.List;

/** Tells journeys what became of their actions, once each; only an uncertain outcome may be followed by another. */
@ApplicationScoped
public class ActionOutcomes {

    private final ActionStatements statements;
    private final Outbox outbox;
    private final Clock clock;

    ActionOutcomes(ActionStatements statements, Outbox outbox, Clock clock) {
        this.statements = statements;
        this.outbox = outbox;
        this.clock = clock;
    }

    public Uni<Void> settle(SqlConnection connection, Sandbox sandbox, List<Settlement> settlements) {
        if (settlements.isEmpty()) {
            return Uni.createFrom().voidItem();
        }
        Instant now = clock.instant();
        return statements
                .settle(connection, sandbox, settlements)
                .map(settled ->
                        settled.stream().map(action -> outcome(action, now)).toList())
                .chain(outcomes -> outbox.append(connection, sandbox, outcomes));
    }

    private static OutgoingEvent outcome(ActionStatements.SettledAction action, Instant now) {
        ActionOutcome outcome = new ActionOutcome(
                action.actionId(),
                action.runId(),
                action.nodeId(),
                action.kind(),
                action.accountKey(),
                action.personKey(),
                action.status(),
                action.reason(),
                now);
        return OutgoingEvent.of(
                Topics.ACTION_OUTCOMES,
                action.accountKey(),
                EventTypes.ACTION_SETTLED,
                "actions/" + action.actionId(),
                0,
                outcome);
    }
}
