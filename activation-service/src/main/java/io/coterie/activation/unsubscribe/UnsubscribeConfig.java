package io.coterie.activation.unsubscribe;

import io.smallrye.config.ConfigMapping;

/** Where recipients reach this service. */
@ConfigMapping(prefix = "coterie")
interface UnsubscribeConfig {

    /** Public base URL of this service, https outside the local profile; unsubscribe links start with it. */
    String publicUrl();
}
