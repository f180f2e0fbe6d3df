package io.coterie.profile.sandbox;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.util.Optional;

/** Where an organisation's three partner topics come from. */
@ConfigMapping(prefix = "coterie.profile.partner-topics")
interface PartnerTopicsConfig {

    /** {@code create} makes the topics of a new organisation; {@code expect} waits until somebody else has. */
    @WithDefault("create")
    TopicProvision provision();

    /** Partitions of a topic that is made; more lets more consumers share one organisation's records. */
    @WithDefault("3")
    int partitions();

    /** Copies of each partition of a topic that is made; the broker's default when absent. */
    Optional<Short> replicationFactor();
}
