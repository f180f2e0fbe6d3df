package io.coterie.journey.execution;

import io.coterie.journey.execution.RunState.Outside;
import java.time.Instant;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * One account inside one journey.
 *
 * @param entry how often the account has entered this journey, from 1
 * @param visits how often the run has come to each node
 * @param enteredAt null while outside
 * @param version the number of events folded into this run
 */
public record Run(
        UUID id,
        UUID journeyId,
        String accountKey,
        int entry,
        RunState state,
        Map<String, Integer> visits,
        @Nullable Instant enteredAt,
        long version) {

    public Run {
        visits = Map.copyOf(visits);
    }

    /** A run before its first event; its id is the same whoever computes it. */
    public static Run outside(UUID journeyId, String accountKey, int entry) {
        UUID id = RunIds.run(journeyId, accountKey, entry);
        return new Run(id, journeyId, accountKey, entry, new Outside(), Map.of(), null, 0);
    }

    /** How often the run has come to a node; 0 for a node it has not seen. */
    public int visit(String node) {
        return visits.getOrDefault(node, 0);
    }

    Run with(RunState next) {
        return new Run(id, journeyId, accountKey, entry, next, visits, enteredAt, version + 1);
    }
}
