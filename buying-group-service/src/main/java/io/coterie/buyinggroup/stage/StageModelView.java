package io.coterie.buyinggroup.stage;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A stage model as REST and the definitions topic show it (STG-16).
 *
 * @param status draft or live
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
record StageModelView(
        UUID id,
        String name,
        @Nullable String description,
        String status,
        List<Stage> stages,
        long revision,
        Instant createdAt,
        String createdBy,
        Instant updatedAt,
        String updatedBy,
        @Nullable Instant publishedAt,
        @Nullable String publishedBy) {

    static StageModelView of(StageModel model) {
        return new StageModelView(
                model.id(),
                model.name(),
                model.description(),
                model.status(),
                model.graph().stages(),
                model.revision(),
                model.trace().createdAt(),
                model.trace().createdBy(),
                model.trace().updatedAt(),
                model.trace().updatedBy(),
                model.publishedAt(),
                model.publishedBy());
    }
}
