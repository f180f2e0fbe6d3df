package io.coterie.buyinggroup.weightingmodel;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A weighting model as REST and the definitions topic show it (WGT-11).
 *
 * @param status draft, active or archived
 * @param maximumDailyFrequency how many activities of one kind, person and day count at most (WGT-10)
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
record WeightingModelView(
        UUID id,
        String name,
        @Nullable String description,
        String status,
        int maximumDailyFrequency,
        List<Band> bands,
        List<ActivityWeight> activities,
        long revision,
        Instant createdAt,
        String createdBy,
        Instant updatedAt,
        String updatedBy,
        @Nullable Instant activatedAt,
        @Nullable String activatedBy) {

    static WeightingModelView of(WeightingModel model) {
        return new WeightingModelView(
                model.id(),
                model.name(),
                model.description(),
                model.status().shown(),
                WeightingModel.MAXIMUM_DAILY_FREQUENCY,
                model.bands(),
                model.activities(),
                model.revision(),
                model.trace().createdAt(),
                model.trace().createdBy(),
                model.trace().updatedAt(),
                model.trace().updatedBy(),
                model.activatedAt(),
                model.activatedBy());
    }
}
