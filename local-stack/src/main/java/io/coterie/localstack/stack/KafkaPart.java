package io.coterie.localstack.stack;

import io.coterie.contracts.Topics;
import io.coterie.platform.testing.KafkaProbe;
import io.coterie.platform.testing.KafkaProcess;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Kafka with every topic of the suite and those of the local organisations' partners. */
final class KafkaPart implements StackPart {

    /** The organisations of the local realm. */
    static final List<String> ORGANISATIONS = List.of("acme@CoterieOrg", "globex@CoterieOrg");

    /** As many consumers of a service as can share a topic's work on one machine. */
    private static final int PARTITIONS = 4;

    private final StackSettings settings;
    private volatile @Nullable KafkaProcess broker;

    KafkaPart(StackSettings settings) {
        this.settings = settings;
    }

    @Override
    public void start() {
        KafkaProcess started = broker;
        if (started != null) {
            started.restart();
            return;
        }
        started = KafkaProcess.start(new KafkaProcess.Settings(
                settings.data().resolve("kafka/topics"),
                settings.logs(),
                settings.ports().of(Part.KAFKA),
                settings.ports().kafkaController(),
                settings.longRunning()));
        broker = started;
        try (KafkaProbe kafka = KafkaProbe.to(started.bootstrapServers())) {
            kafka.createTopics(Topics.ALL, PARTITIONS);
            for (String organisation : ORGANISATIONS) {
                kafka.createTopics(Topics.ofPartner(organisation), PARTITIONS);
            }
        }
    }

    @Override
    public void stop() {
        KafkaProcess started = broker;
        if (started != null) {
            started.close();
        }
    }

    @Override
    public void kill() {
        KafkaProcess started = broker;
        if (started != null) {
            started.kill();
        }
    }

    @Override
    public boolean isAlive() {
        KafkaProcess started = broker;
        return started != null && started.isAlive();
    }
}
