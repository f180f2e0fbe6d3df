package io.coterie.buyinggroup.rolestemplate;

import io.coterie.platform.conditions.Explanation;
import java.util.ArrayList;
import java.util.List;

/**
 * How far somebody is from a condition: the fewest tests that would have to turn out otherwise; pure.
 *
 * @param missing those tests; none when the condition holds
 * @param satisfied how many tests of the condition hold
 */
public record NearMiss(List<Explanation> missing, int satisfied) {

    /** From an explained condition. Of alternatives the nearest counts, the first where several are. */
    public static NearMiss of(Explanation condition) {
        return new NearMiss(missing(condition), satisfied(condition));
    }

    private static List<Explanation> missing(Explanation node) {
        if (node.matched()) {
            return List.of();
        }
        return switch (node.kind()) {
            case "all" -> {
                List<Explanation> all = new ArrayList<>();
                node.children().forEach(child -> all.addAll(missing(child)));
                yield List.copyOf(all);
            }
            case "any" ->
                node.children().stream()
                        .map(NearMiss::missing)
                        .reduce((one, other) -> other.size() < one.size() ? other : one)
                        .orElse(List.of(node));
            // A negation fails as a whole: that its inner tests hold is what is wrong.
            default -> List.of(node);
        };
    }

    private static int satisfied(Explanation node) {
        return switch (node.kind()) {
            case "all", "any" ->
                node.children().stream().mapToInt(NearMiss::satisfied).sum();
            default -> node.matched() ? 1 : 0;
        };
    }
}
