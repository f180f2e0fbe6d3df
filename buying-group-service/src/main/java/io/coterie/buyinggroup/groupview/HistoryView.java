package io.coterie.buyinggroup.groupview;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.coterie.buyinggroup.group.GroupFact;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * One thing that happened to a group (BEY-04).
 *
 * @param stageModelVersion for a change of stage, the version of the stage model it was made in
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
record HistoryView(
        long revision,
        int place,
        Instant at,
        GroupFact.Kind kind,
        @Nullable String personKey,
        @Nullable String role,
        @Nullable String previousRole,
        @Nullable String source,
        @Nullable String cause,
        @Nullable String by,
        @Nullable String previousValue,
        @Nullable String newValue,
        @Nullable UUID stageModel,
        @Nullable Integer stageModelVersion,
        BigDecimal completeness) {}
