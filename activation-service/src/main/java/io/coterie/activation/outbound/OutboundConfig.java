package io.coterie.activation.outbound;

import io.smallrye.config.ConfigMapping;
import java.util.List;
import java.util.Optional;

/** Which internal addresses user-given URLs may point to. */
@ConfigMapping(prefix = "coterie.outbound")
interface OutboundConfig {

    /**
     * Host names, addresses, either with {@code :port}, or ranges such as {@code 10.1.0.0/16}. Empty by default; set only
     * by the local profile, where simulators stand in for vendors. Plain {@code http} is allowed to these and to no other.
     */
    Optional<List<String>> allowedInternal();
}
