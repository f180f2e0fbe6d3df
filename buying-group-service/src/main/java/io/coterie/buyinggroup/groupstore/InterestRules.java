package io.coterie.buyinggroup.groupstore;

import io.coterie.buyinggroup.group.GroupRules;
import io.coterie.buyinggroup.rolestemplate.CompiledTemplate;
import io.coterie.buyinggroup.solutioninterest.SolutionInterest;
import io.coterie.buyinggroup.stage.StageChange;
import java.util.List;

/**
 * A solution interest with what its groups are decided by.
 *
 * @param template who gets which role
 * @param groupRules what the groups are held to
 */
public record InterestRules(SolutionInterest interest, CompiledTemplate template, GroupRules groupRules) {

    static InterestRules of(SolutionInterest interest, CompiledTemplate template, List<StageChange> stageChanges) {
        return new InterestRules(
                interest,
                template,
                new GroupRules(
                        template.requirements(),
                        interest.stages(),
                        stageChanges,
                        interest.updateExisting(),
                        interest.qualification()));
    }
}
