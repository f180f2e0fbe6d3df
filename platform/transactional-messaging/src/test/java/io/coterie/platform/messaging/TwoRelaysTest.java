package io.coterie.platform.messaging;

import static org.assertj.core.api.Assertions.assertThat;

import io.coterie.contracts.EventTypes;
import io.coterie.contracts.Topics;
import io.coterie.platform.tenancy.Sandbox;
import io.coterie.platform.tenancy.SandboxTransactions;
import io.coterie.platform.testing.KafkaProbe;
import io.coterie.platform.testing.ReadRecord;
import io.coterie.platform.testing.SuiteInfrastructure;
import io.coterie.platform.testing.Tokens;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.smallrye.common.annotation.Identifier;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Two replicas of a service share one outbox: the service's own relay and a second one at the same time. */
@QuarkusTest
@WithTestResource(
        value = SuiteInfrastructure.class,
        initArgs = @ResourceArg(name = SuiteInfrastructure.DATABASE, value = "messaging"))
class TwoRelaysTest {

    private static final Sandbox ONE = new Sandbox(1, "one", Tokens.ACME);
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final int TRANSACTIONS = 150;
    private static final int EVENTS_EACH = 20;

    @Inject
    SandboxTransactions transactions;

    @Inject
    Outbox outbox;

    @Inject
    WorkLoops loops;

    @Inject
    MessagingConfig config;

    @Inject
    ServiceName service;

    @Inject
    @Identifier("default-kafka-broker")
    Map<String, Object> kafka;

    @Test
    void eachEventIsSentOnceAndInOrder() {
        String subject = "relayed-" + UUID.randomUUID();
        OutboxRelay second = new OutboxRelay(transactions, loops, config, service, kafka);
        second.open();
        try {
            CompletableFuture<Void> appended = CompletableFuture.runAsync(() -> append(subject));
            do {
                var _ = second.relayBatch().await().atMost(PATIENCE);
            } while (!appended.isDone() || depth() > 0);
            appended.join();
        } finally {
            second.close();
        }

        assertThat(arrived(subject))
                .containsExactlyElementsOf(IntStream.rangeClosed(1, TRANSACTIONS * EVENTS_EACH)
                        .mapToObj(Integer::toString)
                        .toList());
    }

    private void append(String subject) {
        for (int transaction = 0; transaction < TRANSACTIONS; transaction++) {
            int before = transaction * EVENTS_EACH;
            List<OutgoingEvent> events = IntStream.rangeClosed(before + 1, before + EVENTS_EACH)
                    .mapToObj(revision -> OutgoingEvent.of(
                            Topics.BUYING_GROUPS,
                            subject,
                            EventTypes.BUYING_GROUP_CREATED,
                            subject,
                            revision,
                            Map.of("revision", revision)))
                    .toList();
            transactions
                    .inSandbox(ONE, connection -> outbox.append(connection, ONE, events))
                    .await()
                    .atMost(PATIENCE);
        }
    }

    private long depth() {
        return transactions
                .acrossSandboxes(connection -> connection
                        .query("select count(*) as events from outbox")
                        .execute()
                        .map(rows -> rows.iterator().next().getLong("events")))
                .await()
                .atMost(PATIENCE);
    }

    /** All that was sent: the outbox is empty, and what is sent is deleted only when the broker has it. */
    private static List<String> arrived(String subject) {
        try (KafkaProbe probe = KafkaProbe.ofSuite()) {
            return probe
                    .readUntil(
                            Topics.BUYING_GROUPS,
                            records -> revisions(records, subject).size() >= TRANSACTIONS * EVENTS_EACH)
                    .stream()
                    .filter(record -> ("1:" + subject).equals(record.key()))
                    .map(record -> String.valueOf(record.attribute("revision")))
                    .toList();
        }
    }

    private static List<ReadRecord> revisions(List<ReadRecord> records, String subject) {
        return records.stream()
                .filter(record -> ("1:" + subject).equals(record.key()))
                .toList();
    }
}
