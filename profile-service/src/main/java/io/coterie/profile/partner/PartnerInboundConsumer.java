package io.coterie.profile.partner;

import io.coterie.platform.messaging.EventConsumption;
import io.coterie.platform.tenancy.Sandbox;
import io.coterie.platform.tenancy.SandboxDirectory;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.core.Vertx;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.common.TopicPartition;
import org.eclipse.microprofile.reactive.messaging.Incoming;
import org.jboss.logging.Logger;

/** The inbound topics of all organisations. */
@ApplicationScoped
class PartnerInboundConsumer {

    private static final Logger LOG = Logger.getLogger(PartnerInboundConsumer.class);
    private static final Duration FIRST_BACK_OFF = Duration.ofMillis(50);
    private static final Duration LONGEST_BACK_OFF = Duration.ofSeconds(5);

    private final EventConsumption.Channel inbound;
    private final InboundKinds kinds;
    private final SandboxDirectory directory;
    private final Vertx vertx;

    PartnerInboundConsumer(
            EventConsumption consumption,
            PartnerService service,
            InboundKinds kinds,
            SandboxDirectory directory,
            Vertx vertx) {
        this.inbound = consumption.channel("partner-inbound", service::apply);
        this.kinds = kinds;
        this.directory = directory;
        this.vertx = vertx;
    }

    @Incoming("partner-inbound")
    Uni<Void> inbound(ConsumerRecords<String, byte[]> batch) {
        return knownSandboxes()
                .chain(sandboxes -> vertx.executeBlocking(() -> received(batch, sandboxes), false))
                .chain(inbound::consume);
    }

    /** Nothing is refused because the database is away: the channel waits for it. */
    private Uni<List<Sandbox>> knownSandboxes() {
        return directory
                .all()
                .onFailure()
                .invoke(failure -> LOG.warnf("Partner messages wait: %s", failure.toString()))
                .onFailure()
                .retry()
                .withBackOff(FIRST_BACK_OFF, LONGEST_BACK_OFF)
                .indefinitely();
    }

    private ConsumerRecords<String, byte[]> received(ConsumerRecords<String, byte[]> batch, List<Sandbox> sandboxes) {
        Reception reception = new Reception(kinds, sandboxes);
        Map<TopicPartition, List<ConsumerRecord<String, byte[]>>> events = StreamSupport.stream(
                        batch.spliterator(), false)
                .map(reception::receive)
                .collect(Collectors.groupingBy(event -> new TopicPartition(event.topic(), event.partition())));
        return new ConsumerRecords<>(events, Map.of());
    }
}
