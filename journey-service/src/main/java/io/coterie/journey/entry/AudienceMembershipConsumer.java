package io.coterie.journey.entry;

import io.coterie.platform.messaging.EventConsumption;
import io.coterie.platform.messaging.ReceivedEvent;
import io.coterie.platform.tenancy.Sandbox;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.eclipse.microprofile.reactive.messaging.Incoming;

/** {@code coterie.audience-memberships}: who joins the audience of a live journey enters it. */
@ApplicationScoped
class AudienceMembershipConsumer {

    private final EventConsumption.Channel memberships;
    private final AudienceMembers members;
    private final Entries entries;
    private final Clock clock;

    AudienceMembershipConsumer(EventConsumption consumption, AudienceMembers members, Entries entries, Clock clock) {
        this.memberships = consumption.channel("audience-memberships", this::apply);
        this.members = members;
        this.entries = entries;
        this.clock = clock;
    }

    @Incoming("audience-memberships")
    Uni<Void> memberships(ConsumerRecords<String, byte[]> batch) {
        return memberships.consume(batch);
    }

    private Uni<Void> apply(SqlConnection connection, Sandbox sandbox, List<ReceivedEvent> events) {
        Map<String, Membership> newest = new TreeMap<>();
        for (ReceivedEvent event : events) {
            Membership.of(event)
                    .ifPresent(membership -> newest.merge(event.recordKey(), membership, Membership::newer));
        }
        Collection<Membership> now = newest.values();
        return entries.passGates(connection, sandbox, now)
                .chain(() -> members.apply(connection, sandbox, now))
                .map(changed -> changed.stream().filter(Membership::member).toList())
                .chain(joined -> entries.admit(connection, sandbox, joined, clock.instant()));
    }
}
