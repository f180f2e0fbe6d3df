package io.coterie.profile.person;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.coterie.platform.messaging.Outbox;
import io.coterie.platform.problem.GenericError;
import io.coterie.platform.problem.ProblemException;
import io.coterie.platform.tenancy.Sandbox;
import io.coterie.platform.tenancy.SandboxTransactions;
import io.coterie.profile.account.ChangedAccounts;
import io.coterie.profile.person.PersonRepository.LockedPerson;
import io.coterie.profile.relation.RelationService;
import io.coterie.profile.xdm.XdmDocument;
import io.quarkus.arc.All;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.util.List;
import java.util.Map;

/** Makes two persons one: what is kept of the loser becomes the winner's, and the loser's last state says where it went. */
@ApplicationScoped
class PersonMerge {

    private final SandboxTransactions transactions;
    private final PersonRepository persons;
    private final AccountPeopleRepository people;
    private final RelatedPersons related;
    private final RelationService relations;
    private final List<KeptAboutPersons> kept;
    private final ChangedAccounts changedAccounts;
    private final Outbox outbox;
    private final Clock clock;

    PersonMerge(
            SandboxTransactions transactions,
            PersonRepository persons,
            AccountPeopleRepository people,
            RelatedPersons related,
            RelationService relations,
            @All List<KeptAboutPersons> kept,
            ChangedAccounts changedAccounts,
            Outbox outbox,
            Clock clock) {
        this.transactions = transactions;
        this.persons = persons;
        this.people = people;
        this.related = related;
        this.relations = relations;
        this.kept = kept;
        this.changedAccounts = changedAccounts;
        this.outbox = outbox;
        this.clock = clock;
    }

    Uni<Void> merge(Sandbox sandbox, String loser, String winner) {
        if (loser.equals(winner)) {
            throw ProblemException.ofField(
                    GenericError.INVALID_BODY, "/into", "Expected another person than the one that is merged.");
        }
        return transactions.inSandbox(
                sandbox,
                connection -> persons.hold(connection, sandbox, List.of(loser, winner), clock.instant())
                        .chain(() -> persons.lock(connection, sandbox, List.of(loser, winner)))
                        .map(known -> merged(known, loser, winner))
                        .chain(document -> persons.upsert(connection, sandbox, List.of(document), clock.instant()))
                        .chain(() -> relations.give(connection, sandbox, loser, winner))
                        .chain(() -> give(connection, sandbox, loser, winner))
                        .chain(() -> leave(connection, sandbox, loser, winner))
                        .chain(() -> related.changed(connection, sandbox, List.of(winner))));
    }

    private static PersonDocument merged(Map<String, LockedPerson> known, String loser, String winner) {
        return PersonDocument.of(MergedPerson.of(document(known, winner), document(known, loser)));
    }

    private static ObjectNode document(Map<String, LockedPerson> known, String key) {
        LockedPerson person = known.get(key);
        if (person == null) {
            throw ProblemException.notFound("person", key);
        }
        return XdmDocument.stored(person.json());
    }

    private Uni<Void> give(SqlConnection connection, Sandbox sandbox, String loser, String winner) {
        return Multi.createFrom()
                .iterable(kept)
                .onItem()
                .transformToUniAndConcatenate(thing -> thing.give(connection, sandbox, loser, winner))
                .collect()
                .asList()
                .replaceWithVoid();
    }

    private Uni<Void> leave(SqlConnection connection, Sandbox sandbox, String loser, String winner) {
        return persons.merge(connection, sandbox, loser, winner, clock.instant())
                .chain(revision ->
                        outbox.append(connection, sandbox, List.of(PersonEvents.merged(loser, winner, revision))))
                .chain(() -> people.replace(connection, sandbox, List.of(loser), List.of()))
                .chain(left -> changedAccounts.peopleChanged(connection, sandbox, left));
    }
}
