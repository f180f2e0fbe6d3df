package io.coterie.profile.experience;

import io.coterie.platform.messaging.ReceivedEvent;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What a person did, ready to be recorded.
 *
 * @param id unique in the sandbox: a second event of the id is the same event again
 * @param json the XDM event as text, written once for the row and the topic
 * @param cause the message that told it; null when it came over REST
 */
public record RecordedEvent(
        String id,
        String personKey,
        String eventType,
        Instant timestamp,
        String json,
        @Nullable ReceivedEvent cause) {

    /** The same event, of the person that its person turned out to be. */
    RecordedEvent by(String person) {
        return new RecordedEvent(id, person, eventType, timestamp, json, cause);
    }
}
