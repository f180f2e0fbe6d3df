package io.coterie.buyinggroup.creationjob;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A creation job as REST and the definitions topic show it (JOB-02).
 *
 * @param solutionInterest its id
 * @param audience its id
 * @param lastRun the latest run; left out on the topic
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
record CreationJobView(
        UUID id,
        String name,
        UUID solutionInterest,
        String audience,
        String status,
        long revision,
        Instant createdAt,
        String createdBy,
        @Nullable CreationJobRun lastRun) {

    static CreationJobView of(CreationJob job, @Nullable CreationJobRun lastRun) {
        return new CreationJobView(
                job.id(),
                job.name(),
                job.interestId(),
                job.audienceId(),
                job.deleted() ? "deleted" : "active",
                job.revision(),
                job.trace().createdAt(),
                job.trace().createdBy(),
                lastRun);
    }
}
