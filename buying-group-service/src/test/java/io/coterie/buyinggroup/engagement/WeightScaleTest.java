package io.coterie.buyinggroup.engagement;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** How weights are brought to 0 to 1. */
class WeightScaleTest {

    @Test
    @DisplayName("D-39: by default the heaviest that occurred is 1, and the lightest still counts")
    void weightsAreDividedByTheHeaviest() {
        assertThat(WeightScale.of(WeightNormalisation.ZERO_ANCHORED, 30, 60)).isEqualTo(new WeightScale(0, 60));
    }

    @Test
    @DisplayName("D-39: plain min-max starts at the lightest that occurred; equal weights are all 1")
    void plainMinMaxStartsAtTheLightest() {
        assertThat(WeightScale.of(WeightNormalisation.PURE_MINMAX, 30, 60)).isEqualTo(new WeightScale(30, 30));
        assertThat(WeightScale.of(WeightNormalisation.PURE_MINMAX, 40, 40)).isEqualTo(new WeightScale(0, 40));
    }

    @Test
    void whereNothingOccurredTheModelsHeaviestMeasures() {
        assertThat(WeightScale.ofModel(List.of(30, 60, 40))).isEqualTo(new WeightScale(0, 60));
        assertThat(WeightScale.ofModel(List.of())).isEqualTo(new WeightScale(0, 1));
    }
}
