package io.coterie.contracts;

import java.time.Instant;
import java.util.UUID;

/**
 * A creation job's run has looked at all its accounts.
 *
 * @param name of the job
 * @param trigger created, nightly or manual
 * @param accounts in the audience when the run began
 * @param groupsCreated 0 where every account had its group
 */
public record CreationJobRunEvent(
        UUID runId,
        UUID jobId,
        String name,
        String solutionInterestId,
        String audienceId,
        String trigger,
        Instant startedAt,
        Instant finishedAt,
        int accounts,
        int groupsCreated,
        int membersAdded,
        int membersRemoved,
        int rolesChanged) {}
