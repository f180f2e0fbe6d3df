package io.coterie.buyinggroup.activity;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** How activities are kept. */
@ConfigMapping(prefix = "coterie.buying-group.activity")
interface ActivityConfig {

    /**
     * How far back daily counts reach. The score needs 30 days; dashboards show what is kept here, and compare no more than
     * half of it with the other half.
     */
    @WithDefault("400d")
    Duration kept();
}
