package io.coterie.buyinggroup.journeyaction;

import io.coterie.buyinggroup.definition.Trace;
import io.coterie.buyinggroup.groupstore.GroupStore;
import io.coterie.contracts.ActionOutcome;
import io.coterie.contracts.ContractJson;
import io.coterie.contracts.EventTypes;
import io.coterie.contracts.Topics;
import io.coterie.platform.messaging.Outbox;
import io.coterie.platform.messaging.OutgoingEvent;
import io.coterie.platform.messaging.WorkLoops;
import io.coterie.platform.tenancy.Sandbox;
import io.coterie.platform.tenancy.SandboxDirectory;
import io.coterie.platform.tenancy.SandboxTransactions;
import io.quarkus.runtime.StartupEvent;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.UUID;

/**
 * Carries actions out: change, outcome and the memory that it is done are one transaction, so an action has its effect
 * once, however often it is asked for and wherever the process is killed (BEY-02).
 */
@ApplicationScoped
class ActionPerformer {

    private static final int ACCOUNTS = 200;

    private static final String SETTLE = """
            insert into settled_action (sandbox_id, action_id, status, settled_at)
            select $1, done.action_id, done.status, $4
              from unnest($2::uuid[], $3::text[]) as done (action_id, status)
             order by done.action_id""";

    private final WorkLoops loops;
    private final ActionWork work;
    private final SandboxDirectory directory;
    private final SandboxTransactions transactions;
    private final ActionFactsReader facts;
    private final GroupStore groups;
    private final Outbox outbox;
    private final Clock clock;
    private volatile int lastSandbox;

    ActionPerformer(
            WorkLoops loops,
            ActionWork work,
            SandboxDirectory directory,
            SandboxTransactions transactions,
            ActionFactsReader facts,
            GroupStore groups,
            Outbox outbox,
            Clock clock) {
        this.loops = loops;
        this.work = work;
        this.directory = directory;
        this.transactions = transactions;
        this.facts = facts;
        this.groups = groups;
        this.outbox = outbox;
        this.clock = clock;
    }

    void start(@Observes StartupEvent event) {
        loops.start(ActionWork.PERFORMER, this::step);
    }

    private Uni<Boolean> step() {
        return work.sandboxAfter(lastSandbox)
                .chain(next -> next.isEmpty()
                        ? Uni.createFrom().item(false)
                        : directory
                                .byId(next.getAsInt())
                                .invoke(sandbox -> lastSandbox = sandbox.id())
                                .chain(this::performBatch));
    }

    private Uni<Boolean> performBatch(Sandbox sandbox) {
        return transactions.inSandbox(
                sandbox,
                connection -> work.claim(connection, sandbox, ACCOUNTS)
                        .chain(actions -> actions.isEmpty()
                                ? Uni.createFrom().item(false)
                                : perform(connection, sandbox, actions).replaceWith(true)));
    }

    private Uni<Void> perform(SqlConnection connection, Sandbox sandbox, List<PendingAction> actions) {
        Instant now = clock.instant();
        return facts.read(connection, sandbox.id(), actions, now)
                .map(known -> decide(known, actions, now))
                .call(decisions -> groups.write(connection, sandbox, decisions.changes()))
                .call(decisions -> settle(connection, sandbox, decisions, now))
                .chain(decisions -> outbox.append(connection, sandbox, outcomes(decisions)));
    }

    private static ActionDecisions decide(ActionFacts known, List<PendingAction> actions, Instant now) {
        ActionDecisions decisions = new ActionDecisions(known, now);
        actions.forEach(decisions::decide);
        return decisions;
    }

    private static Uni<Void> settle(SqlConnection connection, Sandbox sandbox, ActionDecisions decisions, Instant now) {
        List<PendingAction> decided = decisions.decided();
        return connection
                .preparedQuery(SETTLE)
                .execute(Tuple.of(sandbox.id())
                        .addArrayOfUUID(decided.stream()
                                .map(pending -> pending.action().actionId())
                                .toArray(UUID[]::new))
                        .addArrayOfString(decided.stream()
                                .map(pending -> decisions.outcome(pending).status())
                                .toArray(String[]::new))
                        .addOffsetDateTime(Trace.column(now)))
                .replaceWithVoid();
    }

    private static List<OutgoingEvent> outcomes(ActionDecisions decisions) {
        return decisions.decided().stream()
                .map(pending -> outcome(pending, decisions.outcome(pending)))
                .toList();
    }

    private static OutgoingEvent outcome(PendingAction pending, ActionOutcome outcome) {
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
