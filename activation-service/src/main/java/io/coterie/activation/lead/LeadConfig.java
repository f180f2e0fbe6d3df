package io.coterie.activation.lead;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** How leads are found that LinkedIn does not tell us of. */
@ConfigMapping(prefix = "coterie.lead")
interface LeadConfig {

    /** How often every subscribed connection is asked for new leads; a missed notification is noticed after this time. */
    @WithDefault("5m")
    Duration sweepEvery();

    /** How far each question reaches back behind the last one; a lead that LinkedIn shows later than this is missed. */
    @WithDefault("1h")
    Duration sweepOverlap();
}
