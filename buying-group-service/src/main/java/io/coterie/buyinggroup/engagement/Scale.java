package io.coterie.buyinggroup.engagement;

import java.util.UUID;

/**
 * What a run measured with; live values are on the scale of the last one.
 *
 * @param personMaximum the root that is 100; 0 when nobody did anything
 */
record Scale(UUID modelId, Weights weights, WeightScale weightScale, double personMaximum, double groupMaximum) {}
