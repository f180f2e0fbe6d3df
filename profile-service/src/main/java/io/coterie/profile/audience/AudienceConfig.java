package io.coterie.profile.audience;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/** How audiences are kept. */
@ConfigMapping(prefix = "coterie.profile.audience")
interface AudienceConfig {

    /** How many audiences a sandbox may have that are not archived (AUD-04). Each costs one test per changed account. */
    @WithDefault("50")
    int maxPerSandbox();

    /** How many accounts are evaluated in one transaction. More is faster and holds their locks longer. */
    @WithDefault("500")
    int accountsPerStep();

    /** When every live audience is evaluated again over all accounts (D-79), as a Quartz expression in UTC; {@code off} never. */
    @WithDefault("0 0 0 * * ?")
    String nightly();
}
