package io.coterie.profile;

import io.coterie.platform.testing.ReferencePages;
import org.junit.jupiter.api.Test;

/** The reference pages tell the truth about this service. */
class ReferenceTest {

    private final ReferencePages pages = ReferencePages.of("io.coterie.profile", "profile-service");

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
