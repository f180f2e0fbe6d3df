package io.coterie.buyinggroup.solutioninterest;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import java.util.Collection;
import java.util.Map;
import java.util.UUID;

/** Whoever makes groups of interests says here how many standing orders each interest has (SI-02). */
public interface InterestJobs {

    /** By interest; those without are left out. */
    Uni<Map<UUID, Long>> standingJobs(SqlConnection connection, int sandboxId, Collection<UUID> interestIds);
}
