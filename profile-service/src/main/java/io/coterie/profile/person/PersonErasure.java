package io.coterie.profile.person;

import io.coterie.contracts.Topics;
import io.coterie.platform.messaging.Outbox;
import io.coterie.platform.tenancy.Sandbox;
import io.coterie.platform.tenancy.SandboxTransactions;
import io.coterie.profile.account.ChangedAccounts;
import io.coterie.profile.relation.RelationService;
import io.quarkus.arc.All;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * Erases a person with everything this service keeps of it (BEY-12, GOV-07); its key and revision stay. The other services learn
 * of every key that was asked for, known here or not: what they keep may have come before the person.
 */
@ApplicationScoped
class PersonErasure {

    /** The longest time after which a compacted topic forgets an older state. */
    private static final Duration COMPACTION = Duration.ofDays(1);

    /** Topics that name no person, neither by key nor otherwise. A new topic is told of until it is named here. */
    private static final Set<String> WITHOUT_PERSONS = Set.of(Topics.SANDBOXES, Topics.DEFINITIONS, Topics.ACCOUNTS);

    private static final String PERSON = "person";
    private static final String RELATIONS = "relations";

    private final SandboxTransactions transactions;
    private final PersonRepository persons;
    private final PresentPersons present;
    private final AccountPeopleRepository people;
    private final RelationService relations;
    private final List<KeptAboutPersons> kept;
    private final ChangedAccounts changedAccounts;
    private final Outbox outbox;
    private final Clock clock;

    PersonErasure(
            SandboxTransactions transactions,
            PersonRepository persons,
            PresentPersons present,
            AccountPeopleRepository people,
            RelationService relations,
            @All List<KeptAboutPersons> kept,
            ChangedAccounts changedAccounts,
            Outbox outbox,
            Clock clock) {
        this.transactions = transactions;
        this.persons = persons;
        this.present = present;
        this.people = people;
        this.relations = relations;
        this.kept = kept;
        this.changedAccounts = changedAccounts;
        this.outbox = outbox;
        this.clock = clock;
    }

    Uni<ErasureReceipt> erase(Sandbox sandbox, String key) {
        Instant now = clock.instant();
        return transactions.inSandbox(
                sandbox,
                connection -> present.hold(connection, sandbox, List.of(key))
                        .invoke(merged -> merged.values().forEach(PersonErasure::refuse))
                        .chain(() -> delete(connection, sandbox, key, now))
                        .chain(person -> relations
                                .forget(connection, sandbox, key)
                                .chain(related -> forget(connection, sandbox, key, person, related)))
                        .map(erased -> receipt(sandbox, key, erased, now)));
    }

    /** What is left of a merged person is the winner's: whom to erase must be said, not guessed. */
    private static void refuse(String winner) {
        throw PersonError.merged(winner);
    }

    private Uni<Integer> delete(SqlConnection connection, Sandbox sandbox, String key, Instant now) {
        return persons.erase(connection, sandbox, key, now)
                .call(erased ->
                        outbox.append(connection, sandbox, List.of(PersonEvents.deleted(key, erased.revision()))))
                .call(() -> people.replace(connection, sandbox, List.of(key), List.of())
                        .chain(left -> changedAccounts.peopleChanged(connection, sandbox, left)))
                .map(erased -> erased.existed() ? 1 : 0);
    }

    private Uni<Map<String, Integer>> forget(
            SqlConnection connection, Sandbox sandbox, String key, int person, int related) {
        Map<String, Integer> erased = new TreeMap<>(Map.of(PERSON, person, RELATIONS, related));
        return Multi.createFrom()
                .iterable(kept)
                .onItem()
                .transformToUniAndConcatenate(thing ->
                        thing.forget(connection, sandbox, key).invoke(count -> erased.put(thing.name(), count)))
                .collect()
                .asList()
                .replaceWith(erased);
    }

    private static ErasureReceipt receipt(Sandbox sandbox, String key, Map<String, Integer> erased, Instant now) {
        Map<String, Instant> keptUntil = new TreeMap<>();
        Stream.concat(Topics.ALL.stream(), Topics.ofPartner(sandbox.organisation()).stream())
                .filter(topic -> !WITHOUT_PERSONS.contains(topic.name()))
                .forEach(topic ->
                        keptUntil.put(topic.name(), now.plus(topic.compacted() ? COMPACTION : topic.retention())));
        return new ErasureReceipt(key, now, erased, keptUntil);
    }
}
