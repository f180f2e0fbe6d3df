package io.coterie.buyinggroup.history;

import com.fasterxml.jackson.annotation.JsonFormat;
import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A stay in one stage.
 *
 * @param leftAt when the group went on, or was deleted; null while it is there
 * @param time how long it was, or has been, there; an ISO 8601 duration
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
record StageVisit(
        String stage,
        Instant enteredAt,
        @Nullable Instant leftAt,
        @JsonFormat(shape = JsonFormat.Shape.STRING) Duration time) {}
