package io.coterie.buyinggroup.engagement;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** How engagement is computed. */
@ConfigMapping(prefix = "coterie.buying-group.engagement")
interface EngagementConfig {

    /** When the night's run is asked for, as a cron expression in the zone of the builds, whose groups it waits for (D-80). */
    @WithDefault("0 0 1 * * ?")
    String nightly();

    /** How weights are brought to 0 to 1 (D-39). */
    @WithDefault("ZERO_ANCHORED")
    WeightNormalisation weightNormalisation();

    /** Which score conditions, states and events go by; the other one is only shown. */
    @WithDefault("NIGHTLY")
    UsedScore usedScore();

    /** How many groups are told of in one transaction; more is cheaper per group and holds their accounts longer. */
    @WithDefault("500")
    int batchSize();

    /** How many persons get their live value in one transaction. */
    @WithDefault("1000")
    int liveBatchSize();

    /** How long a night's run waits for the night's groups; then it computes with those that are built. */
    @WithDefault("2h")
    Duration buildPatience();

    /** How often a run that fails is tried before it is given up. */
    @WithDefault("5")
    int maxAttempts();

    /** How long a run rests after its first failure; after each further one twice as long. */
    @WithDefault("5s")
    Duration firstPause();

    /** PostgreSQL's {@code work_mem} for a run; with more, fewer persons are sorted on disk. */
    @WithDefault("256MB")
    String workMemory();
}
