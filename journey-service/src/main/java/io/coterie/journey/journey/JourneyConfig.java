package io.coterie.journey.journey;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** How journeys are published. */
@ConfigMapping(prefix = "coterie.journey.publication")
interface JourneyConfig {

    /** How long a publication waits for definitions that were made a moment ago; longer delays the answer about those that do not exist. */
    @WithDefault("3s")
    Duration referencePatience();
}
