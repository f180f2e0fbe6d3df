package io.coterie.buyinggroup.activity;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** How activities are kept. */
@ConfigMapping(prefix = "coterie.buying-group.activity")
interface ActivityConfig {

    /** How far back daily counts reach; the score needs 30 days, dashboards can show what is kept here. */
    @WithDefault("400d")
    Duration kept();
}
