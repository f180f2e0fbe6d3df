package io.coterie.buyinggroup.creationjob;

import io.coterie.buyinggroup.definition.DefinitionEvents;
import io.coterie.buyinggroup.definition.DefinitionName;
import io.coterie.buyinggroup.definition.ListPlace;
import io.coterie.buyinggroup.definition.Trace;
import io.coterie.contracts.DefinitionState;
import io.coterie.platform.messaging.Outbox;
import io.coterie.platform.paging.Cursor;
import io.coterie.platform.paging.EntityTags;
import io.coterie.platform.paging.Page;
import io.coterie.platform.problem.ProblemException;
import io.coterie.platform.tenancy.Sandbox;
import io.coterie.platform.tenancy.SandboxTransactions;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Makes and ends creation jobs. Making one asks for every account of its audience in the same transaction. */
@ApplicationScoped
class CreationJobService {

    private final SandboxTransactions transactions;
    private final CreationJobStatements statements;
    private final CreationJobRuns runs;
    private final JobReferences references;
    private final Outbox outbox;
    private final Clock clock;

    CreationJobService(
            SandboxTransactions transactions,
            CreationJobStatements statements,
            CreationJobRuns runs,
            JobReferences references,
            Outbox outbox,
            Clock clock) {
        this.transactions = transactions;
        this.statements = statements;
        this.runs = runs;
        this.references = references;
        this.outbox = outbox;
        this.clock = clock;
    }

    Uni<Page<CreationJobView>> list(Sandbox sandbox, ListPlace after, @Nullable UUID interestId, int limit) {
        return transactions
                .inSandbox(
                        sandbox,
                        connection -> statements
                                .list(connection, sandbox.id(), after, interestId, limit + 1)
                                .chain(jobs -> runs.latestOf(
                                                connection,
                                                sandbox.id(),
                                                jobs.stream()
                                                        .map(CreationJob::id)
                                                        .toList())
                                        .map(latest -> jobs.stream()
                                                .map(job -> CreationJobView.of(job, latest.get(job.id())))
                                                .toList())))
                .map(views -> Page.of(views, limit, view -> new ListPlace(view.updatedAt(), view.id()).sortKey()));
    }

    Uni<CreationJobView> read(Sandbox sandbox, UUID id) {
        return transactions.inSandbox(
                sandbox,
                connection -> statements
                        .require(connection, sandbox.id(), id)
                        .chain(job -> runs.latestOf(connection, sandbox.id(), List.of(id))
                                .map(latest -> CreationJobView.of(job, latest.get(id)))));
    }

    Uni<Estimate> estimate(Sandbox sandbox, CreationJobRequest request) {
        UUID interestId = request.interestId();
        String audienceId = request.audienceId();
        return transactions.inSandbox(
                sandbox,
                connection -> references
                        .require(connection, sandbox, interestId, audienceId)
                        .chain(() -> references.estimate(connection, sandbox, interestId, audienceId)));
    }

    Uni<CreationJobView> create(Sandbox sandbox, String by, CreationJobRequest request) {
        UUID interestId = request.interestId();
        String audienceId = request.audienceId();
        UUID id = UUID.randomUUID();
        String name = request.name() == null ? "Buying Group Job " + id : DefinitionName.required(request.name());
        CreationJob job =
                new CreationJob(id, name, interestId, audienceId, null, false, 1, Trace.begun(clock.instant(), by));
        return transactions.inSandbox(
                sandbox,
                connection -> references
                        .require(connection, sandbox, interestId, audienceId)
                        .chain(() -> statements.insert(connection, sandbox.id(), job))
                        .chain(() -> outbox.append(connection, sandbox, List.of(CreationJobs.published(job))))
                        .chain(() -> runs.begin(connection, sandbox, job, "created", null))
                        .map(run -> CreationJobView.of(job, run.orElse(null))));
    }

    /** Ends the order; the groups it made stay (D-25). */
    Uni<Void> delete(Sandbox sandbox, String by, UUID id, @Nullable String ifMatch) {
        return transactions.inSandbox(
                sandbox,
                connection -> statements
                        .requireForUpdate(connection, sandbox.id(), id)
                        .invoke(job -> EntityTags.requireMatch(ifMatch, job.revision()))
                        .map(job -> new CreationJob(
                                job.id(),
                                job.name(),
                                job.interestId(),
                                job.audienceId(),
                                job.stoppedReason(),
                                true,
                                job.revision() + 1,
                                job.trace().updated(clock.instant(), by)))
                        .call(job -> statements.markDeleted(connection, sandbox.id(), job))
                        .call(job -> outbox.append(
                                connection,
                                sandbox,
                                List.of(DefinitionEvents.deleted(
                                        DefinitionState.CREATION_JOB, id.toString(), job.name(), job.revision()))))
                        .call(job -> references.lookAgain(connection, sandbox, job.audienceId()))
                        .replaceWithVoid());
    }

    Uni<CreationJobRun> run(Sandbox sandbox, UUID id) {
        return transactions.inSandbox(
                sandbox,
                connection -> statements
                        .requireForUpdate(connection, sandbox.id(), id)
                        .invoke(CreationJobService::requireActive)
                        .chain(job -> runs.begin(connection, sandbox, job, "manual", null))
                        .map(run -> run.orElseThrow(() -> ProblemException.notFound("a creation job", id))));
    }

    private static void requireActive(CreationJob job) {
        if (job.stoppedReason() != null) {
            throw new ProblemException(
                    CreationJobError.CREATION_JOB_STOPPED,
                    "Expected an active job, but it is stopped: " + job.stoppedReason());
        }
    }

    /** @param before the run after which the page continues; empty for the newest runs */
    Uni<Page<CreationJobRun>> runsOf(Sandbox sandbox, UUID id, Optional<UUID> before, int limit) {
        return transactions
                .inSandbox(
                        sandbox,
                        connection -> statements
                                .require(connection, sandbox.id(), id)
                                .chain(() -> runs.before(
                                        connection, sandbox.id(), id, before.orElse(Cursor.LAST_ID), limit + 1)))
                .map(found -> Page.of(found, limit, run -> run.id().toString()));
    }
}
