package io.coterie.platform.messaging;

import io.quarkus.runtime.ShutdownEvent;
import io.smallrye.common.annotation.Identifier;
import io.smallrye.reactive.messaging.kafka.KafkaConsumerRebalanceListener;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.util.Collection;
import java.util.Map;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.common.TopicPartition;

/**
 * A partition is read from where this service's database stands, and from the beginning when the database has never
 * seen it. So a restored or emptied database rebuilds itself, whatever the broker remembers of the group.
 */
@ApplicationScoped
@Identifier("start-at-consumed-offset")
class StartAtConsumedOffset implements KafkaConsumerRebalanceListener {

    private final ConsumedOffsets offsets;
    private volatile boolean ending;

    StartAtConsumedOffset(ConsumedOffsets offsets) {
        this.offsets = offsets;
    }

    void end(@Observes ShutdownEvent event) {
        ending = true;
    }

    /** Called on the consumer's polling thread, which may wait; the answer is needed before the first poll. */
    @Override
    public void onPartitionsAssigned(Consumer<?, ?> consumer, Collection<TopicPartition> partitions) {
        if (ending) {
            // The service's consumers leave one by one, and each that leaves hands its partitions to the others, for
            // which
            // nobody has a database any more.
            consumer.pause(partitions);
            return;
        }
        Map<TopicPartition, Long> applied =
                offsets.all().subscribeAsCompletionStage().join();
        for (TopicPartition partition : partitions) {
            consumer.seek(partition, applied.getOrDefault(partition, 0L));
        }
    }
}
