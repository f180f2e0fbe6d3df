package io.coterie.buyinggroup.solutioninterest;

import io.coterie.buyinggroup.definition.Trace;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What buying groups decide about (SI-01).
 *
 * @param templateId a live roles template; never changes
 * @param stageModelId a live stage model, if any
 * @param updateExisting the toggle <em>Update existing buying groups</em> (SI-04, D-22)
 * @param deleted the row stays, so that the last state of its groups can name it
 */
public record SolutionInterest(
        UUID id,
        String name,
        @Nullable String description,
        UUID templateId,
        @Nullable UUID stageModelId,
        boolean updateExisting,
        boolean deleted,
        long revision,
        Trace trace) {

    /** The name of the interest's group of an account: generated, and kept up with renames (BG-03, D-13). */
    public String groupName(String accountName) {
        return name + " for " + accountName;
    }

    boolean saysTheSameAs(SolutionInterest other) {
        return name.equals(other.name)
                && Objects.equals(description, other.description)
                && Objects.equals(stageModelId, other.stageModelId)
                && updateExisting == other.updateExisting
                && deleted == other.deleted;
    }
}
