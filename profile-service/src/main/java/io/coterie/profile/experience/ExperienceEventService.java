package io.coterie.profile.experience;

import io.coterie.contracts.AccountRelation;
import io.coterie.platform.messaging.Outbox;
import io.coterie.platform.messaging.OutgoingEvent;
import io.coterie.platform.problem.ProblemException;
import io.coterie.platform.tenancy.Sandbox;
import io.coterie.platform.tenancy.SandboxTransactions;
import io.coterie.profile.experience.Numbering.NumberedEvent;
import io.coterie.profile.person.Persons;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Records what people do, whoever tells it: each event once, numbered by person, published with the accounts of its person
 * as of now.
 */
@ApplicationScoped
public class ExperienceEventService {

    private final SandboxTransactions transactions;
    private final ExperienceEventRepository events;
    private final NumberedEvents numbering;
    private final Persons persons;
    private final Outbox outbox;
    private final RecordedEvents recordedEvents;
    private final Acceptance acceptance;

    ExperienceEventService(
            SandboxTransactions transactions,
            ExperienceEventRepository events,
            NumberedEvents numbering,
            Persons persons,
            Outbox outbox,
            RecordedEvents recordedEvents,
            ExperienceEventConfig config,
            Clock clock) {
        this.transactions = transactions;
        this.events = events;
        this.numbering = numbering;
        this.persons = persons;
        this.outbox = outbox;
        this.recordedEvents = recordedEvents;
        this.acceptance = new Acceptance(config, clock);
    }

    /**
     * Takes in events from outside, each id once. An event known already is accepted and nothing more happens.
     *
     * @return why events were left out, by id
     */
    public Uni<Map<String, ProblemException>> store(
            SqlConnection connection, Sandbox sandbox, Collection<ExperienceEventDocument> documents) {
        Map<String, ProblemException> refused = new HashMap<>(acceptance.outOfRange(documents));
        List<ExperienceEventDocument> inRange = documents.stream()
                .filter(document -> !refused.containsKey(document.id()))
                .toList();
        return identified(connection, sandbox, inRange, refused)
                .chain(identified -> recordNew(connection, sandbox, identified))
                .map(erased -> {
                    erased.forEach(event -> refused.put(event.id(), Acceptance.beforeErasure()));
                    return refused;
                });
    }

    /**
     * Records events of persons who are known by key; the persons themselves may come later. What an erased person did before the
     * erasure is left out, and nobody waits to be told so.
     */
    public Uni<Void> record(SqlConnection connection, Sandbox sandbox, List<RecordedEvent> told) {
        return recordNew(connection, sandbox, told).replaceWithVoid();
    }

    /**
     * The newest events of persons, of some types, since an instant, by person.
     *
     * @param mostOfType how many of one type are read of one person
     * @param withDocuments whether more is read of them than id, type and time
     */
    public Uni<Map<String, List<PastEvent>>> history(
            SqlConnection connection,
            Sandbox sandbox,
            Collection<String> personKeys,
            Collection<String> types,
            Instant since,
            int mostOfType,
            boolean withDocuments) {
        return personKeys.isEmpty() || types.isEmpty()
                ? Uni.createFrom().item(Map.of())
                : events.history(connection, sandbox, personKeys, types, since, mostOfType, withDocuments);
    }

    Uni<Map<String, ProblemException>> storeChunk(Sandbox sandbox, Collection<ExperienceEventDocument> documents) {
        return transactions.inSandbox(sandbox, connection -> store(connection, sandbox, documents));
    }

    Uni<StoredEvent> add(Sandbox sandbox, ExperienceEventDocument document) {
        return transactions.inSandbox(
                sandbox,
                connection -> events.known(connection, sandbox, List.of(document.id()))
                        .chain(known -> store(connection, sandbox, List.of(document))
                                .invoke(refused -> refused.values().forEach(ExperienceEventService::refuse))
                                .chain(() -> events.find(connection, sandbox, document.id()))
                                .map(found -> new StoredEvent(
                                        found.orElseThrow(
                                                () -> ProblemException.notFound("experience event", document.id())),
                                        known.isEmpty()))));
    }

    Uni<List<ExperienceEventView>> newest(Sandbox sandbox, String personKey, TimelinePlace before, int limit) {
        return transactions.inSandbox(
                sandbox,
                connection -> persons.requireKnown(connection, sandbox, personKey)
                        .chain(() -> events.newest(connection, sandbox, personKey, before, limit)));
    }

    private Uni<List<RecordedEvent>> identified(
            SqlConnection connection,
            Sandbox sandbox,
            List<ExperienceEventDocument> documents,
            Map<String, ProblemException> refused) {
        Set<String> addresses = documents.stream()
                .filter(document -> document.personKey() == null)
                .flatMap(document -> Stream.ofNullable(document.address()))
                .collect(Collectors.toSet());
        return persons.keysByAddress(connection, sandbox, addresses)
                .map(keysByAddress -> acceptance.identify(documents, keysByAddress, refused));
    }

    /** Records what is not recorded already; answers what went with an erasure. */
    private Uni<List<RecordedEvent>> recordNew(SqlConnection connection, Sandbox sandbox, List<RecordedEvent> told) {
        Map<String, RecordedEvent> byId = new LinkedHashMap<>();
        told.forEach(event -> byId.putIfAbsent(event.id(), event));
        if (byId.isEmpty()) {
            return Uni.createFrom().item(List.of());
        }
        return events.known(connection, sandbox, byId.keySet())
                .map(known -> byId.values().stream()
                        .filter(event -> !known.contains(event.id()))
                        .toList())
                .chain(fresh -> numbering
                        .number(connection, sandbox, fresh)
                        .call(numbered -> add(connection, sandbox, numbered.events()))
                        .map(NumberedEvents.Outcome::erased));
    }

    private Uni<Void> add(SqlConnection connection, Sandbox sandbox, List<NumberedEvent> numbered) {
        if (numbered.isEmpty()) {
            return Uni.createFrom().voidItem();
        }
        return events.add(connection, sandbox, numbered)
                .map(added -> numbered.stream()
                        .filter(one -> added.contains(one.event().id()))
                        .toList())
                .chain(added -> announce(connection, sandbox, added));
    }

    private Uni<Void> announce(SqlConnection connection, Sandbox sandbox, List<NumberedEvent> added) {
        Set<String> keys =
                added.stream().map(numbered -> numbered.event().personKey()).collect(Collectors.toSet());
        return persons.accountsOf(connection, sandbox, keys)
                .call(accounts -> outbox.append(connection, sandbox, messages(added, accounts)))
                .chain(accounts -> recordedEvents.recorded(connection, sandbox, typesByAccount(added, accounts)));
    }

    private static Map<String, Set<String>> typesByAccount(
            List<NumberedEvent> added, Map<String, List<AccountRelation>> accountsByPerson) {
        Map<String, Set<String>> types = new HashMap<>();
        for (NumberedEvent numbered : added) {
            accountsByPerson
                    .getOrDefault(numbered.event().personKey(), List.of())
                    .forEach(account -> types.computeIfAbsent(account.accountKey(), _ -> new HashSet<>())
                            .add(numbered.event().eventType()));
        }
        return types;
    }

    private static List<OutgoingEvent> messages(
            List<NumberedEvent> added, Map<String, List<AccountRelation>> accountsByPerson) {
        List<OutgoingEvent> messages = new ArrayList<>(added.size());
        for (NumberedEvent numbered : added) {
            List<String> accountKeys = accountsByPerson
                    .getOrDefault(numbered.event().personKey(), List.of())
                    .stream()
                    .map(AccountRelation::accountKey)
                    .toList();
            messages.add(RecordedEventMessages.recorded(numbered, accountKeys));
        }
        return messages;
    }

    private static void refuse(ProblemException refusal) {
        throw refusal;
    }

    /**
     * An event after it was taken in.
     *
     * @param created false when it was there before
     */
    record StoredEvent(ExperienceEventView event, boolean created) {}
}
