package io.coterie.profile.interaction;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.coterie.platform.messaging.Inbox;
import io.coterie.platform.messaging.ReceivedEvent;
import io.coterie.platform.tenancy.Sandbox;
import io.coterie.profile.experience.ExperienceEventService;
import io.coterie.profile.person.PersonDocument;
import io.coterie.profile.person.PersonService;
import io.coterie.profile.person.Persons;
import io.coterie.profile.person.PresentPersons;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Takes in what people do: persons first, because an event carries the accounts its person belongs to. */
@ApplicationScoped
class InteractionService {

    private final PersonService persons;
    private final Persons reads;
    private final PresentPersons present;
    private final ExperienceEventService events;
    private final Inbox inbox;

    InteractionService(
            PersonService persons, Persons reads, PresentPersons present, ExperienceEventService events, Inbox inbox) {
        this.persons = persons;
        this.reads = reads;
        this.present = present;
        this.events = events;
        this.inbox = inbox;
    }

    Uni<Void> apply(SqlConnection connection, Sandbox sandbox, List<ReceivedEvent> received) {
        return inbox.firstSeen(connection, received)
                .map(fresh -> fresh.stream().map(Report::of).toList())
                .chain(reports -> ofPresentPersons(connection, sandbox, reports))
                .call(reports -> changePersons(connection, sandbox, reports))
                .chain(reports -> recordEvents(connection, sandbox, reports));
    }

    /**
     * What is told of a merged person is about the one it turned out to be. Whoever is changed is locked before: a change must
     * not meet a person that is being merged, which would lose it.
     */
    private Uni<List<Report>> ofPresentPersons(SqlConnection connection, Sandbox sandbox, List<Report> reports) {
        return present.hold(connection, sandbox, personKeys(reports.stream().filter(Report::changesThePerson)))
                .chain(() -> reads.mergedInto(connection, sandbox, personKeys(reports.stream())))
                .map(merged ->
                        reports.stream().map(report -> report.about(merged)).toList());
    }

    private Uni<Void> changePersons(SqlConnection connection, Sandbox sandbox, List<Report> reports) {
        List<Report> changing =
                reports.stream().filter(Report::changesThePerson).toList();
        if (changing.isEmpty()) {
            return Uni.createFrom().voidItem();
        }
        return persons.lock(connection, sandbox, personKeys(changing.stream()))
                .map(known -> changed(changing, known))
                .chain(documents -> persons.store(connection, sandbox, documents))
                .invoke(refused -> refused.values().stream().findFirst().ifPresent(refusal -> {
                    throw refusal;
                }))
                .replaceWithVoid();
    }

    /** The persons after all reports about them, in the order of the reports. */
    private static Collection<PersonDocument> changed(List<Report> reports, Map<String, ObjectNode> known) {
        Map<String, ObjectNode> documents = new LinkedHashMap<>();
        for (Report report : reports) {
            String key = report.interaction().personKey();
            Optional<ObjectNode> before = Optional.ofNullable(documents.getOrDefault(key, known.get(key)));
            report.change(before).ifPresent(after -> documents.put(key, after));
        }
        return documents.values().stream().map(PersonDocument::of).toList();
    }

    private static Set<String> personKeys(Stream<Report> reports) {
        return reports.map(report -> report.interaction().personKey()).collect(Collectors.toSet());
    }

    private Uni<Void> recordEvents(SqlConnection connection, Sandbox sandbox, List<Report> reports) {
        return events.record(
                connection,
                sandbox,
                reports.stream().map(Report::experienceEvent).toList());
    }
}
