package io.coterie.localstack.stack;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Where to go when the ports are taken. */
class PortsTest {

    @ParameterizedTest
    @ValueSource(ints = {Ports.LOWEST_BASE, Ports.DEFAULT_BASE, 49_999, 50_000, 51_023, Ports.HIGHEST_BASE})
    void anotherBaseIsOneThatMayBeChosenAndSharesNoPort(int base) {
        assertThat(new Ports(base).anotherBase())
                .isBetween(Ports.LOWEST_BASE, Ports.HIGHEST_BASE)
                .matches(another -> Math.abs(another - base) > 11, "shares no port");
    }
}
