package io.coterie.activation.linkedin;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** Limits towards LinkedIn. */
@ConfigMapping(prefix = "coterie.linkedin")
interface LinkedInConfig {

    /** LinkedIn's limit of company batches per member and minute; no window of a minute sees more. */
    @WithDefault("300")
    int companyRequestsPerMinute();

    /** How long a call may take; then its answer counts as lost. */
    @WithDefault("PT30S")
    Duration timeout();
}
