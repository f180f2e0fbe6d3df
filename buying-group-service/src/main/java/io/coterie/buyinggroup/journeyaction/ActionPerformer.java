package io.coterie.buyinggroup.journeyaction;

import io.coterie.buyinggroup.groupstore.GroupStore;
import io.coterie.buyinggroup.work.Isolation;
import io.coterie.contracts.ActionOutcome;
import io.coterie.platform.messaging.Failures;
import io.coterie.platform.messaging.WorkLoops;
import io.coterie.platform.tenancy.Sandbox;
import io.coterie.platform.tenancy.SandboxDirectory;
import io.coterie.platform.tenancy.SandboxTransactions;
import io.quarkus.runtime.StartupEvent;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.function.Function;
import org.jboss.logging.Logger;

/**
 * Carries actions out: change, outcome and the memory that it is done are one transaction, so an action has its effect
 * once, however often it is asked for and wherever the process is killed (BEY-02). One that fails whatever is tried is in
 * no other's way.
 */
@ApplicationScoped
class ActionPerformer {

    private static final Logger LOG = Logger.getLogger(ActionPerformer.class);
    private static final int ACCOUNTS = 200;

    /** What went wrong is for the log alone. */
    private static final String UNTOLD = "The action could not be carried out; the service's log says why.";

    private final WorkLoops loops;
    private final ActionWork work;
    private final SandboxDirectory directory;
    private final SandboxTransactions transactions;
    private final ActionFactsReader facts;
    private final GroupStore groups;
    private final ActionSettlement settlement;
    private final Patience patience;
    private final Clock clock;

    ActionPerformer(
            WorkLoops loops,
            ActionWork work,
            SandboxDirectory directory,
            SandboxTransactions transactions,
            ActionFactsReader facts,
            GroupStore groups,
            ActionSettlement settlement,
            JourneyActionConfig config,
            Clock clock) {
        this.loops = loops;
        this.work = work;
        this.directory = directory;
        this.transactions = transactions;
        this.facts = facts;
        this.groups = groups;
        this.settlement = settlement;
        this.patience = new Patience(config.hold());
        this.clock = clock;
    }

    void start(@Observes StartupEvent event) {
        loops.start(ActionWork.PERFORMER, this::step);
    }

    private Uni<Boolean> step() {
        return work.waiting()
                .nextSandbox()
                .chain(next -> next.isEmpty()
                        ? Uni.createFrom().item(false)
                        : directory.byId(next.getAsInt()).chain(this::performBatch));
    }

    private Uni<Boolean> performBatch(Sandbox sandbox) {
        return attempt(sandbox, connection -> work.claim(connection, sandbox, ACCOUNTS))
                .map(taken -> taken.actions() > 0)
                .onFailure(ActionsFailed.class)
                .recoverWithUni(failure -> isolation(sandbox).of(failure).replaceWith(true));
    }

    /** The accounts with an action that cannot be carried out are found; the others' are carried out. */
    private Isolation<ActionsFailed> isolation(Sandbox sandbox) {
        return new Isolation<>(
                ActionsFailed.class,
                accountKeys -> attempt(sandbox, connection -> work.claimThese(connection, sandbox, accountKeys))
                        .replaceWithVoid(),
                failed -> oneByOne(sandbox, failed.accountKeys().iterator().next()));
    }

    /** An account's actions each by itself, as long as its first one does not wait. */
    private Uni<Void> oneByOne(Sandbox sandbox, String accountKey) {
        return Uni.createFrom()
                .deferred(() -> performFirst(sandbox, accountKey))
                .repeat()
                .whilst(Taken::anyDone)
                .collect()
                .last()
                .replaceWithVoid();
    }

    private Uni<Taken> performFirst(Sandbox sandbox, String accountKey) {
        return attempt(sandbox, connection -> work.claimFirst(connection, sandbox, accountKey))
                .onFailure(ActionsFailed.class)
                .recoverWithUni(failure -> putOff(sandbox, accountKey, failure))
                .call(taken -> taken.anyDone() ? Uni.createFrom().voidItem() : holdBehind(sandbox, accountKey));
    }

    /** What stands behind a held action is not what a batch has to look at again meanwhile. */
    private Uni<Void> holdBehind(Sandbox sandbox, String accountKey) {
        return transactions.inSandbox(
                sandbox, connection -> work.holdBehind(connection, sandbox, accountKey, clock.instant()));
    }

    /** Holds the action that failed by itself, unless somebody else has done something about it meanwhile. */
    private Uni<Taken> putOff(Sandbox sandbox, String accountKey, Throwable failure) {
        if (!(failure instanceof ActionsFailed failed)) {
            return Uni.createFrom().failure(failure);
        }
        return transactions.inSandbox(
                sandbox,
                connection -> work.claimFirst(connection, sandbox, accountKey)
                        .map(first -> first.stream()
                                .filter(pending -> pending.action().actionId().equals(failed.firstAction()))
                                .findFirst())
                        .chain(first -> first.isEmpty()
                                ? Uni.createFrom().item(Taken.NOTHING)
                                : putOff(connection, sandbox, first.get(), failed)));
    }

    /** What fails may pass yet, with a repair or a release; it is tried as long as what is too early. */
    private Uni<Taken> putOff(SqlConnection connection, Sandbox sandbox, PendingAction action, ActionsFailed failed) {
        Instant now = clock.instant();
        Instant since = action.heldSince() == null ? now : action.heldSince();
        boolean held = patience.lasts(since, now);
        LOG.errorf(
                failed,
                "Action %s on account %s in sandbox %s cannot be carried out; it is %s",
                action.action().actionId(),
                action.action().accountKey(),
                sandbox.name(),
                held ? "tried again" : "settled as failed");
        return held
                ? work.hold(connection, sandbox, List.of(new HeldAction(action, since, patience.retryAt(since, now))))
                        .replaceWith(new Taken(1, 1))
                : settleFailed(connection, sandbox, List.of(action), now)
                        .chain(() -> work.done(connection, sandbox, List.of(action)))
                        .replaceWith(new Taken(1, 0));
    }

    private Uni<Void> settleFailed(
            SqlConnection connection, Sandbox sandbox, List<PendingAction> actions, Instant now) {
        return settlement
                .settled(connection, sandbox.id(), actions)
                .map(settled -> actions.stream()
                        .filter(pending -> !settled.contains(pending.action().actionId()))
                        .toList())
                .chain(open -> settlement.settle(
                        connection, sandbox, open, pending -> pending.outcome(ActionOutcome.FAILED, UNTOLD, now)));
    }

    /** One transaction. What passes by itself is the loop's to repeat; anything else says which actions it was about. */
    private Uni<Taken> attempt(Sandbox sandbox, Function<SqlConnection, Uni<List<PendingAction>>> claim) {
        return transactions.inSandbox(
                sandbox,
                connection -> claim.apply(connection)
                        .chain(actions -> actions.isEmpty()
                                ? Uni.createFrom().item(Taken.NOTHING)
                                : Uni.createFrom()
                                        .deferred(() -> perform(connection, sandbox, actions))
                                        .onFailure(failure -> !Failures.isTransient(failure))
                                        .transform(failure -> new ActionsFailed(actions, failure))));
    }

    private Uni<Taken> perform(SqlConnection connection, Sandbox sandbox, List<PendingAction> actions) {
        Instant now = clock.instant();
        return facts.read(connection, sandbox.id(), actions, now)
                .map(known -> decide(known, actions, now))
                .call(decisions -> groups.write(connection, sandbox, decisions.changes()))
                .call(decisions -> settlement.settle(connection, sandbox, decisions.decided(), decisions::outcome))
                .call(decisions -> work.done(connection, sandbox, decisions.done()))
                .call(decisions -> work.hold(connection, sandbox, decisions.held()))
                .map(decisions -> new Taken(actions.size(), decisions.held().size()));
    }

    private ActionDecisions decide(ActionFacts known, List<PendingAction> actions, Instant now) {
        ActionDecisions decisions = new ActionDecisions(known, patience, now);
        actions.forEach(decisions::decide);
        return decisions;
    }

    /** How many actions a transaction took on, and how many of these wait. */
    private record Taken(int actions, int held) {

        static final Taken NOTHING = new Taken(0, 0);

        boolean anyDone() {
            return actions > held;
        }
    }
}
