package io.coterie.profile.partner;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.databind.JsonNode;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;

/**
 * A partner's message: where it stands, and either what it carries or why it was refused.
 *
 * @param id the CloudEvents id the partner gave
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
record PartnerMessage(
        Place place,
        @Nullable String id,
        @Nullable String type,
        @Nullable JsonNode document,
        @Nullable JsonNode problem) {

    /**
     * Where the partner finds the message.
     *
     * @param key as the partner gave it
     */
    record Place(
            String topic,
            int partition,
            long offset,
            @Nullable String key) {

        static Place of(ConsumerRecord<String, byte[]> message) {
            return new Place(message.topic(), message.partition(), message.offset(), message.key());
        }
    }
}
