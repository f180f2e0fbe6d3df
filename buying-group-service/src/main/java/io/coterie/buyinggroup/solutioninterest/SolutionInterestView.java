package io.coterie.buyinggroup.solutioninterest;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.coterie.buyinggroup.qualification.QualificationRule;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A solution interest as REST and the definitions topic show it (SI-02). */
@JsonInclude(JsonInclude.Include.NON_NULL)
record SolutionInterestView(
        UUID id,
        String name,
        @Nullable String description,
        UUID rolesTemplate,
        @Nullable UUID stageModel,
        @Nullable Integer stageModelVersion,
        boolean updateExistingBuyingGroups,
        @Nullable QualificationRule qualification,
        long revision,
        Instant createdAt,
        String createdBy,
        Instant updatedAt,
        String updatedBy) {

    static SolutionInterestView of(SolutionInterest interest) {
        return new SolutionInterestView(
                interest.id(),
                interest.name(),
                interest.description(),
                interest.templateId(),
                interest.stageModelId(),
                interest.stages().versionNumber(),
                interest.updateExisting(),
                interest.qualification(),
                interest.revision(),
                interest.trace().createdAt(),
                interest.trace().createdBy(),
                interest.trace().updatedAt(),
                interest.trace().updatedBy());
    }
}
