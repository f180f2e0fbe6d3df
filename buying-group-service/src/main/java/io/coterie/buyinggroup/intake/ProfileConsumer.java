package io.coterie.buyinggroup.intake;

import io.coterie.buyinggroup.activity.Activities;
import io.coterie.buyinggroup.eventhistory.EventHistory;
import io.coterie.buyinggroup.people.People;
import io.coterie.buyinggroup.work.AccountWork;
import io.coterie.platform.messaging.EventConsumption;
import io.coterie.platform.messaging.ReceivedEvent;
import io.coterie.platform.replica.ProfileReplica;
import io.coterie.platform.tenancy.Sandbox;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.eclipse.microprofile.reactive.messaging.Incoming;

/**
 * Keeps accounts and persons, and has the groups of every account they concern looked at again. Whether the account has
 * groups at all is not asked here: one may be in the making, and only whoever holds the account's lock can tell.
 */
@ApplicationScoped
class ProfileConsumer {

    private final EventConsumption.Channel accounts;
    private final EventConsumption.Channel persons;
    private final ProfileReplica replica;
    private final Activities activities;
    private final People people;
    private final EventHistory history;
    private final AccountWork work;

    ProfileConsumer(
            EventConsumption consumption,
            ProfileReplica replica,
            Activities activities,
            People people,
            EventHistory history,
            AccountWork work) {
        this.accounts = consumption.channel("accounts", this::applyAccounts);
        this.persons = consumption.channel("persons", this::applyPersons);
        this.replica = replica;
        this.activities = activities;
        this.people = people;
        this.history = history;
        this.work = work;
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
                .chain(change -> work.enqueue(connection, sandbox, change.accountKeys(), events));
    }

    private Uni<Void> applyPersons(SqlConnection connection, Sandbox sandbox, List<ReceivedEvent> events) {
        return replica.applyPersons(connection, sandbox, events)
                .call(change -> activities.personsChanged(connection, sandbox, change.personKeys(), events))
                .call(change -> people.erased(connection, sandbox.id(), change.personKeys())
                        .chain(erased -> history.forget(connection, sandbox.id(), erased)))
                .chain(change -> people.accountsOfWinners(connection, sandbox.id(), change.personKeys())
                        .map(accounts -> and(accounts, change.accountKeys())))
                .chain(accounts -> work.enqueue(connection, sandbox, accounts, events));
    }

    /** What a merged person did is the winner's from now on, whose own state may say nothing new. */
    private static Set<String> and(Set<String> ofWinners, Set<String> changed) {
        Set<String> accounts = new TreeSet<>(ofWinners);
        accounts.addAll(changed);
        return accounts;
    }
}
