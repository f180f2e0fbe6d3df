package io.coterie.profile.person;

import io.coterie.contracts.EventTypes;
import io.coterie.contracts.PersonState;
import io.coterie.contracts.Topics;
import io.coterie.platform.messaging.OutgoingEvent;
import io.coterie.profile.xdm.XdmDocument;
import java.util.List;

/** What the other services learn of persons. */
final class PersonEvents {

    private PersonEvents() {}

    static OutgoingEvent changed(PersonDocument person, long revision) {
        return state(
                new PersonState(person.key(), false, XdmDocument.written(person.json()), person.accounts()), revision);
    }

    /** A state, not a tombstone: replicas keep the revision of what is gone. */
    static OutgoingEvent deleted(String key, long revision) {
        return state(new PersonState(key, true, null, List.of()), revision);
    }

    private static OutgoingEvent state(PersonState state, long revision) {
        return OutgoingEvent.of(
                Topics.PERSONS,
                state.personKey(),
                EventTypes.PERSON_CHANGED,
                "persons/" + state.personKey(),
                revision,
                state);
    }
}
