package io.coterie.journey.history;

import io.coterie.contracts.ExperienceEvent;
import io.coterie.journey.definition.Awaited;
import io.coterie.journey.history.EventInterests.Interests;
import io.coterie.journey.wait.EventWaits;
import io.coterie.journey.wait.Occurrence;
import io.coterie.platform.messaging.EventConsumption;
import io.coterie.platform.messaging.Inbox;
import io.coterie.platform.messaging.ReceivedEvent;
import io.coterie.platform.messaging.SubjectLocks;
import io.coterie.platform.tenancy.Sandbox;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.util.List;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.eclipse.microprofile.reactive.messaging.Incoming;

/**
 * {@code coterie.experience-events}: what a condition counts is kept, what a listen waits for is told. Both happen under the
 * locks of the person's accounts, so an event is in the facts of the decision that began to listen, or finds its wait.
 */
@ApplicationScoped
class ExperienceEventConsumer {

    private final EventConsumption.Channel events;
    private final EventInterests interests;
    private final KeptEvents kept;
    private final EventWaits waits;
    private final SubjectLocks locks;
    private final Inbox inbox;
    private final Clock clock;

    ExperienceEventConsumer(
            EventConsumption consumption,
            EventInterests interests,
            KeptEvents kept,
            EventWaits waits,
            SubjectLocks locks,
            Inbox inbox,
            Clock clock) {
        this.events = consumption.channel("experience-events", this::apply);
        this.interests = interests;
        this.kept = kept;
        this.waits = waits;
        this.locks = locks;
        this.inbox = inbox;
        this.clock = clock;
    }

    @Incoming("experience-events")
    Uni<Void> events(ConsumerRecords<String, byte[]> batch) {
        return events.consume(batch);
    }

    private record Received(ReceivedEvent envelope, ExperienceEvent event) {

        static Received of(ReceivedEvent envelope) {
            return new Received(envelope, WholeEvent.of(envelope));
        }

        Stream<Occurrence> occurrences() {
            return event.accountKeys().stream()
                    .distinct()
                    .map(account -> new Occurrence(
                            envelope.id(),
                            account,
                            Awaited.EXPERIENCE_EVENT,
                            event.eventType(),
                            0,
                            event.personKey(),
                            event.timestamp(),
                            event.event().toString()));
        }
    }

    private Uni<Void> apply(SqlConnection connection, Sandbox sandbox, List<ReceivedEvent> received) {
        return interests
                .ofSandbox(connection, sandbox)
                .chain(wanted -> apply(connection, sandbox, relevant(received, wanted), wanted));
    }

    private Uni<Void> apply(SqlConnection connection, Sandbox sandbox, List<Received> relevant, Interests wanted) {
        if (relevant.isEmpty()) {
            return Uni.createFrom().voidItem();
        }
        List<ExperienceEvent> counted = relevant.stream()
                .map(Received::event)
                .filter(event -> wanted.counted().contains(event.eventType()))
                .toList();
        List<String> accounts = relevant.stream()
                .flatMap(received -> received.event().accountKeys().stream())
                .toList();
        return locks.lock(connection, sandbox, accounts)
                .chain(() -> kept.keep(connection, sandbox, counted))
                .chain(() -> inbox.firstSeen(
                        connection, relevant.stream().map(Received::envelope).toList()))
                .map(fresh -> fresh.stream()
                        .flatMap(envelope -> Received.of(envelope).occurrences())
                        .toList())
                .chain(occurrences -> waits.tell(connection, sandbox, occurrences, clock.instant()));
    }

    private static List<Received> relevant(List<ReceivedEvent> received, Interests wanted) {
        return wanted.all().isEmpty()
                ? List.of()
                : received.stream()
                        .map(Received::of)
                        .filter(event -> wanted.all().contains(event.event().eventType()))
                        .toList();
    }
}
