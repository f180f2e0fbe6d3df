package io.coterie.buyinggroup.solutioninterest;

import io.coterie.buyinggroup.definition.DefinitionViolations;
import io.coterie.buyinggroup.qualification.QualificationRule;
import io.coterie.buyinggroup.rolestemplate.RolesTemplate;
import io.coterie.buyinggroup.stage.StageGraph;
import io.coterie.buyinggroup.stage.StageMap;
import io.coterie.buyinggroup.stage.StageModel;
import io.coterie.platform.problem.ProblemException;
import io.coterie.platform.problem.Violation;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Qualification rules as they become part of an interest: of its own roles and stages, whatever these become. */
final class Qualifications {

    private Qualifications() {}

    /** The rule that is asked for; refuses a role or stage that is not the interest's own. */
    static @Nullable QualificationRule rule(
            @Nullable QualificationRequest asked, RolesTemplate template, Optional<StageModel> model) {
        if (asked == null) {
            return null;
        }
        List<Violation> violations = new ArrayList<>();
        QualificationRule rule =
                asked.rule(template.roles(), model.map(StageModel::graph).orElse(StageGraph.EMPTY), violations);
        DefinitionViolations.refuse(violations, "Expected a qualification rule that can hold.");
        return rule;
    }

    /** The rule when the stages of the interest's model went where the map says. */
    static @Nullable QualificationRule following(SolutionInterest interest, StageMap map) {
        QualificationRule rule = interest.qualification();
        if (rule == null || rule.stages().isEmpty()) {
            return rule;
        }
        List<String> stages = new ArrayList<>();
        for (String stage : rule.stages()) {
            String target = map.apply(stage);
            if (target == null) {
                throw ProblemException.ofField(
                        SolutionInterestError.QUALIFICATION_LOSES_STAGE,
                        "/stageMap/" + stage.replace("~", "~0").replace("/", "~1"),
                        "Expected a stage for '" + stage + "', because the qualification rule of '" + interest.name()
                                + "' asks for it.");
            }
            if (!stages.contains(target)) {
                stages.add(target);
            }
        }
        return rule.withStages(stages);
    }
}
