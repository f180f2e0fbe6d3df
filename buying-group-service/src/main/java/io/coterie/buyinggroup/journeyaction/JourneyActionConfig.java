package io.coterie.buyinggroup.journeyaction;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/** How actions of journeys are remembered. */
@ConfigMapping(prefix = "coterie.buying-group.journey-action")
interface JourneyActionConfig {

    /** When those are forgotten that nothing can ask for again, as a cron expression in UTC. */
    @WithDefault("0 45 3 * * ?")
    String cleaning();

    /** How many one transaction forgets. */
    @WithDefault("10000")
    int cleanedAtOnce();
}
