package io.coterie.buyinggroup;

import io.coterie.platform.testing.ArchitectureRules;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

class ArchitectureTest {

    @TestFactory
    Stream<DynamicTest> theServiceKeepsItsStructure() {
        return ArchitectureRules.of("io.coterie.buyinggroup")
                .pure("..buyinggroup.membership..", "..buyinggroup.completeness..", "..buyinggroup.qualification..")
                .tests();
    }
}
