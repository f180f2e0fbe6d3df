package io.coterie.profile.experience;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** How long experience events are kept, and which are taken. */
@ConfigMapping(prefix = "coterie.profile.experience-events")
interface ExperienceEventConfig {

    /** How long an event is kept after it happened; an older one is refused. Conditions and scores look back 30 days. */
    @WithDefault("P90D")
    Duration retention();

    /** How far ahead of this clock an event may be. */
    @WithDefault("PT5M")
    Duration maxAhead();

    /** When events past their retention are deleted, as a Quartz expression in UTC; {@code off} never. */
    @WithDefault("0 30 2 * * ?")
    String cleanup();

    /** How many events are deleted in one transaction. */
    @WithDefault("5000")
    int deletedPerStep();
}
