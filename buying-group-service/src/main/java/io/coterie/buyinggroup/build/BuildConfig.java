package io.coterie.buyinggroup.build;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;
import java.time.ZoneId;

/** How groups are built. */
@ConfigMapping(prefix = "coterie.buying-group.build")
interface BuildConfig {

    /** How many accounts one transaction takes on; more is cheaper per account and holds their locks longer. */
    @WithDefault("500")
    int batchSize();

    /** How many people a batch may have for its decisions to be made on the event loop; more go to a worker thread. */
    @WithDefault("1000")
    int decidedAtOnce();

    /** How often an account whose groups cannot be built is tried before it is set aside. */
    @WithDefault("4")
    int attempts();

    /** How long it waits after the first attempt; five times as long after each further one. */
    @WithDefault("PT2S")
    Duration retryAfter();

    /** When the nightly run looks at everything again, as a cron expression (D-31); after the audiences (D-80). */
    @WithDefault("0 30 0 * * ?")
    String nightly();

    /** How often a night that nobody was up to begin is looked for, engagement's too. */
    @WithDefault("5m")
    String missedNights();

    /** The zone in which midnight is midnight. */
    @WithDefault("UTC")
    ZoneId timeZone();
}
