package io.coterie.buyinggroup.history;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** How long the history of engagement stays as fine as it was recorded; all else stays for good (BEY-04). */
@ConfigMapping(prefix = "coterie.buying-group.history")
interface HistoryConfig {

    /** When it is thinned, as a cron expression in UTC. */
    @WithDefault("0 15 3 * * ?")
    String thinning();

    /** How long every change of a score is kept; then the last and the highest of each day. */
    @WithDefault("P35D")
    Duration everyChange();

    /** How long those of each day are kept; then the last and the highest of each month. */
    @WithDefault("P400D")
    Duration everyDay();
}
