package io.coterie.platform.messaging;

import static io.coterie.platform.tenancy.SandboxRequestFilter.ORGANISATION_HEADER;

import io.coterie.contracts.Topics;
import io.coterie.platform.tenancy.Caller;
import io.coterie.platform.tenancy.Permissions;
import io.coterie.platform.tenancy.SandboxTransactions;
import io.coterie.platform.tenancy.Unscoped;
import io.quarkus.arc.All;
import io.quarkus.security.identity.SecurityIdentity;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.Path;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.TopicPartition;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/**
 * How far this service is behind what it reads, and how much it still has to send and do, for all organisations together;
 * of the topics between an organisation and its partners only the caller's own are shown.
 */
@Path("/v1/replication")
@Unscoped
@Tag(name = "Replication", description = "How far this service is behind what it reads")
class ReplicationResource {

    private final KafkaOffsets kafka;
    private final ConsumedOffsets consumed;
    private final CaughtUp caughtUp;
    private final SandboxTransactions transactions;
    private final ServiceName service;
    private final List<PendingWork> work;
    private final SecurityIdentity identity;

    ReplicationResource(
            KafkaOffsets kafka,
            ConsumedOffsets consumed,
            CaughtUp caughtUp,
            SandboxTransactions transactions,
            ServiceName service,
            @All List<PendingWork> work,
            SecurityIdentity identity) {
        this.kafka = kafka;
        this.consumed = consumed;
        this.caughtUp = caughtUp;
        this.transactions = transactions;
        this.service = service;
        this.work = work;
        this.identity = identity;
    }

    @GET
    @RolesAllowed(Permissions.VIEW_ADMIN_CONFIGURATIONS)
    @Operation(summary = "Read how far this service is behind, and how much it still has to send and do")
    public Uni<Replication> replication(@HeaderParam(ORGANISATION_HEADER) @Nullable String named) {
        String organisation = Caller.require(identity, named).organisation();
        return Uni.combine()
                .all()
                .unis(pendingWork(), outboxDepth(), topics(organisation))
                .with((pending, depth, topics) ->
                        new Replication(service.service(), caughtUp.isReached(), depth, pending, topics));
    }

    private Uni<List<TopicProgress>> topics(String organisation) {
        // The broker is asked first: what is applied meanwhile then counts as applied, never as missing.
        return kafka.ranges(kafka.incoming())
                .chain(ranges -> consumed.all().map(applied -> progress(organisation, ranges, applied)));
    }

    private static List<TopicProgress> progress(
            String organisation, Map<TopicPartition, KafkaOffsets.Range> ranges, Map<TopicPartition, Long> applied) {
        return ranges.entrySet().stream()
                .filter(partition -> !Topics.isForeign(partition.getKey().topic(), organisation))
                .map(partition -> TopicProgress.of(
                        partition.getKey(), partition.getValue(), applied.getOrDefault(partition.getKey(), 0L)))
                .sorted(Comparator.comparing(TopicProgress::topic).thenComparingInt(TopicProgress::partition))
                .toList();
    }

    private Uni<Long> outboxDepth() {
        return transactions.acrossSandboxes(connection -> connection
                .query("select count(*) as depth from outbox")
                .execute()
                .map(rows -> rows.iterator().next().getLong("depth")));
    }

    private Uni<Map<String, Long>> pendingWork() {
        Uni<Map<String, Long>> depths = Uni.createFrom().item(new LinkedHashMap<>());
        for (PendingWork piece : work) {
            depths = depths.chain(known -> piece.depth().map(depth -> {
                known.put(piece.name(), depth);
                return known;
            }));
        }
        return depths;
    }

    /**
     * @param service for example {@code profile-service}
     * @param caughtUp whether the state topics are applied up to their ends at start
     * @param outboxDepth events not acknowledged by Kafka yet
     * @param pendingWork pieces of work taken in and not done, by name
     */
    record Replication(
            String service,
            boolean caughtUp,
            long outboxDepth,
            Map<String, Long> pendingWork,
            List<TopicProgress> topics) {}

    /**
     * @param appliedOffset the next offset this service will apply
     * @param endOffset the offset the next record will get
     */
    record TopicProgress(String topic, int partition, long appliedOffset, long endOffset, long lag) {

        static TopicProgress of(TopicPartition partition, KafkaOffsets.Range range, long applied) {
            long lag = Math.max(0, range.next() - Math.max(applied, range.first()));
            return new TopicProgress(partition.topic(), partition.partition(), applied, range.next(), lag);
        }
    }
}
