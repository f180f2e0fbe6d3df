package io.coterie.buyinggroup.creationjob;

import io.coterie.buyinggroup.solutioninterest.InterestJobs;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;

/** How many creation jobs each interest has. */
@ApplicationScoped
class StandingJobs implements InterestJobs {

    private static final String COUNT = """
            select interest_id, count(*) as jobs from creation_job
             where sandbox_id = $1 and interest_id = any($2) and not deleted
             group by interest_id""";

    @Override
    public Uni<Map<UUID, Long>> standingJobs(SqlConnection connection, int sandboxId, Collection<UUID> interestIds) {
        return connection
                .preparedQuery(COUNT)
                .execute(Tuple.of(sandboxId).addArrayOfUUID(interestIds.toArray(UUID[]::new)))
                .map(rows -> {
                    Map<UUID, Long> jobs = new HashMap<>();
                    rows.forEach(row -> jobs.put(row.getUUID("interest_id"), row.getLong("jobs")));
                    return jobs;
                });
    }
}
