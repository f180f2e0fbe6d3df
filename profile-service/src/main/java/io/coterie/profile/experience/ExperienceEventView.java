package io.coterie.profile.experience;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/**
 * An experience event as it is kept.
 *
 * @param id the event's {@code _id}
 * @param revision its number in what is recorded of its person, as the event on the topic carries it
 */
@Schema(name = "ExperienceEvent")
record ExperienceEventView(
        String id,
        String personKey,
        String eventType,
        Instant timestamp,
        long revision,

        @Schema(type = SchemaType.OBJECT, description = "XDM experience event")
        JsonNode event) {}
