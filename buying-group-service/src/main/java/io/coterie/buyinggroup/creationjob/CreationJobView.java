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
 * @param status active, stopped or deleted
 * @param stoppedReason why it makes no groups for the time being
 * @param lastRun the latest run; left out on the topic
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
record CreationJobView(
        UUID id,
        String name,
        UUID solutionInterest,
        String audience,
        String status,
        @Nullable String stoppedReason,
        long revision,
        Instant createdAt,
        String createdBy,
        Instant updatedAt,
        @Nullable CreationJobRun lastRun) {

    static CreationJobView of(CreationJob job, @Nullable CreationJobRun lastRun) {
        return new CreationJobView(
                job.id(),
                job.name(),
                job.interestId(),
                job.audienceId(),
                job.status(),
                job.stoppedReason(),
                job.revision(),
                job.trace().createdAt(),
                job.trace().createdBy(),
                job.trace().updatedAt(),
                lastRun);
    }
}
