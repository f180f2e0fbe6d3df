package io.coterie.profile.field;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/** Bounds of what a sandbox may add. */
@ConfigMapping(prefix = "coterie.profile.fields")
interface FieldConfig {

    /** How many custom fields accounts may have, and persons too (XDM-02). */
    @WithDefault("100")
    int maxPerRecord();
}
