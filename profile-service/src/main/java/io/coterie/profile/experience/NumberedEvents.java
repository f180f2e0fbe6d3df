package io.coterie.profile.experience;

import io.coterie.platform.tenancy.Sandbox;
import io.coterie.profile.experience.Numbering.NumberedEvent;
import io.coterie.profile.person.PersonFate;
import io.coterie.profile.person.Persons;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Gives events their numbers, in what is recorded of the persons that theirs turned out to be. What became of a person is read
 * after its row is held: whoever is merged or erased meanwhile is seen, or waits and then finds the events.
 */
@ApplicationScoped
class NumberedEvents {

    private static final PersonFate NOTHING = new PersonFate(null, null);

    private final ExperienceEventRepository events;
    private final Persons persons;

    NumberedEvents(ExperienceEventRepository events, Persons persons) {
        this.events = events;
        this.persons = persons;
    }

    Uni<Outcome> number(SqlConnection connection, Sandbox sandbox, List<RecordedEvent> told) {
        return number(connection, sandbox, told, new ArrayList<>());
    }

    private Uni<Outcome> number(
            SqlConnection connection, Sandbox sandbox, List<RecordedEvent> told, List<RecordedEvent> erased) {
        if (told.isEmpty()) {
            return Uni.createFrom().item(new Outcome(List.of(), erased));
        }
        return events.reserve(connection, sandbox, Numbering.needed(told))
                .chain(last -> persons.fates(connection, sandbox, last.keySet())
                        .chain(fates -> fates.isEmpty()
                                ? Uni.createFrom().item(new Outcome(Numbering.number(told, last), erased))
                                : settle(connection, sandbox, told, erased, last, fates)));
    }

    /** Numbers that were taken for a loser or for what is left out are never used: numbers rise, and need not be dense. */
    private Uni<Outcome> settle(
            SqlConnection connection,
            Sandbox sandbox,
            List<RecordedEvent> told,
            List<RecordedEvent> erased,
            Map<String, Long> last,
            Map<String, PersonFate> fates) {
        List<RecordedEvent> left = new ArrayList<>(told.size());
        boolean merged = false;
        for (RecordedEvent event : told) {
            PersonFate fate = fates.getOrDefault(event.personKey(), NOTHING);
            if (fate.isErased(event.timestamp())) {
                erased.add(event);
            } else {
                merged |= fate.mergedInto() != null;
                left.add(fate.mergedInto() == null ? event : event.by(fate.mergedInto()));
            }
        }
        return merged
                ? number(connection, sandbox, left, erased)
                : Uni.createFrom().item(new Outcome(Numbering.number(left, last), erased));
    }

    /**
     * @param erased what happened before its person was erased
     */
    record Outcome(List<NumberedEvent> events, List<RecordedEvent> erased) {}
}
