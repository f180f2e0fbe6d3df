package io.coterie.journey.wait;

import java.time.Instant;
import java.util.UUID;

/** When a resting run must be looked at, should nothing else happen. */
public record Timer(UUID runId, UUID journeyId, String accountKey, Instant dueAt) {}
