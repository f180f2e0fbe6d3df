package io.coterie.buyinggroup.stage;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A version of a stage model that went live.
 *
 * @param stageMap where the stages of the version before went; none of the first
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
record StageVersionView(
        int version,
        @Nullable String description,
        List<Stage> stages,
        @Nullable StageMap stageMap,
        Instant publishedAt,
        String publishedBy) {}
