package io.coterie.profile.partner;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.databind.JsonNode;
import org.jspecify.annotations.Nullable;

/**
 * A partner's message that was not taken in, as it is told to the partner. The message itself is not repeated: the partner
 * has it at the place named.
 *
 * @param id the CloudEvents id the partner gave
 * @param problem RFC 9457 problem details
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
record RejectedRecord(
        String topic,
        int partition,
        long offset,
        @Nullable String key,
        @Nullable String id,
        @Nullable String type,
        @Nullable JsonNode problem) {

    static RejectedRecord of(PartnerMessage message, @Nullable JsonNode problem) {
        PartnerMessage.Place place = message.place();
        return new RejectedRecord(
                place.topic(), place.partition(), place.offset(), place.key(), message.id(), message.type(), problem);
    }
}
