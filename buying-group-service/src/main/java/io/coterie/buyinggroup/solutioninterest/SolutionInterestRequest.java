package io.coterie.buyinggroup.solutioninterest;

import io.coterie.buyinggroup.stage.StageMap;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A solution interest as it is asked for.
 *
 * @param rolesTemplate id of a live roles template; afterwards it may be repeated but not changed (SI-01)
 * @param stageModel id of a live stage model; left out for none
 * @param stageMap where the groups in each stage of the stage model before go; needed when it changes to another one
 * @param updateExistingBuyingGroups off when left out (D-81)
 * @param qualification when its groups are ready for sales; left out for never
 */
record SolutionInterestRequest(
        @Nullable String name,
        @Nullable String description,
        @Nullable UUID rolesTemplate,
        @Nullable UUID stageModel,
        @Nullable StageMap stageMap,
        @Nullable Boolean updateExistingBuyingGroups,
        @Nullable QualificationRequest qualification) {

    boolean updateExisting() {
        return Boolean.TRUE.equals(updateExistingBuyingGroups);
    }
}
