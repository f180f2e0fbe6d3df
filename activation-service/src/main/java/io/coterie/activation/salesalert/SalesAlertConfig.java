package io.coterie.activation.salesalert;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/** Who sales alerts come from. */
@ConfigMapping(prefix = "coterie.sales-alert")
interface SalesAlertConfig {

    /** Display name of the sender. */
    @WithDefault("Coterie")
    String fromName();

    /** Address of the sender; its domain should be the signing domain of DKIM. */
    @WithDefault("alerts@${coterie.mail.own-host}")
    String fromAddress();
}
