package io.coterie.platform.testing;

import io.coterie.contracts.Topics;
import java.time.Duration;
import java.util.Map;

/** The broker's settings for a topic, as its contract and the architecture ask for them. */
final class TopicSettings {

    /** A deleted subject's tombstone is compacted away only after every consumer has had a month to see it. */
    private static final Duration TOMBSTONES_STAY = Duration.ofDays(30);

    private static final Duration COMPACTED_WITHIN = Duration.ofDays(1);

    private TopicSettings() {}

    static Map<String, String> of(Topics.Topic topic) {
        return topic.compacted()
                ? Map.of(
                        "cleanup.policy", "compact",
                        "max.compaction.lag.ms", Long.toString(COMPACTED_WITHIN.toMillis()),
                        "delete.retention.ms", Long.toString(TOMBSTONES_STAY.toMillis()))
                : Map.of(
                        "cleanup.policy",
                        "delete",
                        "retention.ms",
                        Long.toString(topic.retention().toMillis()));
    }
}
