package io.coterie.buyinggroup.journeyaction;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** How long actions of journeys wait, and how they are remembered. */
@ConfigMapping(prefix = "coterie.buying-group.journey-action")
interface JourneyActionConfig {

    /**
     * How long an action is held whose account or group has not arrived yet, or whose person not as one of the account, or
     * that cannot be carried out; then it is decided as things stand, or has failed. The account's later actions wait behind it.
     */
    @WithDefault("2m")
    Duration hold();

    /** When those are forgotten that nothing can ask for again, as a cron expression in UTC. */
    @WithDefault("0 45 3 * * ?")
    String cleaning();

    /** How many one transaction forgets. */
    @WithDefault("10000")
    int cleanedAtOnce();
}
