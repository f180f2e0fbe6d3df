package io.coterie.buyinggroup.solutioninterest;

import io.coterie.buyinggroup.definition.Trace;
import io.coterie.buyinggroup.qualification.QualificationRule;
import io.coterie.buyinggroup.stage.StageChange;
import io.coterie.buyinggroup.stage.StageSet;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What buying groups decide about (SI-01).
 *
 * @param templateId a live roles template; never changes
 * @param stages of its groups, of a live stage model, if any
 * @param updateExisting the toggle <em>Update existing buying groups</em> (SI-04, D-22)
 * @param qualification when its groups are ready for sales; null where nobody said
 * @param conversionWindowDays how long a qualification counts: as the rule says, and without one as the last rule said, so
 *     that whoever takes the rule away does not undo what sales made of the groups
 * @param deleted the row stays, so that the last state of its groups can name it
 */
public record SolutionInterest(
        UUID id,
        String name,
        @Nullable String description,
        UUID templateId,
        StageSet stages,
        boolean updateExisting,
        @Nullable QualificationRule qualification,
        int conversionWindowDays,
        boolean deleted,
        long revision,
        Trace trace) {

    public @Nullable UUID stageModelId() {
        return stages.model();
    }

    /** The name of the interest's group of an account: generated, and kept up with renames (BG-03, D-13). */
    public String groupName(String accountName) {
        return name + " for " + accountName;
    }

    /** The interest after its stages became others. */
    SolutionInterest following(StageChange change, @Nullable QualificationRule rule) {
        return new SolutionInterest(
                id,
                name,
                description,
                templateId,
                change.to(),
                updateExisting,
                rule,
                windowUnder(rule),
                deleted,
                revision + 1,
                trace.updated(change.at(), change.by()));
    }

    /** The window that its groups are held to when the rule becomes this one. */
    int windowUnder(@Nullable QualificationRule rule) {
        return rule == null ? conversionWindowDays : rule.conversionWindowDays();
    }

    boolean saysTheSameAs(SolutionInterest other) {
        return name.equals(other.name)
                && Objects.equals(description, other.description)
                && stages.equals(other.stages)
                && updateExisting == other.updateExisting
                && Objects.equals(qualification, other.qualification)
                && deleted == other.deleted;
    }
}
