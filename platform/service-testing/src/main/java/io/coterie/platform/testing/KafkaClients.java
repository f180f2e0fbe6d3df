package io.coterie.platform.testing;

import java.util.Map;
import java.util.function.Supplier;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;

/**
 * Clients of a broker. Kafka loads its plug-ins with the thread's class loader, which under Quarkus may be another than
 * the one this class came from.
 */
final class KafkaClients {

    private KafkaClients() {}

    static Admin admin(String bootstrapServers) {
        return inOwnClassLoader(() -> Admin.create(Map.of("bootstrap.servers", bootstrapServers)));
    }

    /** A producer that waits two minutes for a broker that is away, whether it has seen the topic before or not. */
    static Producer<String, byte[]> producer(String bootstrapServers) {
        return inOwnClassLoader(() -> new KafkaProducer<>(
                Map.of(
                        "bootstrap.servers", bootstrapServers,
                        "acks", "all",
                        "linger.ms", "5",
                        "delivery.timeout.ms", "120000",
                        "max.block.ms", "120000"),
                new StringSerializer(),
                new ByteArraySerializer()));
    }

    /** A consumer without a group, from the beginning. */
    static Consumer<String, byte[]> consumer(String bootstrapServers) {
        return inOwnClassLoader(() -> new KafkaConsumer<>(
                Map.of(
                        "bootstrap.servers", bootstrapServers,
                        "enable.auto.commit", "false",
                        "auto.offset.reset", "earliest"),
                new StringDeserializer(),
                new ByteArrayDeserializer()));
    }

    private static <T> T inOwnClassLoader(Supplier<T> creation) {
        Thread thread = Thread.currentThread();
        ClassLoader before = thread.getContextClassLoader();
        thread.setContextClassLoader(KafkaClients.class.getClassLoader());
        try {
            return creation.get();
        } finally {
            thread.setContextClassLoader(before);
        }
    }
}
