package io.coterie.journey.history;

import io.coterie.contracts.ExperienceEvent;
import io.coterie.platform.messaging.ReceivedEvent;
import org.jspecify.annotations.Nullable;

/** Reads experience events. What lacks a part is refused as it arrives, for it would stall the runs that count it. */
final class WholeEvent {

    private WholeEvent() {}

    /** @throws IllegalArgumentException when it is no experience event, or a part of it is not there */
    static ExperienceEvent of(ReceivedEvent received) {
        ExperienceEvent event = received.payload(ExperienceEvent.class);
        require(received, "_id", event.id());
        require(received, "personKey", event.personKey());
        require(received, "eventType", event.eventType());
        require(received, "timestamp", event.timestamp());
        require(received, "accountKeys", event.accountKeys());
        require(received, "event", event.event());
        if (!event.event().isObject()) {
            throw new IllegalArgumentException("Expected an object as the XDM document of event " + received.id()
                    + ", but found " + event.event().getNodeType());
        }
        return event;
    }

    private static void require(ReceivedEvent received, String part, @Nullable Object value) {
        if (value == null) {
            throw new IllegalArgumentException("Expected event " + received.id() + " to have '" + part + "'");
        }
    }
}
