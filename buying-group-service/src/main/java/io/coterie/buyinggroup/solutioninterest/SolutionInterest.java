package io.coterie.buyinggroup.solutioninterest;

import io.coterie.buyinggroup.definition.DefinitionName;
import io.coterie.buyinggroup.definition.Trace;
import io.coterie.buyinggroup.qualification.QualificationRule;
import io.coterie.buyinggroup.stage.StageChange;
import io.coterie.buyinggroup.stage.StageSet;
import io.coterie.platform.problem.ProblemException;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What buying groups decide about (SI-01).
 *
 * @param templateId a live roles template; never changes
 * @param stages of its groups, of a live stage model, if any
 * @param updateExisting the toggle <em>Update existing buying groups</em> (SI-04, D-22)
 * @param qualification when its groups are ready for sales; null where nobody said
 * @param conversionWindowDays how long a qualification counts: as the rule says, and without one as the last rule said,
 *     so that whoever takes the rule away does not undo what sales made of the groups
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

    /**
     * A new interest; the database gives it its id.
     *
     * @param begin what its groups' stages begin with
     */
    static SolutionInterest begun(
            String name,
            SolutionInterestRequest asked,
            UUID templateId,
            Optional<StageChange> begin,
            @Nullable QualificationRule rule,
            Instant now,
            String by) {
        return new SolutionInterest(
                new UUID(0, 0),
                name,
                DefinitionName.description(asked.description()),
                templateId,
                begin.map(StageChange::to).orElse(StageSet.NONE),
                asked.updateExisting(),
                rule,
                rule == null ? QualificationRule.CONVERSION_WINDOW_DAYS : rule.conversionWindowDays(),
                false,
                1,
                Trace.begun(now, by));
    }

    /** An interest keeps its roles template, which a request may repeat (SI-01). */
    void requireTemplate(@Nullable UUID asked) {
        if (asked != null && !asked.equals(templateId)) {
            throw ProblemException.ofField(
                    SolutionInterestError.ROLES_TEMPLATE_IS_FIXED,
                    "/rolesTemplate",
                    "Expected the roles template it was created with, '" + templateId + "'.");
        }
    }

    /**
     * With what is asked for.
     *
     * @param change of its stages; empty where they stay
     */
    SolutionInterest rewritten(
            String newName,
            SolutionInterestRequest asked,
            Optional<StageChange> change,
            @Nullable QualificationRule rule,
            Instant now,
            String by) {
        return new SolutionInterest(
                id,
                newName,
                DefinitionName.description(asked.description()),
                templateId,
                change.map(StageChange::to).orElse(stages),
                asked.updateExisting(),
                rule,
                windowUnder(rule),
                false,
                revision + 1,
                trace.updated(now, by));
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

    /** What stays of a deleted one: nothing of it needs a stage model or changes groups any more. */
    SolutionInterest gone(Instant now, String by) {
        return new SolutionInterest(
                id,
                name,
                description,
                templateId,
                new StageSet(stages.epoch(), null),
                false,
                null,
                conversionWindowDays,
                true,
                revision + 1,
                trace.updated(now, by));
    }

    /** The window that its groups are held to when the rule becomes this one. */
    private int windowUnder(@Nullable QualificationRule rule) {
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
