package io.coterie.platform.messaging;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** How events leave and arrive. */
@ConfigMapping(prefix = "coterie.messaging")
interface MessagingConfig {

    /** How many events one round of the relay sends before it deletes them; more is faster and repeats more after a crash. */
    @WithDefault("1000")
    int relayBatchSize();

    /** How long an idle loop waits before it looks for work again. */
    @WithDefault("25ms")
    Duration pollInterval();

    /** How long an event that refers to something not known yet is held before it becomes a dead letter. */
    @WithDefault("60s")
    Duration hold();
}
