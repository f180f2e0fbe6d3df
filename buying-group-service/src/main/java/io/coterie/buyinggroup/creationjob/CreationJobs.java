package io.coterie.buyinggroup.creationjob;

import io.coterie.buyinggroup.audience.Audience;
import io.coterie.buyinggroup.definition.DefinitionEvents;
import io.coterie.buyinggroup.definition.DefinitionUse;
import io.coterie.contracts.DefinitionState;
import io.coterie.platform.messaging.Outbox;
import io.coterie.platform.messaging.OutgoingEvent;
import io.coterie.platform.tenancy.Sandbox;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.LocalDate;
import java.util.List;
import java.util.stream.Collectors;

/** Standing creation jobs, for those who carry them out. */
@ApplicationScoped
public class CreationJobs implements DefinitionUse {

    private static final String BY = "system";

    private final CreationJobStatements statements;
    private final CreationJobRuns runs;
    private final JobReferences references;
    private final Outbox outbox;
    private final Clock clock;

    CreationJobs(
            CreationJobStatements statements,
            CreationJobRuns runs,
            JobReferences references,
            Outbox outbox,
            Clock clock) {
        this.statements = statements;
        this.runs = runs;
        this.references = references;
        this.outbox = outbox;
        this.clock = clock;
    }

    /**
     * Stops the jobs of audiences that were archived or deleted, and lets those of audiences that are live again go on; the
     * accounts concerned are looked at again.
     */
    public Uni<Void> follow(SqlConnection connection, Sandbox sandbox, List<Audience> changed) {
        if (changed.isEmpty()) {
            return Uni.createFrom().voidItem();
        }
        return statements
                .follow(connection, sandbox.id(), changed, clock.instant(), BY)
                .call(jobs -> outbox.append(
                        connection,
                        sandbox,
                        jobs.stream().map(CreationJobs::published).toList()))
                .chain(jobs -> lookAgain(connection, sandbox, jobs));
    }

    private Uni<Void> lookAgain(SqlConnection connection, Sandbox sandbox, List<CreationJob> jobs) {
        Uni<Void> asked = Uni.createFrom().voidItem();
        for (String audienceId : jobs.stream().map(CreationJob::audienceId).collect(Collectors.toSet())) {
            asked = asked.chain(() -> references.lookAgain(connection, sandbox, audienceId));
        }
        return asked;
    }

    static OutgoingEvent published(CreationJob job) {
        return DefinitionEvents.changed(
                DefinitionState.CREATION_JOB,
                job.id().toString(),
                job.name(),
                job.status(),
                job.revision(),
                CreationJobView.of(job, null));
    }

    /** All jobs of the sandbox that are carried out, the oldest first. */
    public Uni<List<CreationJob>> active(SqlConnection connection, int sandboxId) {
        return statements.active(connection, sandboxId);
    }

    /** Begins the night's run of every standing job that has none yet. */
    public Uni<Void> beginNightly(SqlConnection connection, Sandbox sandbox, LocalDate night) {
        return statements.active(connection, sandbox.id()).chain(jobs -> {
            Uni<Void> begun = Uni.createFrom().voidItem();
            for (CreationJob job : jobs) {
                begun = begun.chain(() ->
                        runs.begin(connection, sandbox, job, "nightly", night).replaceWithVoid());
            }
            return begun;
        });
    }

    @Override
    public Uni<String> usedBy(SqlConnection connection, int sandboxId, String kind, String key) {
        if (!kind.equals(DefinitionState.SOLUTION_INTEREST)) {
            return Uni.createFrom().item("");
        }
        return connection
                .preparedQuery("""
                        select name from creation_job
                         where sandbox_id = $1 and interest_id::text = $2 and not deleted limit 5""")
                .execute(Tuple.of(sandboxId, key))
                .map(rows -> rows.stream().map(row -> row.getString("name")).toList())
                .map(names -> names.isEmpty() ? "" : "the creation jobs '" + String.join("', '", names) + "'");
    }
}
