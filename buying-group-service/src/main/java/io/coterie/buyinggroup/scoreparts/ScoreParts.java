package io.coterie.buyinggroup.scoreparts;

import java.time.Instant;
import java.time.LocalDate;
import java.util.UUID;

/**
 * A stored score with everything it came from (D-44).
 *
 * @param raw the weighted activities, or the members' scores by role, added up
 * @param sqrt the root of it
 * @param score the root's share of the highest root, 0 to 100
 * @param weightingModel the model it was weighed with
 * @param windowFrom the first of the 30 days looked at
 * @param run the run that wrote it
 */
record ScoreParts(
        double raw,
        double sqrt,
        double score,
        UUID weightingModel,
        LocalDate windowFrom,
        LocalDate windowTo,
        UUID run,
        Instant updatedAt) {}
