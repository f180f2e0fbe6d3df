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
import java.util.concurrent.CompletionException;
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
 * keep what it had passed over. The handler may see what the channel applies too, and in another order. A record that the
 * handler can never apply is passed over, as the channel puts it aside: it must not hold up the rest.
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

    /**
     * Hands everything to the handler that the topic holds when this begins, each batch in a transaction of its own;
     * answers how many records were passed over. Fails with what may pass by itself: then all is to be read again.
     */
    public Uni<Long> replay(String topic, BatchHandler handler) {
        return Uni.createFrom()
                .item(() -> read(topic, handler))
                .runSubscriptionOn(Infrastructure.getDefaultWorkerPool());
    }

    private long read(String topic, BatchHandler handler) {
        long passedOver = 0;
        try (Consumer<String, byte[]> consumer = new KafkaConsumer<>(settings())) {
            List<TopicPartition> partitions = consumer.partitionsFor(topic).stream()
                    .map(partition -> new TopicPartition(topic, partition.partition()))
                    .toList();
            consumer.assign(partitions);
            Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
            consumer.seekToBeginning(partitions);
            while (ends.entrySet().stream().anyMatch(end -> consumer.position(end.getKey()) < end.getValue())) {
                passedOver += apply(consumer.poll(POLL), handler);
            }
        }
        return passedOver;
    }

    private long apply(ConsumerRecords<String, byte[]> batch, BatchHandler handler) {
        List<Read> readable = new ArrayList<>(batch.count());
        long passedOver = 0;
        for (ConsumerRecord<String, byte[]> message : batch) {
            try {
                readable.add(new Read(message, CloudEventHeaders.read(message)));
            } catch (CloudEventHeaders.MalformedEvent e) {
                passOver(message, e);
                passedOver++;
            }
        }
        return passedOver + apply(readable, handler);
    }

    private record Read(ConsumerRecord<String, byte[]> message, ReceivedEvent event) {}

    /** The worker's thread may wait; the next batch is asked for when this one is written. */
    private long apply(List<Read> batch, BatchHandler handler) {
        if (batch.isEmpty()) {
            return 0;
        }
        Map<Sandbox, List<ReceivedEvent>> bySandbox = new LinkedHashMap<>();
        batch.forEach(read -> bySandbox
                .computeIfAbsent(read.event().sandbox(), sandbox -> new ArrayList<>())
                .add(read.event()));
        try {
            transactions
                    .acrossSandboxes(connection -> apply(connection, bySandbox, handler))
                    .subscribeAsCompletionStage()
                    .join();
            return 0;
        } catch (CompletionException e) {
            if (Failures.isTransient(e)) {
                throw e;
            }
            return withoutPoison(batch, handler, e);
        }
    }

    /** What would fail for good is found by halving the batch. */
    private long withoutPoison(List<Read> batch, BatchHandler handler, CompletionException failure) {
        if (batch.size() == 1) {
            passOver(batch.getFirst().message(), failure);
            return 1;
        }
        int middle = batch.size() / 2;
        return apply(batch.subList(0, middle), handler) + apply(batch.subList(middle, batch.size()), handler);
    }

    private static void passOver(ConsumerRecord<String, byte[]> message, Throwable failure) {
        LOG.warnf(
                "Passing over %s-%d@%d, which cannot be applied: %s",
                message.topic(), message.partition(), message.offset(), failure);
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
