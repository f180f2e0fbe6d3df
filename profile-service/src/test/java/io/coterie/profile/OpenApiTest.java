package io.coterie.profile;

import io.coterie.platform.testing.PublishedApi;
import io.coterie.platform.testing.SuiteInfrastructure;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import org.junit.jupiter.api.Test;

/** The published interface is described, and kept for review (BEY-19). */
@QuarkusTest
@WithTestResource(
        value = SuiteInfrastructure.class,
        initArgs = @ResourceArg(name = SuiteInfrastructure.DATABASE, value = "profile"))
class OpenApiTest {

    private final PublishedApi api = PublishedApi.of("profile-service");

    @Test
    void theKeptDocumentIsWhatTheServicePublishes() {
        api.requireKept();
    }

    @Test
    void everyOperationSaysWhatItNeedsAndAnswers() {
        api.requireDescribed();
    }
}
