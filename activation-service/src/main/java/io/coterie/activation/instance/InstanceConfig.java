package io.coterie.activation.instance;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** When a process counts as dead. */
@ConfigMapping(prefix = "coterie.instance")
public interface InstanceConfig {

    /** A process renews its row every 2 s; a longer time tolerates longer pauses and delays the taking over. */
    @WithDefault("PT10S")
    Duration deadAfter();
}
