package io.coterie.buyinggroup.group;

import io.coterie.buyinggroup.completeness.RoleRequirement;
import io.coterie.buyinggroup.qualification.QualificationRule;
import io.coterie.buyinggroup.stage.StageChange;
import io.coterie.buyinggroup.stage.StageSet;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What the groups of an interest are held to.
 *
 * @param requirements what the roles template asks for
 * @param stages the stages the groups stand in
 * @param stageChanges how these came about, in order; groups that have not followed yet need them
 * @param updateExisting whether groups that are there get a newly attached stage model (SI-04, STG-10)
 * @param qualification when they are ready for sales; null where nobody said
 */
public record GroupRules(
        List<RoleRequirement> requirements,
        StageSet stages,
        List<StageChange> stageChanges,
        boolean updateExisting,
        @Nullable QualificationRule qualification) {

    public GroupRules {
        requirements = List.copyOf(requirements);
        stageChanges = List.copyOf(stageChanges);
    }

    /** Of an interest without stage model and qualification rule. */
    public static GroupRules of(List<RoleRequirement> requirements) {
        return new GroupRules(requirements, StageSet.NONE, List.of(), false, null);
    }

    /**
     * The changes that a group in these stages follows. A group without a model waits before one that is attached until
     * its interest updates existing groups; a version, or a model in place of another, takes it along anyhow (BEY-17).
     */
    List<StageChange> stageChangesAfter(StageSet followed) {
        List<StageChange> following = new ArrayList<>();
        StageSet last = followed;
        for (StageChange change : stageChanges) {
            if (change.to().epoch() <= followed.epoch()) {
                continue;
            }
            if (!updateExisting && last.attaches(change.to())) {
                break;
            }
            following.add(change);
            last = change.to();
        }
        return following;
    }
}
