package io.coterie.journey.wait;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What a run that listens has heard and not decided about yet.
 *
 * @param event the fields of what happened, as JSON text
 */
public record HeardByRun(
        UUID runId,
        String type,
        String about,
        long revision,
        @Nullable String personKey,
        Instant at,
        String event) {}
