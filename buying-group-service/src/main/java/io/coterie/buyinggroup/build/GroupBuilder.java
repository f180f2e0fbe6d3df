package io.coterie.buyinggroup.build;

import io.coterie.buyinggroup.creationjob.CreationJobRuns;
import io.coterie.buyinggroup.group.GroupStore;
import io.coterie.buyinggroup.work.AccountTask;
import io.coterie.buyinggroup.work.AccountWork;
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
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;

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
    private final BuildConfig config;
    private final Clock clock;
    private volatile int lastSandbox;

    GroupBuilder(
            WorkLoops loops,
            AccountWork work,
            SandboxDirectory directory,
            SandboxTransactions transactions,
            BuildFactsReader facts,
            DecisionThreads threads,
            GroupStore groups,
            CreationJobRuns runs,
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
        this.config = config;
        this.clock = clock;
    }

    void start(@Observes StartupEvent event) {
        loops.start("group-builder", this::step);
    }

    private Uni<Boolean> step() {
        return work.sandboxAfter(lastSandbox)
                .chain(next -> next.isEmpty()
                        ? Uni.createFrom().item(false)
                        : directory
                                .byId(next.getAsInt())
                                .invoke(sandbox -> lastSandbox = sandbox.id())
                                .chain(this::buildBatch));
    }

    private Uni<Boolean> buildBatch(Sandbox sandbox) {
        return transactions.inSandbox(
                sandbox,
                connection -> work.claim(connection, sandbox, config.batchSize())
                        .chain(tasks -> tasks.isEmpty()
                                ? Uni.createFrom().item(false)
                                : build(connection, sandbox, tasks).replaceWith(true)));
    }

    private Uni<Void> build(SqlConnection connection, Sandbox sandbox, List<AccountTask> tasks) {
        Instant now = clock.instant();
        return facts.read(connection, sandbox.id(), AccountTask.keys(tasks), now)
                .chain(known ->
                        threads.decide(known.size(), () -> new BuildDecisions(known, sandbox.id(), now).decide(tasks)))
                .call(changes -> groups.write(connection, sandbox, changes))
                .chain(changes -> record(connection, sandbox, tasks, changes));
    }

    private Uni<Void> record(
            SqlConnection connection, Sandbox sandbox, List<AccountTask> tasks, List<GroupStore.Entry> changes) {
        Set<UUID> runIds = new TreeSet<>();
        tasks.forEach(task -> runIds.addAll(task.runIds()));
        return runs.interestsOf(connection, sandbox.id(), runIds)
                .map(interests -> BuildDecisions.progress(tasks, changes, interests))
                .chain(progress -> runs.record(connection, sandbox, progress));
    }
}
