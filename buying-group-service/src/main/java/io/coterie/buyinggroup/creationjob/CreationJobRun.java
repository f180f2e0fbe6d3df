package io.coterie.buyinggroup.creationjob;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * One pass over the accounts of a job (D-30).
 *
 * @param trigger created, nightly or manual
 * @param accounts in the audience when the run began
 * @param finishedAt when the last of them had been looked at
 * @param errors what could not be done, by reason; left out when there is none
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record CreationJobRun(
        UUID id,
        UUID jobId,
        String trigger,
        Instant startedAt,
        @Nullable Instant finishedAt,
        int accounts,
        int accountsEvaluated,
        int groupsCreated,
        int membersAdded,
        int membersRemoved,
        int rolesChanged,
        @JsonInclude(JsonInclude.Include.NON_EMPTY) List<RunError> errors) {

    @JsonProperty
    public String state() {
        return finishedAt == null ? "running" : "complete";
    }
}
