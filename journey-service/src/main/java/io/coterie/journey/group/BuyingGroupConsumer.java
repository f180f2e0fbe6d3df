package io.coterie.journey.group;

import io.coterie.journey.wait.AppearedGroup;
import io.coterie.journey.wait.EventWaits;
import io.coterie.journey.wait.Occurrence;
import io.coterie.platform.messaging.EventConsumption;
import io.coterie.platform.messaging.ReceivedEvent;
import io.coterie.platform.messaging.SubjectLocks;
import io.coterie.platform.tenancy.Sandbox;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.eclipse.microprofile.reactive.messaging.Incoming;

/**
 * {@code coterie.buying-group-states} and {@code coterie.buying-groups}. Both take the subjects' locks before they write
 * and match, as every decision does before it reads: nobody begins to wait between a change and its matching.
 */
@ApplicationScoped
class BuyingGroupConsumer {

    private final EventConsumption.Channel states;
    private final EventConsumption.Channel events;
    private final GroupReplica groups;
    private final GroupChanges changes;
    private final EventWaits waits;
    private final SubjectLocks locks;
    private final Clock clock;

    BuyingGroupConsumer(
            EventConsumption consumption,
            GroupReplica groups,
            GroupChanges changes,
            EventWaits waits,
            SubjectLocks locks,
            Clock clock) {
        this.states = consumption.channel("buying-group-states", this::applyStates);
        this.events = consumption.channel("buying-groups", this::hear);
        this.groups = groups;
        this.changes = changes;
        this.waits = waits;
        this.locks = locks;
        this.clock = clock;
    }

    @Incoming("buying-group-states")
    Uni<Void> states(ConsumerRecords<String, byte[]> batch) {
        return states.consume(batch);
    }

    @Incoming("buying-groups")
    Uni<Void> events(ConsumerRecords<String, byte[]> batch) {
        return events.consume(batch);
    }

    private Uni<Void> applyStates(SqlConnection connection, Sandbox sandbox, List<ReceivedEvent> received) {
        Map<UUID, GroupRow> newest = new TreeMap<>();
        List<ReceivedEvent> tombstones = new ArrayList<>();
        for (ReceivedEvent event : received) {
            if (event.data() == null) {
                tombstones.add(event);
            } else {
                GroupRow row = GroupRow.of(event, event.data());
                newest.merge(row.groupId(), row, GroupRow::newer);
            }
        }
        return groups.removed(connection, sandbox, tombstones)
                .invoke(removed -> removed.forEach(row -> newest.merge(row.groupId(), row, GroupRow::newer)))
                .chain(() -> apply(connection, sandbox, newest.values()));
    }

    private Uni<Void> apply(SqlConnection connection, Sandbox sandbox, Collection<GroupRow> rows) {
        List<String> accounts = rows.stream().map(GroupRow::accountKey).toList();
        return locks.lock(connection, sandbox, accounts)
                .chain(() -> groups.apply(connection, sandbox, rows))
                .chain(applied -> applied.isEmpty() ? Uni.createFrom().voidItem() : tell(connection, sandbox, applied));
    }

    private Uni<Void> tell(SqlConnection connection, Sandbox sandbox, List<GroupRow> applied) {
        List<AppearedGroup> appeared = applied.stream()
                .map(state -> new AppearedGroup(state.accountKey(), state.solutionInterest()))
                .toList();
        Stream<Occurrence> ended = applied.stream()
                .filter(GroupRow::deleted)
                .map(state -> HeardChange.ofDeleted(state).occurrence());
        return waits.wakeForGroups(connection, sandbox, appeared, clock.instant())
                .chain(() -> changes.shownBy(connection, sandbox, applied))
                .map(shown -> Stream.concat(shown.stream(), ended).toList())
                .chain(occurrences -> waits.tell(connection, sandbox, occurrences, clock.instant()));
    }

    private Uni<Void> hear(SqlConnection connection, Sandbox sandbox, List<ReceivedEvent> received) {
        List<HeardChange> heard =
                received.stream().map(HeardChange::of).flatMap(Optional::stream).toList();
        if (heard.isEmpty()) {
            return Uni.createFrom().voidItem();
        }
        List<String> accounts =
                heard.stream().map(change -> change.occurrence().accountKey()).toList();
        return locks.lock(connection, sandbox, accounts)
                .chain(() -> changes.hear(connection, sandbox, heard))
                .chain(shown -> waits.tell(connection, sandbox, shown, clock.instant()));
    }
}
