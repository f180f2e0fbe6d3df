package io.coterie.buyinggroup.creationjob;

import io.coterie.buyinggroup.audience.Audiences;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import java.util.stream.Collectors;

/** Which groups the standing jobs want: one of each interest for every account of the job's audience. */
@ApplicationScoped
public class WantedGroups {

    private final CreationJobs jobs;
    private final Audiences audiences;

    WantedGroups(CreationJobs jobs, Audiences audiences) {
        this.jobs = jobs;
        this.audiences = audiences;
    }

    /** By account and interest the job that wants the group; two queries, however many accounts. */
    public Uni<Map<String, Map<UUID, UUID>>> of(
            SqlConnection connection, int sandboxId, Collection<String> accountKeys) {
        return jobs.active(connection, sandboxId)
                .chain(standing -> audiences
                        .audiencesOf(
                                connection,
                                sandboxId,
                                accountKeys,
                                standing.stream().map(CreationJob::audienceId).collect(Collectors.toSet()))
                        .map(memberships -> wanted(standing, memberships)));
    }

    /** Of several jobs that want the same group the oldest makes it (D-27). */
    private static Map<String, Map<UUID, UUID>> wanted(
            List<CreationJob> standing, Map<String, Set<String>> memberships) {
        Map<String, Map<UUID, UUID>> wanted = new HashMap<>();
        memberships.forEach((accountKey, audienceIds) -> {
            Map<UUID, UUID> byInterest = new TreeMap<>();
            standing.stream()
                    .filter(job -> audienceIds.contains(job.audienceId()))
                    .forEach(job -> byInterest.putIfAbsent(job.interestId(), job.id()));
            wanted.put(accountKey, byInterest);
        });
        return wanted;
    }
}
