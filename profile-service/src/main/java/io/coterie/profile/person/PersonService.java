package io.coterie.profile.person;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.coterie.contracts.AccountRelation;
import io.coterie.platform.messaging.Failures;
import io.coterie.platform.messaging.Outbox;
import io.coterie.platform.messaging.OutgoingEvent;
import io.coterie.platform.paging.EntityTags;
import io.coterie.platform.problem.GenericError;
import io.coterie.platform.problem.ProblemException;
import io.coterie.platform.tenancy.Gathering;
import io.coterie.platform.tenancy.Sandbox;
import io.coterie.platform.tenancy.SandboxTransactions;
import io.coterie.profile.account.ChangedAccounts;
import io.coterie.profile.field.FieldService;
import io.coterie.profile.field.RecordWithFields;
import io.coterie.profile.relation.Related;
import io.coterie.profile.xdm.XdmDocument;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Stores persons and their relations to accounts set-wise and says what changed, in one transaction. */
@ApplicationScoped
public class PersonService {

    private final SandboxTransactions transactions;
    private final PersonRepository persons;
    private final AccountPeopleRepository relations;
    private final Persons reads;
    private final FieldService fields;
    private final Outbox outbox;
    private final ChangedAccounts changedAccounts;
    private final Clock clock;
    private final Gathering<PersonDocument, StoredPerson> puts = new Gathering<>(new Puts());

    PersonService(
            SandboxTransactions transactions,
            PersonRepository persons,
            AccountPeopleRepository relations,
            Persons reads,
            FieldService fields,
            Outbox outbox,
            ChangedAccounts changedAccounts,
            Clock clock) {
        this.transactions = transactions;
        this.persons = persons;
        this.relations = relations;
        this.reads = reads;
        this.fields = fields;
        this.outbox = outbox;
        this.changedAccounts = changedAccounts;
        this.clock = clock;
    }

    /**
     * Stores persons, each key once.
     *
     * @return why persons were left out, by key
     */
    public Uni<Map<String, ProblemException>> store(
            SqlConnection connection, Sandbox sandbox, Collection<PersonDocument> documents) {
        return refusals(connection, sandbox, documents)
                .call(refused -> upsert(
                        connection,
                        sandbox,
                        documents.stream()
                                .filter(person -> !refused.containsKey(person.key()))
                                .toList()));
    }

    /**
     * Documents of those of the persons that exist, by key; they stay as they are until the transaction ends, so that a
     * change made of them is not lost.
     */
    public Uni<Map<String, ObjectNode>> lock(SqlConnection connection, Sandbox sandbox, Collection<String> personKeys) {
        return persons.lock(connection, sandbox, personKeys).map(locked -> {
            Map<String, ObjectNode> documents = HashMap.newHashMap(locked.size());
            locked.forEach((key, person) -> documents.put(key, XdmDocument.stored(person.json())));
            return documents;
        });
    }

    Uni<Map<String, ProblemException>> storeChunk(Sandbox sandbox, Collection<PersonDocument> documents) {
        return transactions.inSandbox(sandbox, connection -> store(connection, sandbox, documents));
    }

    /** Those that come at once are stored together, unless one depends on what is there. */
    Uni<StoredPerson> put(Sandbox sandbox, PersonDocument person, @Nullable String ifMatch) {
        if (EntityTags.expected(ifMatch) == null) {
            return puts.ask(sandbox, person);
        }
        return transactions
                .inSandbox(
                        sandbox,
                        connection -> requireMatch(connection, sandbox, person.key(), ifMatch)
                                .chain(() -> put(connection, sandbox, List.of(person))))
                .chain(answers -> answers.values().iterator().next());
    }

    /** Answers by key, with the person as it is then, or why it is not stored. */
    private Uni<Map<String, Uni<StoredPerson>>> put(
            SqlConnection connection, Sandbox sandbox, List<PersonDocument> documents) {
        return refusals(connection, sandbox, documents).chain(refused -> {
            List<PersonDocument> accepted = documents.stream()
                    .filter(person -> !refused.containsKey(person.key()))
                    .toList();
            return upsert(connection, sandbox, accepted)
                    .chain(changes -> reads.byKey(connection, sandbox, keys(accepted))
                            .map(stored -> answers(documents, refused, changes, stored)));
        });
    }

    private static Map<String, Uni<StoredPerson>> answers(
            List<PersonDocument> documents,
            Map<String, ProblemException> refused,
            List<PersonChange> changes,
            Map<String, PersonView> stored) {
        Set<String> created = changes.stream()
                .filter(PersonChange::created)
                .map(PersonChange::key)
                .collect(Collectors.toSet());
        Map<String, Uni<StoredPerson>> answers = HashMap.newHashMap(documents.size());
        for (String key : keys(documents)) {
            PersonView view = stored.get(key);
            answers.put(
                    key,
                    view == null
                            ? Uni.createFrom()
                                    .failure(refused.getOrDefault(key, ProblemException.notFound("person", key)))
                            : Uni.createFrom().item(new StoredPerson(view, created.contains(key))));
        }
        return answers;
    }

    Uni<Void> delete(Sandbox sandbox, String key, @Nullable String ifMatch) {
        return transactions.inSandbox(
                sandbox,
                connection -> requireMatch(connection, sandbox, key, ifMatch)
                        .chain(() -> persons.delete(connection, sandbox, key, clock.instant()))
                        .map(deleted -> deleted.orElseThrow(() -> ProblemException.notFound("person", key)))
                        .call(change -> outbox.append(
                                connection, sandbox, List.of(PersonEvents.deleted(key, change.revision()))))
                        .chain(change -> leave(connection, sandbox, change)));
    }

    private Uni<List<PersonChange>> upsert(
            SqlConnection connection, Sandbox sandbox, Collection<PersonDocument> documents) {
        if (documents.isEmpty()) {
            return Uni.createFrom().item(List.of());
        }
        return persons.upsert(connection, sandbox, documents, clock.instant())
                .call(changes -> announce(connection, sandbox, documents, changes));
    }

    private Uni<Void> announce(
            SqlConnection connection,
            Sandbox sandbox,
            Collection<PersonDocument> documents,
            List<PersonChange> changes) {
        if (changes.isEmpty()) {
            return Uni.createFrom().voidItem();
        }
        Map<String, PersonDocument> byKey = HashMap.newHashMap(documents.size());
        documents.forEach(person -> byKey.put(person.key(), person));
        return reads.related(
                        connection,
                        sandbox,
                        changes.stream().map(PersonChange::key).toList())
                .chain(related -> {
                    List<OutgoingEvent> events = new ArrayList<>(changes.size());
                    RelationChanges moves = new RelationChanges();
                    for (PersonChange change : changes) {
                        PersonDocument person = byKey.get(change.key());
                        if (person != null) {
                            List<Related> beside = related.getOrDefault(change.key(), List.of());
                            List<AccountRelation> now = PersonAccounts.combined(person.accounts(), beside);
                            events.add(PersonEvents.changed(person.key(), person.json(), now, change.revision()));
                            moves.add(person.key(), accountsBefore(change, beside), now);
                        }
                    }
                    return outbox.append(connection, sandbox, events).chain(() -> relate(connection, sandbox, moves));
                });
    }

    private static List<AccountRelation> accountsBefore(PersonChange change, List<Related> related) {
        return change.created() ? List.of() : PersonAccounts.combined(change.before(), related);
    }

    /** A person that is gone belongs to no account; its relations work again when it comes again. */
    private Uni<Void> leave(SqlConnection connection, Sandbox sandbox, PersonChange change) {
        return reads.related(connection, sandbox, List.of(change.key()))
                .map(related -> new RelationChanges()
                        .add(
                                change.key(),
                                accountsBefore(change, related.getOrDefault(change.key(), List.of())),
                                List.of()))
                .chain(moves -> relate(connection, sandbox, moves));
    }

    private Uni<Void> relate(SqlConnection connection, Sandbox sandbox, RelationChanges changes) {
        return relations
                .remove(connection, sandbox, changes.removed())
                .chain(() -> relations.write(connection, sandbox, changes.written()))
                .chain(() -> changedAccounts.peopleChanged(connection, sandbox, changes.accountKeys()));
    }

    private Uni<Map<String, ProblemException>> refusals(
            SqlConnection connection, Sandbox sandbox, Collection<PersonDocument> documents) {
        Map<String, ObjectNode> custom = new HashMap<>();
        documents.stream()
                .filter(person -> !person.custom().isEmpty())
                .forEach(person -> custom.put(person.key(), person.custom()));
        return unacceptable(connection, sandbox, documents)
                .chain(unknown -> fields.refusals(connection, sandbox, RecordWithFields.PERSON, custom)
                        .map(misfits -> {
                            Map<String, ProblemException> refused = new HashMap<>(unknown);
                            refused.putAll(misfits);
                            return refused;
                        }));
    }

    private Uni<Map<String, ProblemException>> unacceptable(
            SqlConnection connection, Sandbox sandbox, Collection<PersonDocument> documents) {
        return unknownWithoutAddress(connection, sandbox, documents)
                .chain(unknown -> persons.mergedInto(connection, sandbox, keys(documents))
                        .map(merged -> {
                            Map<String, ProblemException> refused = new HashMap<>(unknown);
                            merged.forEach((loser, winner) -> refused.put(loser, PersonError.merged(winner)));
                            return refused;
                        }));
    }

    private Uni<Map<String, ProblemException>> unknownWithoutAddress(
            SqlConnection connection, Sandbox sandbox, Collection<PersonDocument> documents) {
        List<String> doubtful = documents.stream()
                .filter(person -> !person.hasAddress())
                .map(PersonDocument::key)
                .sorted()
                .toList();
        if (doubtful.isEmpty()) {
            return Uni.createFrom().item(Map.of());
        }
        // Everybody at once and in order: the others are written after them, and somebody else may hold those and want
        // these.
        return persons.lock(connection, sandbox, keys(documents)).map(known -> {
            Map<String, ProblemException> refused = new HashMap<>();
            doubtful.stream()
                    .filter(key -> !known.containsKey(key))
                    .forEach(key -> refused.put(
                            key,
                            ProblemException.ofField(
                                    PersonError.PERSON_WITHOUT_ADDRESS,
                                    "/workEmail/address",
                                    "Expected a work e-mail address, because the person is not known yet (PER-01).")));
            return refused;
        });
    }

    private static List<String> keys(Collection<PersonDocument> documents) {
        return documents.stream().map(PersonDocument::key).toList();
    }

    private Uni<Void> requireMatch(SqlConnection connection, Sandbox sandbox, String key, @Nullable String ifMatch) {
        if (EntityTags.expected(ifMatch) == null) {
            return Uni.createFrom().voidItem();
        }
        return persons.lock(connection, sandbox, List.of(key))
                .invoke(locked -> EntityTags.requireMatch(
                        ifMatch,
                        Optional.ofNullable(locked.get(key))
                                .orElseThrow(() -> new ProblemException(
                                        GenericError.PRECONDITION_FAILED,
                                        "Expected person '" + key + "', but there is none."))
                                .revision()))
                .replaceWithVoid();
    }

    /** Persons that come one by one. */
    private final class Puts implements Gathering.Work<PersonDocument, StoredPerson> {

        @Override
        public String key(PersonDocument person) {
            return person.key();
        }

        @Override
        public int characters(PersonDocument person) {
            return person.json().length();
        }

        @Override
        public Uni<Map<String, Uni<StoredPerson>>> together(Sandbox sandbox, List<PersonDocument> persons) {
            return transactions.inSandbox(sandbox, connection -> put(connection, sandbox, persons));
        }

        @Override
        public boolean isOfAll(Throwable failure) {
            return Failures.isTransient(failure);
        }
    }
}
