package io.coterie.buyinggroup.history;

import com.fasterxml.jackson.annotation.JsonFormat;
import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * How long things took a group. Durations are ISO 8601.
 *
 * @param timeToComplete from creation until every counted role was full for the first time; null while it never was
 * @param stages each stay in a stage, in order
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
record GroupTimesView(
        UUID id,
        Instant createdAt,

        @JsonFormat(shape = JsonFormat.Shape.STRING) @Nullable
        Duration timeToComplete,

        List<StageVisit> stages) {

    static GroupTimesView of(UUID id, GroupTimes times) {
        return new GroupTimesView(id, times.createdAt(), times.timeToComplete().orElse(null), times.stages());
    }
}
