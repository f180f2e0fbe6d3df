package io.coterie.profile.experience;

import io.coterie.platform.tenancy.Sandbox;
import io.coterie.profile.person.KeptAboutPersons;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Map;

/** What persons did moves with a merged person and goes with an erased one. */
@ApplicationScoped
class EventsOfPersons implements KeptAboutPersons {

    /**
     * Takes no number, and holds the person's row: whoever records of the person waits for the merge or the erasure, or it for
     * them.
     */
    private static final Long NONE = 0L;

    private final ExperienceEventRepository events;

    EventsOfPersons(ExperienceEventRepository events) {
        this.events = events;
    }

    @Override
    public String name() {
        return "experienceEvents";
    }

    /**
     * The events get numbers of the person who has them now, so that a later count includes them once. They are not
     * published again: who counts moves what it has when it learns of the merge.
     */
    @Override
    public Uni<Void> give(SqlConnection connection, Sandbox sandbox, String from, String to) {
        return events.reserve(connection, sandbox, Map.of(from, NONE))
                .chain(() -> events.count(connection, sandbox, from))
                .chain(count -> count == 0
                        ? Uni.createFrom().voidItem()
                        : events.reserve(connection, sandbox, Map.of(to, count))
                                .chain(last -> events.give(
                                        connection, sandbox, from, to, last.getOrDefault(to, count) - count)));
    }

    @Override
    public Uni<Integer> forget(SqlConnection connection, Sandbox sandbox, String personKey) {
        return events.reserve(connection, sandbox, Map.of(personKey, NONE))
                .chain(() -> events.forget(connection, sandbox, personKey));
    }
}
