package io.coterie.profile.opportunity;

import io.coterie.contracts.EventTypes;
import io.coterie.contracts.OpportunityState;
import io.coterie.contracts.Topics;
import io.coterie.platform.messaging.OutgoingEvent;
import io.coterie.profile.relation.Related;
import io.coterie.profile.xdm.XdmDocument;
import java.util.List;

/** What the other services learn of opportunities. */
final class OpportunityEvents {

    private OpportunityEvents() {}

    static OutgoingEvent changed(String key, String accountKey, String json, List<Related> persons, long revision) {
        return state(
                new OpportunityState(
                        key,
                        accountKey,
                        false,
                        XdmDocument.written(json),
                        persons.stream()
                                .map(person -> new OpportunityState.Person(
                                        person.otherKey(),
                                        person.roles().isEmpty()
                                                ? null
                                                : person.roles().getFirst()))
                                .toList()),
                revision);
    }

    /** A state, not a tombstone: replicas keep the revision of what is gone. */
    static OutgoingEvent deleted(String key, long revision) {
        return state(new OpportunityState(key, null, true, null, List.of()), revision);
    }

    private static OutgoingEvent state(OpportunityState state, long revision) {
        return OutgoingEvent.of(
                Topics.OPPORTUNITIES,
                state.opportunityKey(),
                EventTypes.OPPORTUNITY_CHANGED,
                "opportunities/" + state.opportunityKey(),
                revision,
                state);
    }
}
