package io.coterie.journey.run;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A run as shown.
 *
 * @param status waiting, listening, awaiting-group, ended or aborted
 * @param node where the run is, or where it ended
 * @param until when the run goes on should nothing else happen
 * @param solutionInterests whose buying groups the run listens to or waits for
 * @param label under which its end is counted
 * @param visits how often the run has come to each node
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record RunView(
        UUID id,
        UUID journey,
        String journeyName,
        String accountKey,
        int entry,
        String status,
        String node,
        @Nullable Instant until,
        List<String> solutionInterests,
        @Nullable String label,
        Map<String, Integer> visits,
        Instant enteredAt,
        Instant changedAt,
        @Nullable Instant endedAt) {}
