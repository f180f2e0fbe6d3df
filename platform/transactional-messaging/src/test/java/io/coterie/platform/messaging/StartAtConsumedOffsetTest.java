package io.coterie.platform.messaging;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.runtime.ShutdownEvent;
import java.util.List;
import java.util.Set;
import org.apache.kafka.clients.consumer.MockConsumer;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;

/** What a consumer does with partitions that it gets. */
class StartAtConsumedOffsetTest {

    @Test
    void aServiceThatEndsReadsNothingOfPartitionsItStillGetsAndAsksNoDatabase() {
        TopicPartition late = new TopicPartition("coterie.persons", 0);
        StartAtConsumedOffset listener = new StartAtConsumedOffset(null);
        try (MockConsumer<String, byte[]> consumer = new MockConsumer<>("earliest")) {
            consumer.assign(List.of(late));

            listener.end(new ShutdownEvent());
            listener.onPartitionsAssigned(consumer, Set.of(late));

            assertThat(consumer.paused()).containsExactly(late);
        }
    }
}
