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
 * @param version of these stages
 * @param draft the version after it, if somebody is at it
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
record StageModelView(
        UUID id,
        String name,
        @Nullable String description,
        String status,
        int version,
        List<Stage> stages,
        @Nullable DraftView draft,
        long revision,
        Instant createdAt,
        String createdBy,
        Instant updatedAt,
        String updatedBy,
        @Nullable Instant publishedAt,
        @Nullable String publishedBy) {

    /** A version that is being written. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record DraftView(int version, @Nullable String description, List<Stage> stages) {}

    static StageModelView of(StageModel model) {
        StageModel.StageDraft draft = model.draft();
        return new StageModelView(
                model.id(),
                model.name(),
                model.description(),
                model.status(),
                model.version(),
                model.graph().stages(),
                draft == null
                        ? null
                        : new DraftView(
                                model.version() + 1,
                                draft.description(),
                                draft.graph().stages()),
                model.revision(),
                model.trace().createdAt(),
                model.trace().createdBy(),
                model.trace().updatedAt(),
                model.trace().updatedBy(),
                model.publishedAt(),
                model.publishedBy());
    }
}
