package io.coterie.buyinggroup.creationjob;

import io.coterie.buyinggroup.definition.Trace;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A standing order: a group of the interest for every account of the audience, now and later (JOB-03, JOB-04).
 *
 * @param stoppedReason why it makes no groups for the time being; null while it does
 */
public record CreationJob(
        UUID id,
        String name,
        UUID interestId,
        String audienceId,
        @Nullable String stoppedReason,
        boolean deleted,
        long revision,
        Trace trace) {

    String status() {
        if (deleted) {
            return "deleted";
        }
        return stoppedReason == null ? "active" : "stopped";
    }
}
