package io.coterie.platform.testing.interleaving;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class OrdersTest {

    @Test
    void everyOrderIsThereOnceAndKeepsTheStepsOfEachSideInTheirOrder() {
        assertThat(Orders.of("ab", "xy")).containsExactly("abxy", "axby", "axyb", "xaby", "xayb", "xyab");
    }
}
