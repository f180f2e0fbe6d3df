package io.coterie.buyinggroup.stage;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import io.coterie.platform.problem.ProblemException;
import io.coterie.platform.problem.Violation;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Where the stages of one version go in another (BEY-17).
 *
 * @param targets by stage of the old version a stage of the new one; null for none
 */
public record StageMap(@JsonValue Map<String, @Nullable String> targets) {

    /** Every stage stays what it is. */
    public static final StageMap KEEP = new StageMap(Map.of());

    @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
    public StageMap {
        targets = Collections.unmodifiableMap(new LinkedHashMap<>(targets));
    }

    /** Where a stage goes; one the map does not name stays. */
    public @Nullable String apply(@Nullable String stage) {
        Optional<String> named = stage == null ? Optional.empty() : key(stage);
        return named.isPresent() ? targets.get(named.get()) : stage;
    }

    /**
     * The map that was asked for, in the new version's spelling; refuses one that loses a stage, and names it.
     *
     * @param before the version it leads away from, for a person
     */
    public static StageMap requireComplete(@Nullable StageMap asked, String before, StageGraph old, StageGraph next) {
        StageMap map = asked == null ? KEEP : asked;
        List<Violation> violations = map.violations(old, next);
        if (!violations.isEmpty()) {
            throw new ProblemException(
                    StageError.STAGE_MAP_INCOMPLETE,
                    "Expected a stage map that says of every stage of " + before + " where its groups go.",
                    violations);
        }
        return map.spelledAs(next);
    }

    /** The map in the new version's spelling. */
    private StageMap spelledAs(StageGraph next) {
        Map<String, @Nullable String> spelled = new LinkedHashMap<>();
        targets.forEach((stage, target) -> spelled.put(
                stage,
                target == null ? null : next.find(target).map(Stage::name).orElse(target)));
        return new StageMap(spelled);
    }

    /** What is wrong with it as the way from one version to another: above all a stage of the old one it loses. */
    List<Violation> violations(StageGraph old, StageGraph next) {
        List<Violation> violations = new ArrayList<>();
        for (Stage stage : old.stages()) {
            if (key(stage.name()).isEmpty()) {
                violations.add(new Violation(
                        pointer(stage.name()),
                        "Expected where groups in stage '" + stage.name() + "' go: a stage, or null for none."));
            }
        }
        targets.forEach((stage, target) -> {
            if (old.find(stage).isEmpty()) {
                violations.add(new Violation(
                        pointer(stage), "Expected a stage of the version before, but there is no '" + stage + "'."));
            } else if (key(stage).filter(stage::equals).isEmpty()) {
                violations.add(new Violation(
                        pointer(stage),
                        "Expected each stage once, but '" + key(stage).orElse("") + "' is the same one."));
            } else if (target != null && next.find(target).isEmpty()) {
                violations.add(new Violation(
                        pointer(stage), "Expected a stage of the new version, but there is no '" + target + "'."));
            }
        });
        return violations;
    }

    private Optional<String> key(String stage) {
        return targets.keySet().stream()
                .filter(name -> StageGraph.sameName(name, stage))
                .findFirst();
    }

    private static String pointer(String stage) {
        return "/stageMap/" + stage.replace("~", "~0").replace("/", "~1");
    }
}
