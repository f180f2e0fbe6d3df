package io.coterie.profile.interaction;

import io.coterie.contracts.EventTypes;
import io.coterie.contracts.ExperienceEvent;
import io.coterie.contracts.Topics;
import io.coterie.platform.messaging.OutgoingEvent;

/** What the other services learn of what people do. */
final class InteractionEvents {

    private InteractionEvents() {}

    static OutgoingEvent recorded(ExperienceEvent event) {
        return OutgoingEvent.of(
                Topics.EXPERIENCE_EVENTS,
                event.personKey(),
                EventTypes.EXPERIENCE_EVENT_RECORDED,
                "persons/" + event.personKey(),
                0,
                event);
    }
}
