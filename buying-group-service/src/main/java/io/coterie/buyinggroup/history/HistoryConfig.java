package io.coterie.buyinggroup.history;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;
import java.util.Optional;

/** Everything stays for good (BEY-04), unless the history of engagement is to be thinned. */
@ConfigMapping(prefix = "coterie.buying-group.history")
interface HistoryConfig {

    /** When it is thinned, as a cron expression in UTC. */
    @WithDefault("0 15 3 * * ?")
    String thinning();

    /** How long every change of a score is kept; then the last and the highest of each day. Without it, for good. */
    Optional<Duration> everyChange();

    /** How long those of each day are kept; then the last and the highest of each month. Without it, for good. */
    Optional<Duration> everyDay();
}
