package io.coterie.journey;

import io.coterie.journey.flow.ServiceTest;
import io.coterie.platform.testing.PublishedApi;
import org.junit.jupiter.api.Test;

/** The published interface is described, and kept for review (BEY-19). */
@ServiceTest
class OpenApiTest {

    private final PublishedApi api = PublishedApi.of("journey-service");

    @Test
    void theKeptDocumentIsWhatTheServicePublishes() {
        api.requireKept();
    }

    @Test
    void everyOperationSaysWhatItNeedsAndAnswers() {
        api.requireDescribed();
    }
}
