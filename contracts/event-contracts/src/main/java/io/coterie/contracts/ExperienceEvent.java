package io.coterie.contracts;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.util.List;

/**
 * What a person did, as XDM experience event (§3.4). The event's {@code revision} attribute numbers what is recorded of
 * this person, in order and with gaps: a count taken up to one number and the events above it never overlap.
 *
 * @param id the event's {@code _id}
 * @param eventType for example {@code web.formFilledOut}
 * @param accountKeys the person's accounts as of publication, because the event may overtake the person
 * @param event the XDM event as received
 */
public record ExperienceEvent(
        String id, String personKey, String eventType, Instant timestamp, List<String> accountKeys, JsonNode event) {}
