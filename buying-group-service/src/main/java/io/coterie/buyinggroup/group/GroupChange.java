package io.coterie.buyinggroup.group;

import io.coterie.buyinggroup.membership.Standing;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A decided change of one group: what to store, and what happened.
 *
 * @param before null for a group that is new
 * @param changed standings that differ from before
 * @param facts in the order they happened
 */
public record GroupChange(
        @Nullable BuyingGroup before, BuyingGroup after, List<Standing> changed, List<GroupFact> facts) {

    /** How often something happened in this change. */
    public int count(GroupFact.Kind kind) {
        return Math.toIntExact(
                facts.stream().filter(fact -> fact.kind() == kind).count());
    }
}
