package io.coterie.buyinggroup.engagement;

import java.util.Collection;

/**
 * Brings weights to 0 to 1: {@code (weight - subtrahend) / divisor} (§11.2, step 3). Whole numbers, so that sums of weighted
 * activities are exact in whatever order they are added.
 */
record WeightScale(int subtrahend, int divisor) {

    /** What occurred has weights from the lightest to the heaviest. Equal weights all become 1. */
    static WeightScale of(WeightNormalisation normalisation, int lightest, int heaviest) {
        return switch (normalisation) {
            case ZERO_ANCHORED -> new WeightScale(0, heaviest);
            case PURE_MINMAX ->
                lightest == heaviest ? new WeightScale(0, heaviest) : new WeightScale(lightest, heaviest - lightest);
        };
    }

    /** Nothing occurred: live values of the first activities are measured by the model's heaviest weight. */
    static WeightScale ofModel(Collection<Integer> weights) {
        return new WeightScale(
                0, weights.stream().mapToInt(Integer::intValue).max().orElse(1));
    }
}
