package io.coterie.activation.profile;

import io.coterie.platform.messaging.EventConsumption;
import io.coterie.platform.messaging.ReceivedEvent;
import io.coterie.platform.replica.ProfileReplica;
import io.coterie.platform.tenancy.Sandbox;
import io.quarkus.arc.All;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Set;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.eclipse.microprofile.reactive.messaging.Incoming;

/** Keeps the copy of accounts and persons. */
@ApplicationScoped
class ProfileConsumer {

    private final EventConsumption.Channel accounts;
    private final EventConsumption.Channel persons;
    private final ProfileReplica replica;
    private final List<AccountListener> listeners;

    ProfileConsumer(EventConsumption consumption, ProfileReplica replica, @All List<AccountListener> listeners) {
        this.accounts = consumption.channel("accounts", this::applyAccounts);
        this.persons = consumption.channel("persons", this::applyPersons);
        this.replica = replica;
        this.listeners = listeners;
    }

    @Incoming("accounts")
    Uni<Void> accounts(ConsumerRecords<String, byte[]> batch) {
        return accounts.consume(batch);
    }

    @Incoming("persons")
    Uni<Void> persons(ConsumerRecords<String, byte[]> batch) {
        return persons.consume(batch);
    }

    private Uni<Void> applyAccounts(SqlConnection connection, Sandbox sandbox, List<ReceivedEvent> events) {
        return replica.applyAccounts(connection, sandbox, events)
                .chain(change -> tell(connection, sandbox, change.accountKeys()));
    }

    private Uni<Void> applyPersons(SqlConnection connection, Sandbox sandbox, List<ReceivedEvent> events) {
        return replica.applyPersons(connection, sandbox, events).replaceWithVoid();
    }

    private Uni<Void> tell(SqlConnection connection, Sandbox sandbox, Set<String> changed) {
        Uni<Void> told = Uni.createFrom().voidItem();
        if (changed.isEmpty()) {
            return told;
        }
        for (AccountListener listener : listeners) {
            told = told.chain(() -> listener.accountsChanged(connection, sandbox, changed));
        }
        return told;
    }
}
