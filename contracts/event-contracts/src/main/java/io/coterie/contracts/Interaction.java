package io.coterie.contracts;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What a person did in a channel, reported by activation-service. A lead
 * ({@link EventTypes#LEAD_SUBMITTED}) carries the person it describes, so that profile-service can keep it.
 *
 * @param id unique; a repeated report has the same id
 * @param eventType XDM experience event type, for example {@code directMarketing.emailUnsubscribed}
 * @param accountKey the account a lead was matched to; null when none or several fit
 * @param person XDM person of a lead; null for other interactions
 * @param event further XDM fields of the event
 */
public record Interaction(
        String id,
        String personKey,
        String eventType,
        Instant timestamp,
        @Nullable String accountKey,
        @Nullable JsonNode person,
        @Nullable JsonNode event) {}
