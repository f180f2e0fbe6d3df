package io.coterie.buyinggroup.engagement;

/** How the weights of the activities that occurred become weights of 0 to 1 (D-39). */
public enum WeightNormalisation {
    /** Divided by the heaviest: the lightest activity still counts. */
    ZERO_ANCHORED,
    /** Between the lightest, which then counts nothing, and the heaviest. */
    PURE_MINMAX
}
