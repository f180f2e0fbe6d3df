package io.coterie.platform.messaging;

import io.coterie.platform.testing.ReferencePages;
import org.junit.jupiter.api.Test;

/** The reference pages tell the truth about what every service shares. */
class ReferenceTest {

    private final ReferencePages pages = ReferencePages.of("io.coterie.platform", "Every service");

    @Test
    void everyErrorHasItsRowAndEveryRowItsError() {
        pages.requireErrors();
    }

    @Test
    void everyEndpointHasItsRowWithItsPermissionAndEveryRowItsEndpoint() {
        pages.requireEndpoints();
    }

    @Test
    void everySettingHasItsRowWithItsDefaultAndEveryRowItsSetting() {
        pages.requireSettings();
    }
}
