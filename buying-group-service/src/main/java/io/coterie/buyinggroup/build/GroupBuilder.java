package io.coterie.buyinggroup.build;

import io.coterie.buyinggroup.creationjob.CreationJobRuns;
import io.coterie.buyinggroup.groupstore.GroupStore;
import io.coterie.buyinggroup.work.AccountTask;
import io.coterie.buyinggroup.work.AccountWork;
import io.coterie.buyinggroup.work.DueAccounts;
import io.coterie.buyinggroup.work.Isolation;
import io.coterie.buyinggroup.work.WaitingRows;
import io.coterie.platform.messaging.Failures;
import io.coterie.platform.messaging.Found;
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
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.function.Function;

/**
 * Takes on accounts batch by batch: locks their subjects, reads the facts, decides, and writes groups, members, history
 * and events in one transaction. What was asked for while it decided is the next batch.
 */
@ApplicationScoped
class GroupBuilder {

    private final WorkLoops loops;
    private final AccountWork work;
    private final SandboxDirectory directory;
    private final SandboxTransactions transactions;
    private final BuildFactsReader facts;
    private final DecisionThreads threads;
    private final GroupStore groups;
    private final CreationJobRuns runs;
    private final AccountFailures failures;
    private final DueAccounts due;
    private final BuildConfig config;
    private final Clock clock;
    private volatile boolean urgentTurn;

    GroupBuilder(
            WorkLoops loops,
            AccountWork work,
            SandboxDirectory directory,
            SandboxTransactions transactions,
            BuildFactsReader facts,
            DecisionThreads threads,
            GroupStore groups,
            CreationJobRuns runs,
            AccountFailures failures,
            DueAccounts due,
            BuildConfig config,
            Clock clock) {
        this.loops = loops;
        this.work = work;
        this.directory = directory;
        this.transactions = transactions;
        this.facts = facts;
        this.threads = threads;
        this.groups = groups;
        this.runs = runs;
        this.failures = failures;
        this.due = due;
        this.config = config;
        this.clock = clock;
    }

    void start(@Observes StartupEvent event) {
        loops.startGathering(AccountWork.BUILDER, this::round);
    }

    /** Every other turn is a sandbox's where somebody waits: the others' nights do not delay it, nor does it stop them. */
    private Uni<Found> round() {
        urgentTurn = !urgentTurn;
        return urgentTurn
                ? buildNext(work.urgent())
                        .chain(found -> found == Found.NOTHING
                                ? buildNext(work.waiting())
                                : Uni.createFrom().item(found))
                : buildNext(work.waiting());
    }

    private Uni<Found> buildNext(WaitingRows waiting) {
        return waiting.nextSandbox()
                .chain(next -> next.isEmpty()
                        ? Uni.createFrom().item(Found.NOTHING)
                        : directory.byId(next.getAsInt()).chain(this::buildBatch));
    }

    private Uni<Found> buildBatch(Sandbox sandbox) {
        return attempt(sandbox, connection -> work.claim(connection, sandbox, config.batchSize()))
                .map(taken -> Found.of(taken, config.batchSize()))
                .onFailure(BuildFailed.class)
                .recoverWithUni(failure -> isolation(sandbox).of(failure).replaceWith(Found.MORE))
                .chain(found -> found == Found.SOME
                        ? othersWait(sandbox)
                        : Uni.createFrom().item(found));
    }

    /** Who comes often in one sandbox is done together, but nobody else waits for that. */
    private Uni<Found> othersWait(Sandbox sandbox) {
        return work.waiting()
                .sandboxAfter(sandbox.id())
                .map(next -> next.isPresent() && next.getAsInt() != sandbox.id() ? Found.MORE : Found.SOME);
    }

    /**
     * One transaction; answers how many accounts it took on. What passes by itself is the loop's to repeat; anything else
     * says whose groups it was about.
     */
    private Uni<Integer> attempt(Sandbox sandbox, Function<SqlConnection, Uni<List<AccountTask>>> claim) {
        return transactions.inSandbox(
                sandbox,
                connection -> claim.apply(connection)
                        .chain(tasks -> tasks.isEmpty()
                                ? Uni.createFrom().item(0)
                                : failures.takeUp(connection, sandbox, tasks)
                                        .chain(all -> build(connection, sandbox, all))
                                        .onFailure(failure -> !Failures.isTransient(failure))
                                        .transform(failure -> new BuildFailed(AccountTask.keys(tasks), failure))
                                        .replaceWith(tasks.size())));
    }

    /** The accounts that cannot be built are found; the others are built. */
    private Isolation<BuildFailed> isolation(Sandbox sandbox) {
        return new Isolation<>(
                BuildFailed.class,
                accountKeys -> attempt(sandbox, connection -> work.claimThese(connection, sandbox, accountKeys))
                        .replaceWithVoid(),
                failed -> failures.note(sandbox, failed));
    }

    private Uni<Void> build(SqlConnection connection, Sandbox sandbox, List<AccountTask> tasks) {
        Instant now = clock.instant();
        return facts.read(connection, sandbox.id(), AccountTask.keys(tasks), now)
                .map(known -> new BuildDecisions(known, sandbox.id(), now))
                .chain(decisions -> threads.decide(decisions.people(), () -> decided(decisions, tasks))
                        .call(decided -> groups.write(connection, sandbox, decided.changes()))
                        .call(decided -> due.schedule(connection, sandbox, decided.nextLooks()))
                        .chain(decided -> record(connection, sandbox, tasks, decided.changes(), decisions)));
    }

    private record Decided(List<GroupStore.Entry> changes, Map<String, Instant> nextLooks) {}

    private static Decided decided(BuildDecisions decisions, List<AccountTask> tasks) {
        return new Decided(decisions.decide(tasks), decisions.nextLooks(tasks));
    }

    private Uni<Void> record(
            SqlConnection connection,
            Sandbox sandbox,
            List<AccountTask> tasks,
            List<GroupStore.Entry> changes,
            BuildDecisions decisions) {
        Set<UUID> runIds = new TreeSet<>();
        tasks.forEach(task -> runIds.addAll(task.runIds()));
        return runs.interestsOf(connection, sandbox.id(), runIds)
                .call(interests -> runs.addErrors(connection, sandbox, decisions.errors(tasks, interests)))
                .map(interests -> BuildDecisions.progress(tasks, changes, interests))
                .chain(progress -> runs.record(connection, sandbox, progress));
    }
}
