package io.coterie.platform.testing;

import static org.assertj.core.api.Assertions.assertThat;

import io.coterie.contracts.Topics;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class KafkaProcessTest {

    private static KafkaProcess broker;

    @BeforeAll
    static void start() {
        broker = KafkaProcess.temporary();
    }

    @Test
    void aPublishedEventIsReadBackWithItsAttributes() {
        try (KafkaProbe probe = KafkaProbe.to(broker.bootstrapServers())) {
            probe.createTopics(Topics.ALL, 2);
            probe.publish(CloudEventRecord.ofSandbox(
                            Topics.ACCOUNTS, 7, "dev", Tokens.ACME, "a@b.c", "io.coterie.account.changed.v1")
                    .revision(3)
                    .data("{\"accountName\":\"Café\"}"));

            List<ReadRecord> read = probe.readUntil(Topics.ACCOUNTS, records -> !records.isEmpty());

            assertThat(read).singleElement().satisfies(record -> {
                assertThat(record.key()).isEqualTo("7:a@b.c");
                assertThat(record.value()).isEqualTo("{\"accountName\":\"Café\"}");
                assertThat(record.attribute("revision")).isEqualTo("3");
                assertThat(record.attribute("orgid")).isEqualTo(Tokens.ACME);
                assertThat(record.headers()).containsEntry("content-type", "application/json");
            });
        }
    }

    @Test
    void recordsSurviveAKillOfTheBroker() {
        try (KafkaProbe probe = KafkaProbe.to(broker.bootstrapServers())) {
            probe.createCompactedTopic("survivors", 1);
            probe.publish(CloudEventRecord.of("survivors", "key", "test").data("1"));

            broker.kill();
            assertThat(broker.isAlive()).isFalse();
            broker.restart();

            assertThat(probe.readAll("survivors")).extracting(ReadRecord::value).containsExactly("1");
        }
    }
}
