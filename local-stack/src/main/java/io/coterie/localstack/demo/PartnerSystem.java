package io.coterie.localstack.demo;

import io.coterie.contracts.EventTypes;
import io.coterie.contracts.Topics;
import io.coterie.platform.testing.CloudEventRecord;
import io.coterie.platform.testing.KafkaProbe;
import io.coterie.platform.testing.ReadRecord;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** A partner's system: it knows its organisation's three topics and nothing else. */
final class PartnerSystem implements AutoCloseable {

    private final DemoEnvironment environment;
    private final String sandbox;
    private final KafkaProbe kafka;

    PartnerSystem(DemoEnvironment environment, String sandbox) {
        this.environment = environment;
        this.sandbox = sandbox;
        this.kafka = KafkaProbe.to(environment.kafka());
    }

    void publishPersons(Path file) throws IOException {
        List<CloudEventRecord> events = new ArrayList<>();
        try (BufferedReader lines = Files.newBufferedReader(file)) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                events.add(CloudEventRecord.of(
                                Topics.partnerInbound(environment.organisation()),
                                "person-" + events.size(),
                                EventTypes.PARTNER_PERSON_UPSERTED)
                        .with("orgid", environment.organisation())
                        .with("sandbox", sandbox)
                        .data(line));
            }
        }
        kafka.publish(events);
    }

    int rejected() {
        return ofSandbox(Topics.partnerInboundRejected(environment.organisation()))
                .size();
    }

    /** What the partner can read about its groups. */
    GroupNews groupNews() {
        return GroupNews.of(ofSandbox(Topics.partnerEvents(environment.organisation())));
    }

    private List<ReadRecord> ofSandbox(String topic) {
        return kafka.readAll(topic).stream()
                .filter(event -> sandbox.equals(event.attribute("sandbox")))
                .toList();
    }

    @Override
    public void close() {
        kafka.close();
    }
}
