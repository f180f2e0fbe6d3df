package io.coterie.buyinggroup;

import io.coterie.platform.testing.PublishedApi;
import org.junit.jupiter.api.Test;

/** The published interface is described, and kept for review (BEY-19). */
@RunningService
class OpenApiTest {

    private final PublishedApi api = PublishedApi.of("buying-group-service");

    @Test
    void theKeptDocumentIsWhatTheServicePublishes() {
        api.requireKept();
    }

    @Test
    void everyOperationSaysWhatItNeedsAndAnswers() {
        api.requireDescribed();
    }
}
