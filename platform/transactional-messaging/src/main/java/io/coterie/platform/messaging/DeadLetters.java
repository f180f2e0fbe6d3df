package io.coterie.platform.messaging;

import io.smallrye.mutiny.Uni;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonObject;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Header;
import org.jspecify.annotations.Nullable;

/** Keeps records that could not be applied, here for replay and on the dead-letter topic for operators. */
@ApplicationScoped
class DeadLetters {

    private static final String KEEP = """
            insert into dead_letter (channel, topic, partition, record_offset, record_key, headers, payload, reason)
            values ($1, $2, $3, $4, $5, $6, $7, $8)
            on conflict (channel, topic, partition, record_offset) do update set reason = excluded.reason""";

    /** The dead-letter topic shows attributes and reason; the payload stays here, under this service's protection. */
    private static final String PUBLISH = """
            insert into outbox (topic, record_key, type, subject, revision, payload, organisation, sandbox, sandbox_id)
            values ('coterie.dead-letters', $1, 'io.coterie.record.set-aside.v1', $2, 0, $3, $4, $5, $6)""";

    private final WorkLoops loops;

    DeadLetters(WorkLoops loops) {
        this.loops = loops;
    }

    Uni<Void> keep(SqlConnection connection, String channel, Map<ConsumerRecord<String, byte[]>, String> reasons) {
        if (reasons.isEmpty()) {
            return Uni.createFrom().voidItem();
        }
        List<Tuple> rows = new ArrayList<>(reasons.size());
        List<Tuple> notices = new ArrayList<>(reasons.size());
        reasons.forEach((message, reason) -> {
            rows.add(row(channel, message, reason));
            notices.add(notice(channel, message, reason));
        });
        return connection
                .preparedQuery(KEEP)
                .executeBatch(rows)
                .chain(() -> connection.preparedQuery(PUBLISH).executeBatch(notices))
                .invoke(() -> loops.wakeAfter(connection, Outbox.RELAY))
                .replaceWithVoid();
    }

    private static Tuple row(String channel, ConsumerRecord<String, byte[]> message, String reason) {
        return Tuple.tuple()
                .addString(channel)
                .addString(message.topic())
                .addInteger(message.partition())
                .addLong(message.offset())
                .addString(message.key())
                .addValue(headers(message))
                .addValue(message.value() == null ? null : Buffer.buffer(message.value()))
                .addString(reason);
    }

    private static Tuple notice(String channel, ConsumerRecord<String, byte[]> message, String reason) {
        JsonObject notice = new JsonObject()
                .put("channel", channel)
                .put("topic", message.topic())
                .put("partition", message.partition())
                .put("offset", message.offset())
                .put("attributes", headers(message))
                .put("reason", reason);
        return Tuple.tuple()
                .addString(message.topic() + "-" + message.partition())
                .addString(channel)
                .addString(notice.encode())
                .addString(attribute(message, "orgid", ""))
                .addString(attribute(message, "sandbox", ""))
                .addInteger(sandboxId(message));
    }

    private static JsonObject headers(ConsumerRecord<String, byte[]> message) {
        JsonObject headers = new JsonObject();
        for (Header header : message.headers()) {
            headers.put(header.key(), new String(header.value(), StandardCharsets.UTF_8));
        }
        return headers;
    }

    private static String attribute(ConsumerRecord<String, byte[]> message, String name, String fallback) {
        String value = CloudEventHeaders.optionalText(message.headers(), name);
        return value == null ? fallback : value;
    }

    private static int sandboxId(ConsumerRecord<String, byte[]> message) {
        @Nullable String id = CloudEventHeaders.optionalText(message.headers(), "sandboxid");
        try {
            return id == null ? 0 : Integer.parseInt(id);
        } catch (NumberFormatException e) {
            return 0;
        }
    }
}
