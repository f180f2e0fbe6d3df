package io.coterie.buyinggroup;

import io.coterie.platform.testing.ReferencePages;
import org.junit.jupiter.api.Test;

/** The reference pages tell the truth about this service. */
class ReferenceTest {

    private final ReferencePages pages = ReferencePages.of("io.coterie.buyinggroup");

    @Test
    void everyErrorHasItsRow() {
        pages.requireErrors();
    }

    @Test
    void everyEndpointHasItsRowWithItsPermission() {
        pages.requireEndpoints();
    }

    @Test
    void everySettingHasItsRowWithItsDefault() {
        pages.requireSettings();
    }
}
