package io.coterie.platform.messaging;

import io.coterie.platform.tenancy.Sandbox;
import io.coterie.platform.tenancy.SandboxTransactions;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Applies what arrives: a batch is one transaction that enters each sandbox in turn, and the offsets move in it. What
 * passes by itself is tried again while the channel waits; what would fail for good is found by halving the batch and
 * put aside as dead letter, so that one bad record does not hold its partition.
 */
@ApplicationScoped
public class EventConsumption {

    private static final Logger LOG = Logger.getLogger(EventConsumption.class);
    private static final Duration FIRST_BACK_OFF = Duration.ofMillis(50);
    private static final Duration LONGEST_BACK_OFF = Duration.ofSeconds(5);

    private final SandboxTransactions transactions;
    private final ConsumedOffsets offsets;
    private final DeadLetters deadLetters;
    private final MessagingConfig config;
    private final Clock clock;
    private final Map<String, Channel> channels = new ConcurrentHashMap<>();

    EventConsumption(
            SandboxTransactions transactions,
            ConsumedOffsets offsets,
            DeadLetters deadLetters,
            MessagingConfig config,
            Clock clock) {
        this.transactions = transactions;
        this.offsets = offsets;
        this.deadLetters = deadLetters;
        this.config = config;
        this.clock = clock;
    }

    /**
     * A channel's way in. A consumer makes one for each {@code @Incoming} method and hands it every batch.
     *
     * @param name the channel's name; unique in the service, operators see it at dead letters
     */
    public Channel channel(String name, BatchHandler handler) {
        Channel channel = new Channel(name, handler);
        if (channels.putIfAbsent(name, channel) != null) {
            throw new IllegalStateException("Two consumers for channel " + name);
        }
        return channel;
    }

    /** Applies one record again that had become a dead letter; fails as its handler fails. */
    Uni<Void> replay(
            String channel, ConsumerRecord<String, byte[]> message, Function<SqlConnection, Uni<Void>> settle) {
        Channel known = channels.get(channel);
        if (known == null) {
            return Uni.createFrom().failure(new IllegalStateException("No consumer for channel " + channel));
        }
        return transactions.acrossSandboxes(
                connection -> known.apply(connection, List.of(CloudEventHeaders.read(message)))
                        .chain(() -> settle.apply(connection)));
    }

    /** One incoming channel and what it does with its events. */
    public final class Channel {

        private final String name;
        private final BatchHandler handler;

        private Channel(String name, BatchHandler handler) {
            this.name = name;
            this.handler = handler;
        }

        /** Applies a batch; completes when it is applied or put aside, whatever time that takes. */
        public Uni<Void> consume(ConsumerRecords<String, byte[]> batch) {
            List<ConsumerRecord<String, byte[]>> messages = new ArrayList<>(batch.count());
            batch.forEach(messages::add);
            return settle(messages, clock.instant());
        }

        private Uni<Void> settle(List<ConsumerRecord<String, byte[]>> messages, Instant since) {
            return Uni.createFrom()
                    .deferred(() -> commit(messages))
                    .onFailure(failure -> mayPass(failure, since))
                    .invoke(failure -> LOG.warnf("Channel %s waits: %s", name, failure.toString()))
                    .onFailure(failure -> mayPass(failure, since))
                    .retry()
                    .withBackOff(FIRST_BACK_OFF, LONGEST_BACK_OFF)
                    .indefinitely()
                    .onFailure()
                    .recoverWithUni(failure -> putAside(messages, failure, since));
        }

        private Uni<Void> commit(List<ConsumerRecord<String, byte[]>> messages) {
            List<ReceivedEvent> events = new ArrayList<>(messages.size());
            Map<ConsumerRecord<String, byte[]>, String> malformed = new LinkedHashMap<>();
            for (ConsumerRecord<String, byte[]> message : messages) {
                try {
                    events.add(CloudEventHeaders.read(message));
                } catch (CloudEventHeaders.MalformedEvent e) {
                    malformed.put(message, String.valueOf(e.getMessage()));
                }
            }
            return transactions.acrossSandboxes(connection -> apply(connection, events)
                    .chain(() -> deadLetters.keep(connection, name, malformed))
                    .chain(() -> offsets.moveTo(connection, messages)));
        }

        private Uni<Void> apply(SqlConnection connection, List<ReceivedEvent> events) {
            Map<Sandbox, List<ReceivedEvent>> bySandbox = new LinkedHashMap<>();
            events.forEach(event -> bySandbox
                    .computeIfAbsent(event.sandbox(), sandbox -> new ArrayList<>())
                    .add(event));
            Uni<Void> applied = Uni.createFrom().voidItem();
            for (Map.Entry<Sandbox, List<ReceivedEvent>> share : bySandbox.entrySet()) {
                applied = applied.chain(() ->
                                transactions.enter(connection, share.getKey().id()))
                        .chain(() -> handler.apply(connection, share.getKey(), share.getValue()));
            }
            return applied;
        }

        private Uni<Void> putAside(List<ConsumerRecord<String, byte[]>> messages, Throwable failure, Instant since) {
            if (messages.size() > 1) {
                int middle = messages.size() / 2;
                return settle(messages.subList(0, middle), since)
                        .chain(() -> settle(messages.subList(middle, messages.size()), since));
            }
            ConsumerRecord<String, byte[]> poison = messages.getFirst();
            LOG.errorf(
                    failure,
                    "Channel %s puts %s-%d@%d aside",
                    name,
                    poison.topic(),
                    poison.partition(),
                    poison.offset());
            return Uni.createFrom()
                    .deferred(() -> transactions.acrossSandboxes(connection -> deadLetters
                            .keep(connection, name, Map.of(poison, reason(failure)))
                            .chain(() -> offsets.moveTo(connection, messages))))
                    .onFailure(Failures::isTransient)
                    .retry()
                    .withBackOff(FIRST_BACK_OFF, LONGEST_BACK_OFF)
                    .indefinitely();
        }

        private boolean mayPass(Throwable failure, @Nullable Instant since) {
            if (Failures.isNotYetKnown(failure)) {
                return since == null || clock.instant().isBefore(since.plus(config.hold()));
            }
            return Failures.isTransient(failure);
        }
    }

    /** What operators are told of a failure. */
    static String reason(Throwable failure) {
        return failure.getMessage() == null ? failure.getClass().getSimpleName() : failure.getMessage();
    }
}
