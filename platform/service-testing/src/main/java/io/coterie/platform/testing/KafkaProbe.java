package io.coterie.platform.testing;

import io.coterie.contracts.Topics;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Predicate;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TopicExistsException;

/** Looks into a broker and talks to it from outside a service. Not for use by several threads at once. */
public final class KafkaProbe implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final String bootstrapServers;
    private final Admin admin;
    private final Producer<String, byte[]> producer;

    private KafkaProbe(String bootstrapServers) {
        this.bootstrapServers = bootstrapServers;
        this.admin = KafkaClients.admin(bootstrapServers);
        this.producer = KafkaClients.producer(bootstrapServers);
    }

    /** A probe of the broker that {@link SuiteInfrastructure} started for this JVM. */
    public static KafkaProbe ofSuite() {
        return to(SuiteInfrastructure.bootstrapServers());
    }

    public static KafkaProbe to(String bootstrapServers) {
        return new KafkaProbe(bootstrapServers);
    }

    /** Creates topics with the settings their contract names; those that exist stay as they are. */
    public void createTopics(Collection<Topics.Topic> topics, int partitions) {
        create(topics.stream()
                .map(topic -> new NewTopic(topic.name(), partitions, (short) 1).configs(TopicSettings.of(topic)))
                .toList());
    }

    public void createTopic(String name, int partitions) {
        create(List.of(new NewTopic(name, partitions, (short) 1)));
    }

    public void createCompactedTopic(String name, int partitions) {
        create(List.of(new NewTopic(name, partitions, (short) 1).configs(Map.of("cleanup.policy", "compact"))));
    }

    /** See {@link #publish(Collection)}. */
    public void publish(CloudEventRecord... events) {
        publish(List.of(events));
    }

    /**
     * Publishes the events in order and waits until the broker has all of them; a broker that is away for two minutes.
     */
    public void publish(Collection<CloudEventRecord> events) {
        List<Future<?>> sent = new ArrayList<>();
        for (CloudEventRecord event : events) {
            Future<?> sending = producer.send(event.toProducerRecord());
            if (sending.isDone()) {
                // Refused before it was sent, for want of a broker: the others need not wait for one in their turn.
                await(sending);
            }
            sent.add(sending);
        }
        sent.forEach(KafkaProbe::await);
    }

    /** Everything the topic holds now, oldest first within each partition. */
    public List<ReadRecord> readAll(String topic) {
        try (Consumer<String, byte[]> consumer = consumerOf(topic)) {
            Map<TopicPartition, Long> ends = consumer.endOffsets(consumer.assignment());
            List<ReadRecord> records = new ArrayList<>();
            while (ends.entrySet().stream().anyMatch(end -> consumer.position(end.getKey()) < end.getValue())) {
                consumer.poll(Duration.ofMillis(100)).forEach(record -> records.add(ReadRecord.of(record)));
            }
            return records;
        }
    }

    /** Reads the topic from its beginning until the records satisfy the condition; fails with what was read if they never do. */
    public List<ReadRecord> readUntil(String topic, Predicate<List<ReadRecord>> enough) {
        return readUntil(topic, enough, PATIENCE);
    }

    /** Like {@link #readUntil(String, Predicate)}, with a time limit of its own. */
    public List<ReadRecord> readUntil(String topic, Predicate<List<ReadRecord>> enough, Duration patience) {
        long deadline = System.nanoTime() + patience.toNanos();
        List<ReadRecord> records = new ArrayList<>();
        try (Consumer<String, byte[]> consumer = consumerOf(topic)) {
            while (!enough.test(List.copyOf(records))) {
                if (System.nanoTime() > deadline) {
                    throw new AssertionError("Expected other records in " + topic + " within " + patience
                            + ", but found " + records.size() + ":\n" + lines(records));
                }
                consumer.poll(Duration.ofMillis(100)).forEach(record -> records.add(ReadRecord.of(record)));
            }
        }
        return records;
    }

    @Override
    public void close() {
        producer.close();
        admin.close();
    }

    private Consumer<String, byte[]> consumerOf(String topic) {
        Consumer<String, byte[]> consumer = KafkaClients.consumer(bootstrapServers);
        List<TopicPartition> partitions = consumer.partitionsFor(topic).stream()
                .map(partition -> new TopicPartition(topic, partition.partition()))
                .toList();
        consumer.assign(partitions);
        consumer.seekToBeginning(partitions);
        return consumer;
    }

    private void create(Collection<NewTopic> topics) {
        admin.createTopics(topics).values().forEach((name, creation) -> {
            try {
                creation.get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
            } catch (ExecutionException e) {
                if (!(e.getCause() instanceof TopicExistsException)) {
                    throw new IllegalStateException("Expected to create the topic " + name, e);
                }
            } catch (TimeoutException e) {
                throw new IllegalStateException("Expected to create the topic " + name, e);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new IllegalStateException(e);
            }
        });
    }

    private static void await(Future<?> sending) {
        try {
            sending.get();
        } catch (ExecutionException e) {
            throw new IllegalStateException("Expected the broker to take an event", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private static String lines(List<ReadRecord> records) {
        return records.stream()
                .map(record -> record.key() + " " + record.headers() + " " + record.value())
                .reduce("", (text, line) -> text + line + "\n");
    }
}
