package io.coterie.platform.messaging;

import io.coterie.platform.tenancy.SandboxTransactions;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;

/** How far each partition has been applied here, kept in the transaction of what was applied. */
@ApplicationScoped
class ConsumedOffsets {

    private static final String MOVE = """
            insert into consumed_offset (topic, partition, next_offset)
            select * from unnest($1::text[], $2::int[], $3::bigint[])
            on conflict (topic, partition)
            do update set next_offset = greatest(consumed_offset.next_offset, excluded.next_offset)""";

    private static final String READ = "select topic, partition, next_offset from consumed_offset";

    private final SandboxTransactions transactions;

    ConsumedOffsets(SandboxTransactions transactions) {
        this.transactions = transactions;
    }

    Uni<Void> moveTo(SqlConnection connection, List<ConsumerRecord<String, byte[]>> messages) {
        Map<String, ConsumerRecord<String, byte[]>> last = new TreeMap<>();
        messages.forEach(message -> last.put(message.topic() + "-" + message.partition(), message));
        Tuple parameters = Tuple.tuple()
                .addArrayOfString(
                        last.values().stream().map(ConsumerRecord::topic).toArray(String[]::new))
                .addArrayOfInteger(
                        last.values().stream().map(ConsumerRecord::partition).toArray(Integer[]::new))
                .addArrayOfLong(last.values().stream()
                        .map(message -> message.offset() + 1)
                        .toArray(Long[]::new));
        return connection.preparedQuery(MOVE).execute(parameters).replaceWithVoid();
    }

    /** The next offset of every partition seen so far. */
    Uni<Map<TopicPartition, Long>> all() {
        return transactions.acrossSandboxes(
                connection -> connection.preparedQuery(READ).execute().map(ConsumedOffsets::offsets));
    }

    private static Map<TopicPartition, Long> offsets(RowSet<Row> rows) {
        Map<TopicPartition, Long> offsets = new HashMap<>();
        rows.forEach(row -> offsets.put(
                new TopicPartition(row.getString("topic"), row.getInteger("partition")), row.getLong("next_offset")));
        return offsets;
    }
}
