package io.coterie.platform.messaging;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import io.smallrye.config.WithName;
import java.time.Duration;

/** How events leave and arrive. */
@ConfigMapping(prefix = "coterie")
interface MessagingConfig {

    /** The service's short name: profile, buying-group, journey or activation. */
    String service();

    /** How many events one round of the relay sends before it deletes them; more is faster and repeats more after a crash. */
    @WithName("messaging.relay-batch-size")
    @WithDefault("1000")
    int relayBatchSize();

    /** How long an idle loop waits before it looks for work again. */
    @WithName("messaging.poll-interval")
    @WithDefault("25ms")
    Duration pollInterval();

    /** How long an event that refers to something not known yet is held before it becomes a dead letter. */
    @WithName("messaging.hold")
    @WithDefault("60s")
    Duration hold();

    /** CloudEvents source. */
    default String source() {
        return "/coterie/" + service() + "-service";
    }
}
