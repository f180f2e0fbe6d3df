package io.coterie.profile.person;

import io.coterie.contracts.AccountRelation;
import io.coterie.platform.messaging.Outbox;
import io.coterie.platform.tenancy.Sandbox;
import io.coterie.profile.account.ChangedAccounts;
import io.coterie.profile.person.AccountPeopleRepository.Relation;
import io.coterie.profile.relation.RelatedRecords;
import io.coterie.profile.relation.RelationKind;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Persons say which accounts they belong to, also by relations that are records of their own (D-01). */
@ApplicationScoped
class RelatedPersons implements RelatedRecords {

    private final PersonRepository persons;
    private final PresentPersons present;
    private final Persons reads;
    private final AccountPeopleRepository people;
    private final ChangedAccounts changedAccounts;
    private final Outbox outbox;
    private final Clock clock;

    RelatedPersons(
            PersonRepository persons,
            PresentPersons present,
            Persons reads,
            AccountPeopleRepository people,
            ChangedAccounts changedAccounts,
            Outbox outbox,
            Clock clock) {
        this.persons = persons;
        this.present = present;
        this.reads = reads;
        this.people = people;
        this.changedAccounts = changedAccounts;
        this.outbox = outbox;
        this.clock = clock;
    }

    @Override
    public RelationKind kind() {
        return RelationKind.ACCOUNT_PERSON;
    }

    @Override
    public Uni<Map<String, String>> lock(SqlConnection connection, Sandbox sandbox, Collection<String> personKeys) {
        return present.hold(connection, sandbox, personKeys);
    }

    @Override
    public Uni<Void> changed(SqlConnection connection, Sandbox sandbox, Collection<String> personKeys) {
        return persons.revise(connection, sandbox, personKeys, clock.instant())
                .chain(revised -> reads.accountsOf(connection, sandbox, personKeys)
                        .call(accounts -> announce(connection, sandbox, revised, accounts))
                        .chain(accounts -> relate(connection, sandbox, personKeys, accounts)));
    }

    private Uni<Void> announce(
            SqlConnection connection,
            Sandbox sandbox,
            List<PersonRow> revised,
            Map<String, List<AccountRelation>> accounts) {
        return outbox.append(
                connection,
                sandbox,
                revised.stream()
                        .map(person -> PersonEvents.changed(
                                person.key(),
                                person.json(),
                                accounts.getOrDefault(person.key(), List.of()),
                                person.revision()))
                        .toList());
    }

    private Uni<Void> relate(
            SqlConnection connection,
            Sandbox sandbox,
            Collection<String> personKeys,
            Map<String, List<AccountRelation>> accounts) {
        List<Relation> now = new ArrayList<>();
        accounts.forEach((person, relations) -> relations.forEach(to -> now.add(new Relation(person, to))));
        return people.replace(connection, sandbox, personKeys, now).chain(left -> {
            Set<String> concerned = left;
            now.forEach(relation -> concerned.add(relation.to().accountKey()));
            return changedAccounts.peopleChanged(connection, sandbox, concerned);
        });
    }
}
