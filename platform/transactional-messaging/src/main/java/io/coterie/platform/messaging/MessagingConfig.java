package io.coterie.platform.messaging;

import io.coterie.contracts.Topics;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** How events leave and arrive. */
@ConfigMapping(prefix = "coterie.messaging")
interface MessagingConfig {

    /** How many events one round of the relay sends before it deletes them; more is faster and repeats more after a crash. */
    @WithDefault("1000")
    int relayBatchSize();

    /** How long a loop that nobody wakes waits before it looks for work that is due, or that another instance left. */
    @WithDefault("250ms")
    Duration pollInterval();

    /** How long an event that refers to something not known yet is held before it becomes a dead letter. */
    @WithDefault("60s")
    Duration hold();

    /**
     * How large one event may be, before compression. Above the largest document that is taken in, because an event says more
     * than the document; the broker and its topics must take records of this size.
     */
    @WithDefault("" + Topics.MAX_EVENT_BYTES)
    int maxEventBytes();
}
