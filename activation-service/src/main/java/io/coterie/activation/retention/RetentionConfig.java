package io.coterie.activation.retention;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** For how long it is known what has been done. */
@ConfigMapping(prefix = "coterie.activation.retention")
interface RetentionConfig {

    /**
     * How long settled actions and their messages, and notifications of leads, are kept; longer than 35 days, because an
     * action that topics or dead letters can still deliver again must be known.
     */
    @WithDefault("P90D")
    Duration keep();

    /** When older ones are deleted, as a Quartz expression in UTC; {@code off} never. */
    @WithDefault("0 10 3 * * ?")
    String cleanup();

    /** How many rows one transaction deletes. */
    @WithDefault("5000")
    int deletedPerStep();
}
