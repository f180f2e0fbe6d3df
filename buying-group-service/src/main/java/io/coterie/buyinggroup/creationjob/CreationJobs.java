package io.coterie.buyinggroup.creationjob;

import io.coterie.buyinggroup.definition.DefinitionUse;
import io.coterie.contracts.DefinitionState;
import io.coterie.platform.tenancy.Sandbox;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.LocalDate;
import java.util.List;

/** Standing creation jobs, for those who carry them out. */
@ApplicationScoped
public class CreationJobs implements DefinitionUse {

    private final CreationJobStatements statements;
    private final CreationJobRuns runs;

    CreationJobs(CreationJobStatements statements, CreationJobRuns runs) {
        this.statements = statements;
        this.runs = runs;
    }

    /** All standing jobs of the sandbox, the oldest first. */
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
    public Uni<String> usedBy(SqlConnection connection, String kind, String key) {
        if (!kind.equals(DefinitionState.SOLUTION_INTEREST)) {
            return Uni.createFrom().item("");
        }
        return connection
                .preparedQuery("select name from creation_job where interest_id::text = $1 and not deleted limit 5")
                .execute(io.vertx.mutiny.sqlclient.Tuple.of(key))
                .map(rows -> rows.stream().map(row -> row.getString("name")).toList())
                .map(names -> names.isEmpty() ? "" : "the creation jobs '" + String.join("', '", names) + "'");
    }
}
