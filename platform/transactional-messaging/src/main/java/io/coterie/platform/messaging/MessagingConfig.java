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

    /**
     * How long the relay, and loops whose work comes often, wait after a round that did all there was: what comes meanwhile
     * is done in one transaction. Less is sooner, more costs less; a change passes three such loops.
     */
    @WithDefault("50ms")
    Duration gatherFor();

    /** How long an event that refers to something not known yet is held before it becomes a dead letter. */
    @WithDefault("60s")
    Duration hold();

    /**
     * How long the ids of handled events are remembered: longer than any topic can deliver them again. Kafka deletes whole
     * segments, so a topic holds a week more than its retention.
     */
    @WithDefault("60d")
    Duration inboxKept();

    /** When ids past that are forgotten, as a Quartz expression; {@code off} never. */
    @WithDefault("0 40 * * * ?")
    String inboxPurge();

    /** How many ids are forgotten in one transaction. */
    @WithDefault("5000")
    int inboxPurgedPerStep();

    /**
     * How large one event may be, before compression. Above the largest document that is taken in, because an event says more
     * than the document; the broker and its topics must take records of this size.
     */
    @WithDefault("" + Topics.MAX_EVENT_BYTES)
    int maxEventBytes();
}
