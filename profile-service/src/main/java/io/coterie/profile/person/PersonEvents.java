package io.coterie.profile.person;

import io.coterie.contracts.AccountRelation;
import io.coterie.contracts.EventTypes;
import io.coterie.contracts.PersonState;
import io.coterie.contracts.Topics;
import io.coterie.platform.messaging.OutgoingEvent;
import io.coterie.profile.xdm.XdmDocument;
import java.util.List;

/** What the other services learn of persons. */
final class PersonEvents {

    private PersonEvents() {}

    static OutgoingEvent changed(String key, String json, List<AccountRelation> accounts, long revision) {
        return state(new PersonState(key, false, XdmDocument.written(json), accounts), revision);
    }

    /** A state, not a tombstone: replicas keep the revision of what is gone. */
    static OutgoingEvent deleted(String key, long revision) {
        return state(new PersonState(key, true, null, List.of()), revision);
    }

    /** As a deleted one, with the person to look at instead. */
    static OutgoingEvent merged(String key, String into, long revision) {
        return state(new PersonState(key, true, null, List.of(), into), revision);
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
