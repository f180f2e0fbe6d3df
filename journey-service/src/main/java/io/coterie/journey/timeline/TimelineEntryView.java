package io.coterie.journey.timeline;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * One line of a run's timeline.
 *
 * @param type kebab-case name of what happened; {@code action-settled} for an outcome
 * @param event the fields of what happened
 * @param sequence place among the run's own events; absent for outcomes, which others report
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record TimelineEntryView(
        Instant at,
        String type,
        @Nullable Long sequence,
        @Nullable UUID actionId,
        JsonNode event) {}
