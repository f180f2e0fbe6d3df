package io.coterie.buyinggroup.group;

import io.coterie.buyinggroup.completeness.RoleRequirement;
import io.coterie.buyinggroup.qualification.QualificationRule;
import io.coterie.buyinggroup.stage.StageChange;
import io.coterie.buyinggroup.stage.StageSet;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What the groups of an interest are held to.
 *
 * @param requirements what the roles template asks for
 * @param stages the stages the groups stand in
 * @param stageChanges how these came about, in order; groups that have not followed yet need them
 * @param qualification when they are ready for sales; null where nobody said
 */
public record GroupRules(
        List<RoleRequirement> requirements,
        StageSet stages,
        List<StageChange> stageChanges,
        @Nullable QualificationRule qualification) {

    public GroupRules {
        requirements = List.copyOf(requirements);
        stageChanges = List.copyOf(stageChanges);
    }

    /** Of an interest without stage model and qualification rule. */
    public static GroupRules of(List<RoleRequirement> requirements) {
        return new GroupRules(requirements, StageSet.NONE, List.of(), null);
    }

    List<StageChange> stageChangesAfter(int epoch) {
        return stageChanges.stream()
                .filter(change -> change.to().epoch() > epoch)
                .toList();
    }
}
