package io.coterie.profile.experience;

import io.coterie.contracts.EventTypes;
import io.coterie.contracts.ExperienceEvent;
import io.coterie.contracts.Topics;
import io.coterie.platform.messaging.OutgoingEvent;
import io.coterie.profile.experience.Numbering.NumberedEvent;
import io.coterie.profile.xdm.XdmDocument;
import java.util.List;

/** What the other services learn of what people do. */
final class RecordedEventMessages {

    private RecordedEventMessages() {}

    static OutgoingEvent recorded(NumberedEvent numbered, List<String> accountKeys) {
        RecordedEvent event = numbered.event();
        OutgoingEvent message = OutgoingEvent.of(
                Topics.EXPERIENCE_EVENTS,
                event.personKey(),
                EventTypes.EXPERIENCE_EVENT_RECORDED,
                "persons/" + event.personKey(),
                numbered.revision(),
                new ExperienceEvent(
                        event.id(),
                        event.personKey(),
                        event.eventType(),
                        event.timestamp(),
                        accountKeys,
                        XdmDocument.written(event.json())));
        return event.cause() == null ? message : message.causedBy(event.cause());
    }
}
