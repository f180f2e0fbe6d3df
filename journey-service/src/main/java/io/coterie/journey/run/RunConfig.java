package io.coterie.journey.run;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** How runs are worked on. */
@ConfigMapping(prefix = "coterie.journey.runs")
interface RunConfig {

    /** How many due runs one transaction takes; more is faster, and holds more accounts' locks for longer. */
    @WithDefault("500")
    int batchSize();

    /**
     * How long a run waits, before a split or an action, for a buying group that a creation job is about to make; longer
     * delays accounts that get none.
     */
    @WithDefault("60s")
    Duration groupPatience();

    /** How long an account that is not known yet is kept from entering; longer delays accounts that never arrive. */
    @WithDefault("60s")
    Duration accountPatience();

    /** When events that no run can count any more are forgotten, as a cron expression; rarer keeps them longer. */
    @WithDefault("0 20 * * * ?")
    String retention();

    /** How long a run that could not be decided rests before it is tried again. */
    @WithDefault("60s")
    Duration failurePause();
}
