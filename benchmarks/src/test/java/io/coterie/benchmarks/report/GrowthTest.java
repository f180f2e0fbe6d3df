package io.coterie.benchmarks.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class GrowthTest {

    @Test
    void aLargerSizeIsHeldAgainstTheCheapestOfTheSmallerOnes() {
        assertThat(Growth.of(List.of(2.0, 1.0, 1.5))).isEqualTo(1.5);
        assertThat(Growth.of(List.of(1.0, 1.2, 1.1))).isEqualTo(1.2);
    }

    @Test
    void whatGetsCheaperDoesNotGrow() {
        assertThat(Growth.of(List.of(2.0, 1.0))).isEqualTo(0.5);
        assertThat(Growth.of(List.of(2.0))).isEqualTo(1);
    }
}
