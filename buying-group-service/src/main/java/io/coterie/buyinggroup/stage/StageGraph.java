package io.coterie.buyinggroup.stage;

import io.coterie.platform.problem.Violation;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The stages of a model and the moves between them, in order of entry; need not be linear (STG-07). */
public record StageGraph(List<Stage> stages) {

    private static final int MOST = 100;
    private static final int LONGEST_NAME = 100;
    private static final int LONGEST_DESCRIPTION = 4_000;

    /** Without a stage model there is no stage to move to (D-24). */
    public static final StageGraph EMPTY = new StageGraph(List.of());

    public StageGraph {
        stages = List.copyOf(stages);
    }

    /** Stages are named without regard to case and surrounding space. */
    public static boolean sameName(String one, String other) {
        return one.strip().toLowerCase(Locale.ROOT).equals(other.strip().toLowerCase(Locale.ROOT));
    }

    /** The stage of a name. */
    public Optional<Stage> find(String name) {
        return stages.stream().filter(stage -> sameName(stage.name(), name)).findFirst();
    }

    /** Whether a group already stands where it is asked to go, so that nothing is left to do. */
    public boolean isAt(@Nullable String current, String target) {
        return current != null && sameName(current, target) && find(current).isPresent();
    }

    /**
     * Whether a group may move (STG-11): from no stage to an entry stage only, otherwise along an allowed transit. A
     * group whose stage is not of this model stands as if it had none.
     */
    public StageMove move(@Nullable String current, String target) {
        Optional<Stage> from = Optional.ofNullable(current).flatMap(this::find);
        List<String> allowed = from.map(Stage::transitTo).orElseGet(this::entryStages);
        return allowed.stream()
                .filter(name -> sameName(name, target))
                .findFirst()
                .<StageMove>flatMap(name -> find(name).map(stage -> new StageMove.Allowed(current, stage.name())))
                .orElseGet(() -> new StageMove.Refused(current, target, allowed));
    }

    private List<String> entryStages() {
        return stages.stream().filter(Stage::entry).map(Stage::name).toList();
    }

    /** What no model may contain, draft or not: nameless or equal names (D-48) and moves to nowhere. */
    public List<Violation> violationsForSaving() {
        List<Violation> violations = new ArrayList<>();
        Set<String> names = new HashSet<>();
        if (stages.size() > MOST) {
            return List.of(new Violation("/stages", "Expected at most " + MOST + " stages."));
        }
        for (int i = 0; i < stages.size(); i++) {
            Stage stage = stages.get(i);
            if (stage.name().length() > LONGEST_NAME) {
                violations.add(new Violation(
                        pointer(i, "name"), "Expected a name of at most " + LONGEST_NAME + " characters."));
            }
            if (stage.description() != null && stage.description().length() > LONGEST_DESCRIPTION) {
                violations.add(new Violation(
                        pointer(i, "description"),
                        "Expected a description of at most " + LONGEST_DESCRIPTION + " characters."));
            }
            if (stage.transitTo().size() > MOST) {
                violations.add(
                        new Violation(pointer(i, "transitTo"), "Expected at most " + MOST + " moves from a stage."));
                continue;
            }
            if (stage.name().isBlank()) {
                violations.add(new Violation(pointer(i, "name"), "Expected a name."));
            } else if (!names.add(stage.name().strip().toLowerCase(Locale.ROOT))) {
                violations.add(new Violation(
                        pointer(i, "name"), "Expected a name of its own, but '" + stage.name() + "' is there twice."));
            }
            for (int t = 0; t < stage.transitTo().size(); t++) {
                String target = stage.transitTo().get(t);
                if (find(target).isEmpty()) {
                    violations.add(new Violation(
                            pointer(i, "transitTo/" + t),
                            "Expected the name of a stage of this model, but there is no '" + target + "'."));
                }
            }
        }
        return violations;
    }

    /** What a live model must have besides (STG-04 to STG-06, D-49). */
    public List<Violation> violationsForPublishing() {
        List<Violation> violations = new ArrayList<>(violationsForSaving());
        if (entryStages().isEmpty()) {
            violations.add(new Violation("/stages", "Expected at least one entry stage."));
        }
        long successes = stages.stream()
                .filter(stage -> stage.destination() == Stage.Destination.SUCCESS)
                .count();
        if (successes != 1) {
            violations.add(
                    new Violation("/stages", "Expected exactly one success stage, but found " + successes + "."));
        }
        Set<String> reachable = reachable();
        for (int i = 0; i < stages.size(); i++) {
            Stage stage = stages.get(i);
            if (stage.entry() && stage.destination() != null) {
                violations.add(new Violation(
                        pointer(i, "entry"), "Expected a stage that is either an entry or a destination, not both."));
            }
            if (stage.destination() == null && stage.transitTo().isEmpty()) {
                violations.add(new Violation(
                        pointer(i, "transitTo"), "Expected at least one move onwards from a stage on the way."));
            }
            if (stage.destination() == Stage.Destination.SUCCESS
                    && !stage.transitTo().isEmpty()) {
                violations.add(
                        new Violation(pointer(i, "transitTo"), "Expected no move onwards from the success stage."));
            }
            for (int t = 0; t < stage.transitTo().size(); t++) {
                if (sameName(stage.transitTo().get(t), stage.name())) {
                    violations.add(new Violation(
                            pointer(i, "transitTo/" + t), "Expected a move to another stage, not to itself."));
                }
            }
            if (!reachable.contains(stage.name())) {
                violations.add(
                        new Violation(pointer(i, "name"), "Expected a stage that can be reached from an entry stage."));
            }
        }
        return violations;
    }

    private Set<String> reachable() {
        Set<String> reached = new HashSet<>();
        Deque<Stage> open =
                new ArrayDeque<>(stages.stream().filter(Stage::entry).toList());
        while (!open.isEmpty()) {
            Stage stage = open.pop();
            if (reached.add(stage.name())) {
                stage.transitTo().forEach(target -> find(target).ifPresent(open::push));
            }
        }
        return reached;
    }

    private static String pointer(int stage, String field) {
        return "/stages/" + stage + "/" + field;
    }
}
