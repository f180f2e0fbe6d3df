package io.coterie.benchmarks.buyinggroups;

import io.coterie.contracts.Topics;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;

/** Reads {@code coterie.buying-groups} as it grows and notes when each change is told. */
final class ToldChanges implements AutoCloseable {

    private static final Duration POLL = Duration.ofMillis(100);

    private final KafkaConsumer<String, byte[]> consumer;
    private final Changes kind;
    private final Map<String, Deque<Change>> expected = new ConcurrentHashMap<>();
    private final Map<Integer, Change> changes = new ConcurrentHashMap<>();
    private final List<Change> done = new ArrayList<>();
    private final Thread reader;
    private volatile boolean closed;

    /** Begins at the topic's present end. */
    ToldChanges(String bootstrapServers, Changes kind) {
        this.kind = kind;
        consumer = new KafkaConsumer<>(
                Map.of(
                        ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG,
                        bootstrapServers,
                        ConsumerConfig.FETCH_MAX_WAIT_MS_CONFIG,
                        20),
                new StringDeserializer(),
                new ByteArrayDeserializer());
        List<TopicPartition> partitions = consumer.partitionsFor(Topics.BUYING_GROUPS).stream()
                .map(partition -> new TopicPartition(Topics.BUYING_GROUPS, partition.partition()))
                .toList();
        consumer.assign(partitions);
        consumer.seekToEnd(partitions);
        partitions.forEach(consumer::position);
        reader = Thread.ofPlatform().name("told-changes").start(this::read);
    }

    /** A change that is about to be sent. */
    void expect(int number, String subject, long due) {
        Change change = new Change(due);
        changes.put(number, change);
        Deque<Change> ofSubject = expected.computeIfAbsent(subject, key -> new ArrayDeque<>());
        synchronized (ofSubject) {
            ofSubject.add(change);
        }
    }

    /** The service has answered. */
    void accepted(int number, long at) {
        Objects.requireNonNull(changes.get(number), "expected before it is sent").accepted = at;
    }

    /** How many have been told. */
    int told() {
        synchronized (done) {
            return done.size();
        }
    }

    /** Milliseconds from the answer to the record; what was told before its sender knew took none. */
    List<Double> sinceAccepted() {
        synchronized (done) {
            return done.stream()
                    .map(change -> Math.max(0, change.told - change.accepted) / 1e6)
                    .sorted()
                    .toList();
        }
    }

    /** Milliseconds from the moment the change was due to be sent. */
    List<Double> sinceDue() {
        synchronized (done) {
            return done.stream()
                    .map(change -> (change.told - change.due) / 1e6)
                    .sorted()
                    .toList();
        }
    }

    @Override
    public void close() {
        closed = true;
        try {
            reader.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void read() {
        try (consumer) {
            while (!closed) {
                for (ConsumerRecord<String, byte[]> record : consumer.poll(POLL)) {
                    note(record, System.nanoTime());
                }
            }
        }
    }

    /** The first event that tells a change counts. */
    private void note(ConsumerRecord<String, byte[]> record, long at) {
        Deque<Change> ofSubject = expected.get(kind.toldBy(record));
        if (ofSubject == null) {
            return;
        }
        Change change;
        synchronized (ofSubject) {
            change = ofSubject.poll();
        }
        if (change != null) {
            change.told = at;
            synchronized (done) {
                done.add(change);
            }
        }
    }

    private static final class Change {

        private final long due;
        private volatile long accepted = Long.MAX_VALUE;
        private volatile long told;

        Change(long due) {
            this.due = due;
        }
    }
}
