package io.coterie.platform.messaging;

import io.coterie.platform.tenancy.SandboxTransactions;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.smallrye.common.annotation.Identifier;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.infrastructure.Infrastructure;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.stream.StreamSupport;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Sends the outbox to Kafka in order. One relay of a service works at a time: the others do not get the advisory lock.
 * What the broker has acknowledged is deleted, by id and never by range, because ids commit out of order. A failed send
 * waits for what is in flight and leaves the rows for the next round, so an event is sent at least once.
 */
@ApplicationScoped
class OutboxRelay {

    private static final long LOCK = 0x434F_5445_5249_45L;
    private static final String PEEK = "select 1 from outbox order by position limit 1";
    private static final String LEAD = "select pg_try_advisory_xact_lock($1) as leader";
    private static final String READ = "select * from outbox order by position limit $1";
    private static final String DELETE = "delete from outbox where position = any($1)";

    private final SandboxTransactions transactions;
    private final WorkLoops loops;
    private final MessagingConfig config;
    private final ServiceName service;
    private final Map<String, Object> kafka;
    private @Nullable KafkaProducer<String, byte[]> producer;

    OutboxRelay(
            SandboxTransactions transactions,
            WorkLoops loops,
            MessagingConfig config,
            ServiceName service,
            @Identifier("default-kafka-broker") Map<String, Object> kafka) {
        this.transactions = transactions;
        this.loops = loops;
        this.config = config;
        this.service = service;
        this.kafka = kafka;
    }

    void start(@Observes StartupEvent started) {
        open();
        loops.startBeforeCaughtUp(Outbox.RELAY, this::relayBatch);
    }

    void stop(@Observes ShutdownEvent stopping) {
        close();
    }

    void open() {
        producer = new KafkaProducer<>(settings(), new StringSerializer(), new ByteArraySerializer());
    }

    void close() {
        if (producer != null) {
            producer.close(Duration.ofSeconds(5));
        }
    }

    Uni<Found> relayBatch() {
        return transactions
                .look(connection -> connection.query(PEEK).execute().map(rows -> rows.size() > 0))
                .chain(waiting -> waiting
                        ? transactions.acrossSandboxes(this::relayAsLeader)
                        : Uni.createFrom().item(Found.NOTHING));
    }

    private Uni<Found> relayAsLeader(SqlConnection connection) {
        return connection
                .preparedQuery(LEAD)
                .execute(Tuple.of(LOCK))
                .map(rows -> rows.iterator().next().getBoolean("leader"))
                .chain(leader ->
                        leader ? sendAndDelete(connection) : Uni.createFrom().item(Found.NOTHING));
    }

    private Uni<Found> sendAndDelete(SqlConnection connection) {
        return connection
                .preparedQuery(READ)
                .execute(Tuple.of(config.relayBatchSize()))
                .map(rows -> StreamSupport.stream(rows.spliterator(), false)
                        .map(row -> OutboxRecord.of(row, service.source()))
                        .toList())
                .chain(batch ->
                        batch.isEmpty() ? Uni.createFrom().item(Found.NOTHING) : sendAndDelete(connection, batch));
    }

    private Uni<Found> sendAndDelete(SqlConnection connection, List<OutboxRecord> batch) {
        return send(batch)
                .chain(sent -> connection
                        .preparedQuery(DELETE)
                        .execute(
                                Tuple.tuple().addArrayOfLong(sent.acknowledged().toArray(Long[]::new)))
                        .map(deleted -> sent.failure() == null
                                ? Found.of(batch.size(), config.relayBatchSize())
                                : Found.NOTHING)
                        .invoke(() -> sent.logFailure()));
    }

    /** A producer may wait for metadata, so it is called off the event loop. */
    private Uni<Sent> send(List<OutboxRecord> batch) {
        return Uni.createFrom()
                .item(() -> hand(batch))
                .runSubscriptionOn(Infrastructure.getDefaultWorkerPool())
                .chain(pending -> Uni.createFrom().completionStage(settled(batch, pending)));
    }

    private List<CompletableFuture<Void>> hand(List<OutboxRecord> batch) {
        KafkaProducer<String, byte[]> open = Objects.requireNonNull(producer);
        List<CompletableFuture<Void>> pending = new ArrayList<>(batch.size());
        for (OutboxRecord event : batch) {
            CompletableFuture<Void> acknowledgement = new CompletableFuture<>();
            pending.add(acknowledgement);
            // The callback tells the same as the future that send returns.
            var _ = open.send(message(event), (metadata, failure) -> {
                if (failure == null) {
                    acknowledgement.complete(null);
                } else {
                    acknowledgement.completeExceptionally(failure);
                }
            });
        }
        return pending;
    }

    private static CompletableFuture<Sent> settled(List<OutboxRecord> batch, List<CompletableFuture<Void>> pending) {
        CompletableFuture<?>[] ends = pending.stream()
                .map(acknowledgement -> acknowledgement.exceptionally(failure -> null))
                .toArray(CompletableFuture<?>[]::new);
        return CompletableFuture.allOf(ends).thenApply(done -> {
            List<Long> acknowledged = new ArrayList<>(batch.size());
            Throwable failure = null;
            for (int i = 0; i < batch.size(); i++) {
                CompletableFuture<Void> end = pending.get(i);
                if (end.isCompletedExceptionally()) {
                    failure = end.exceptionNow();
                } else {
                    acknowledged.add(batch.get(i).position());
                }
            }
            return new Sent(acknowledged, failure);
        });
    }

    private static ProducerRecord<String, byte[]> message(OutboxRecord event) {
        byte[] value = event.payload() == null ? null : event.payload().getBytes(StandardCharsets.UTF_8);
        ProducerRecord<String, byte[]> message = new ProducerRecord<>(event.topic(), event.kafkaKey(), value);
        CloudEventHeaders.write(message.headers(), event);
        return message;
    }

    private Map<String, Object> settings() {
        Map<String, Object> settings = new HashMap<>(kafka);
        settings.keySet().removeIf(key -> !ProducerConfig.configNames().contains(key));
        settings.put(ProducerConfig.ACKS_CONFIG, "all");
        settings.put(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, true);
        settings.put(ProducerConfig.COMPRESSION_TYPE_CONFIG, "lz4");
        settings.put(ProducerConfig.MAX_REQUEST_SIZE_CONFIG, config.maxEventBytes());
        settings.put(ProducerConfig.LINGER_MS_CONFIG, 2);
        settings.put(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, 30_000);
        settings.put(ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG, 10_000);
        settings.put(ProducerConfig.MAX_BLOCK_MS_CONFIG, 20_000);
        return settings;
    }

    private record Sent(List<Long> acknowledged, @Nullable Throwable failure) {

        void logFailure() {
            if (failure != null) {
                Logger.getLogger(OutboxRelay.class)
                        .warnf("Kafka did not take every event of a batch, trying again: %s", failure.getMessage());
            }
        }
    }
}
