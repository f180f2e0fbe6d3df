package io.coterie.buyinggroup.creationjob;

import io.coterie.platform.problem.GenericError;
import io.coterie.platform.problem.ProblemException;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A creation job as it is asked for.
 *
 * @param name generated when left out (JOB-02)
 * @param solutionInterest its id
 * @param audience its id
 */
record CreationJobRequest(
        @Nullable String name,
        @Nullable UUID solutionInterest,
        @Nullable String audience) {

    UUID interestId() {
        if (solutionInterest == null) {
            throw ProblemException.ofField(
                    GenericError.INVALID_BODY, "/solutionInterest", "Expected the id of a solution interest.");
        }
        return solutionInterest;
    }

    String audienceId() {
        if (audience == null || audience.isBlank()) {
            throw ProblemException.ofField(
                    GenericError.INVALID_BODY, "/audience", "Expected the id of an account audience.");
        }
        return audience.strip();
    }
}
