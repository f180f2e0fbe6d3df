package io.coterie.platform.messaging;

import io.coterie.platform.tenancy.Sandbox;
import io.coterie.platform.tenancy.SandboxTransactions;
import io.smallrye.common.annotation.Identifier;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.infrastructure.Infrastructure;
import io.vertx.mutiny.sqlclient.SqlConnection;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.jboss.logging.Logger;

/**
 * Reads once more what a topic holds, beside the channel that consumes it: no offset moves. For a service that begins to
 * keep what it had passed over. The handler may see what the channel applies too, and in another order.
 */
@ApplicationScoped
public class TopicReplay {

    private static final Logger LOG = Logger.getLogger(TopicReplay.class);
    private static final Duration POLL = Duration.ofMillis(200);

    private final Map<String, Object> kafka;
    private final SandboxTransactions transactions;

    TopicReplay(@Identifier("default-kafka-broker") Map<String, Object> kafka, SandboxTransactions transactions) {
        this.kafka = kafka;
        this.transactions = transactions;
    }

    /** Hands everything to the handler that the topic holds when this begins, each batch in a transaction of its own. */
    public Uni<Void> replay(String topic, BatchHandler handler) {
        return Uni.createFrom()
                .voidItem()
                .invoke(() -> read(topic, handler))
                .runSubscriptionOn(Infrastructure.getDefaultWorkerPool());
    }

    private void read(String topic, BatchHandler handler) {
        try (Consumer<String, byte[]> consumer = new KafkaConsumer<>(settings())) {
            List<TopicPartition> partitions = consumer.partitionsFor(topic).stream()
                    .map(partition -> new TopicPartition(topic, partition.partition()))
                    .toList();
            consumer.assign(partitions);
            Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
            consumer.seekToBeginning(partitions);
            while (ends.entrySet().stream().anyMatch(end -> consumer.position(end.getKey()) < end.getValue())) {
                apply(consumer.poll(POLL), handler);
            }
        }
    }

    /** The worker's thread may wait; the next batch is asked for when this one is written. */
    private void apply(ConsumerRecords<String, byte[]> batch, BatchHandler handler) {
        Map<Sandbox, List<ReceivedEvent>> bySandbox = new LinkedHashMap<>();
        for (ConsumerRecord<String, byte[]> message : batch) {
            try {
                ReceivedEvent event = CloudEventHeaders.read(message);
                bySandbox
                        .computeIfAbsent(event.sandbox(), sandbox -> new ArrayList<>())
                        .add(event);
            } catch (CloudEventHeaders.MalformedEvent e) {
                // The channel has put it aside as dead letter; here it is only passed over.
                LOG.debugf("Passing over %s-%d@%d", message.topic(), message.partition(), message.offset());
            }
        }
        if (!bySandbox.isEmpty()) {
            transactions
                    .acrossSandboxes(connection -> apply(connection, bySandbox, handler))
                    .subscribeAsCompletionStage()
                    .join();
        }
    }

    private Uni<Void> apply(
            SqlConnection connection, Map<Sandbox, List<ReceivedEvent>> bySandbox, BatchHandler handler) {
        Uni<Void> applied = Uni.createFrom().voidItem();
        for (Map.Entry<Sandbox, List<ReceivedEvent>> share : bySandbox.entrySet()) {
            applied = applied.chain(
                            () -> transactions.enter(connection, share.getKey().id()))
                    .chain(() -> handler.apply(connection, share.getKey(), share.getValue()));
        }
        return applied;
    }

    private Map<String, Object> settings() {
        Map<String, Object> settings = new HashMap<>(kafka);
        settings.keySet().removeIf(key -> !ConsumerConfig.configNames().contains(key));
        settings.put(ConsumerConfig.KEY_DESERIALIZER_CLASS_CONFIG, StringDeserializer.class.getName());
        settings.put(ConsumerConfig.VALUE_DESERIALIZER_CLASS_CONFIG, ByteArrayDeserializer.class.getName());
        settings.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
        settings.remove(ConsumerConfig.GROUP_ID_CONFIG);
        return settings;
    }
}
