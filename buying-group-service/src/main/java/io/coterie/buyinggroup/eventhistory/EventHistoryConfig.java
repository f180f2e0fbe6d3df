package io.coterie.buyinggroup.eventhistory;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/** How much of what people did is kept. */
@ConfigMapping(prefix = "coterie.buying-group.event-history")
interface EventHistoryConfig {

    /**
     * How many of a person's latest events of one type a condition sees; more make its count complete and its answer
     * slower.
     */
    @WithDefault("1000")
    int mostPerPerson();

    /** When events that no condition can see any more are deleted, as a cron expression. */
    @WithDefault("0 30 * * * ?")
    String cleaning();
}
