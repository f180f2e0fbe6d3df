package io.coterie.journey.wait;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A run that must be looked at.
 *
 * @param scheduledAt when this was written; a held entry is not held for ever
 * @param solutionInterest of a group that has appeared
 */
public record DueRun(
        UUID runId,
        UUID journeyId,
        String accountKey,
        DueKind kind,
        Instant dueAt,
        Instant scheduledAt,
        @Nullable String solutionInterest) {}
