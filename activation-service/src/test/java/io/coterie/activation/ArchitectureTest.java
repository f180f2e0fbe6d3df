package io.coterie.activation;

import io.coterie.platform.testing.ArchitectureRules;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

class ArchitectureTest {

    @TestFactory
    Stream<DynamicTest> theServiceKeepsItsStructure() {
        return ArchitectureRules.of("io.coterie.activation")
                .pure("..activation.address..")
                .tests();
    }
}
