package io.coterie.profile;

import com.fasterxml.jackson.databind.JsonNode;
import io.coterie.contracts.ContractJson;
import io.coterie.platform.tenancy.Sandbox;
import io.coterie.platform.testing.KafkaProbe;
import io.coterie.platform.testing.ReadRecord;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.function.Predicate;

/** What a topic holds of one sandbox. */
public final class StateTopic {

    private StateTopic() {}

    /** Waits until the sandbox's records satisfy the condition. */
    public static List<ReadRecord> records(String topic, Sandbox sandbox, Predicate<List<ReadRecord>> enough) {
        try (KafkaProbe kafka = KafkaProbe.ofSuite()) {
            return ofSandbox(kafka.readUntil(topic, all -> enough.test(ofSandbox(all, sandbox))), sandbox);
        }
    }

    public static JsonNode json(ReadRecord record) {
        return ContractJson.readTree(String.valueOf(record.value()).getBytes(StandardCharsets.UTF_8));
    }

    private static List<ReadRecord> ofSandbox(List<ReadRecord> records, Sandbox sandbox) {
        String id = Integer.toString(sandbox.id());
        return records.stream()
                .filter(record -> id.equals(record.attribute("sandboxid")))
                .toList();
    }
}
