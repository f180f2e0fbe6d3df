package io.coterie.buyinggroup.intake;

import io.coterie.buyinggroup.activity.Activities;
import io.coterie.buyinggroup.eventhistory.EventHistory;
import io.coterie.buyinggroup.people.People;
import io.coterie.buyinggroup.rolestemplate.RolesTemplates;
import io.coterie.buyinggroup.work.AccountWork;
import io.coterie.contracts.ExperienceEvent;
import io.coterie.platform.messaging.EventConsumption;
import io.coterie.platform.messaging.ReceivedEvent;
import io.coterie.platform.tenancy.Sandbox;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.eclipse.microprofile.reactive.messaging.Incoming;

/**
 * Counts and keeps what people do; accounts of people who did what some role's condition counts are looked at again.
 * The topic keeps longer than scores and conditions look back, so an empty service fills itself.
 */
@ApplicationScoped
class ExperienceEventConsumer {

    private final EventConsumption.Channel events;
    private final Activities activities;
    private final EventHistory history;
    private final RolesTemplates templates;
    private final People people;
    private final AccountWork work;
    private final Clock clock;

    ExperienceEventConsumer(
            EventConsumption consumption,
            Activities activities,
            EventHistory history,
            RolesTemplates templates,
            People people,
            AccountWork work,
            Clock clock) {
        this.events = consumption.channel("experience-events", this::apply);
        this.activities = activities;
        this.history = history;
        this.templates = templates;
        this.people = people;
        this.work = work;
        this.clock = clock;
    }

    @Incoming("experience-events")
    Uni<Void> events(ConsumerRecords<String, byte[]> batch) {
        return events.consume(batch);
    }

    private Uni<Void> apply(SqlConnection connection, Sandbox sandbox, List<ReceivedEvent> received) {
        return activities
                .count(connection, sandbox, received)
                .chain(() -> history.keep(connection, sandbox, received, clock.instant()))
                .chain(fresh -> forgetTheErased(connection, sandbox, fresh))
                .chain(fresh -> lookAgain(connection, sandbox, fresh, received));
    }

    /** An event may arrive after the erasure of its person, and would stay. */
    private Uni<List<ExperienceEvent>> forgetTheErased(
            SqlConnection connection, Sandbox sandbox, List<ExperienceEvent> fresh) {
        return people.erased(connection, sandbox.id(), persons(fresh))
                .call(erased -> history.forget(connection, sandbox.id(), erased))
                .map(erased -> fresh.stream()
                        .filter(event -> !erased.contains(event.personKey()))
                        .toList());
    }

    private Uni<Void> lookAgain(
            SqlConnection connection, Sandbox sandbox, List<ExperienceEvent> fresh, List<ReceivedEvent> because) {
        if (fresh.isEmpty()) {
            return Uni.createFrom().voidItem();
        }
        return templates.eventTypesRead(connection, sandbox.id()).chain(read -> {
            List<ExperienceEvent> counted = fresh.stream()
                    .filter(event -> read.contains(event.eventType()))
                    .toList();
            return counted.isEmpty()
                    ? Uni.createFrom().voidItem()
                    : people.accountsOf(connection, sandbox.id(), persons(counted))
                            .map(accounts -> and(accounts, counted))
                            .chain(accounts -> work.enqueue(connection, sandbox, accounts, because));
        });
    }

    /** The accounts as of publication too: the person's own state may arrive after the event. */
    private static Set<String> and(Set<String> known, List<ExperienceEvent> events) {
        Set<String> accounts = new TreeSet<>(known);
        events.forEach(event -> accounts.addAll(event.accountKeys()));
        return accounts;
    }

    private static Set<String> persons(List<ExperienceEvent> events) {
        return events.stream().map(ExperienceEvent::personKey).collect(Collectors.toSet());
    }
}
