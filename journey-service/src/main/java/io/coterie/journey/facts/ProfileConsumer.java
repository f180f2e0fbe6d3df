package io.coterie.journey.facts;

import io.coterie.platform.messaging.EventConsumption;
import io.coterie.platform.replica.ProfileReplica;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.eclipse.microprofile.reactive.messaging.Incoming;

/** {@code coterie.accounts} and {@code coterie.persons}. */
@ApplicationScoped
class ProfileConsumer {

    private final EventConsumption.Channel accounts;
    private final EventConsumption.Channel persons;

    ProfileConsumer(EventConsumption consumption, ProfileReplica replica) {
        this.accounts = consumption.channel(
                "accounts",
                (connection, sandbox, events) ->
                        replica.applyAccounts(connection, sandbox, events).replaceWithVoid());
        this.persons = consumption.channel(
                "persons",
                (connection, sandbox, events) ->
                        replica.applyPersons(connection, sandbox, events).replaceWithVoid());
    }

    @Incoming("accounts")
    Uni<Void> accounts(ConsumerRecords<String, byte[]> batch) {
        return accounts.consume(batch);
    }

    @Incoming("persons")
    Uni<Void> persons(ConsumerRecords<String, byte[]> batch) {
        return persons.consume(batch);
    }
}
