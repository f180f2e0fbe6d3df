package io.coterie.activation.lead;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A lead as the interface shows it.
 *
 * @param status received, accepted, failed or withdrawn
 * @param testLead made by somebody to try the form out; it becomes no person
 * @param match how its account was found, or why none was: hidden-field, email-domain, no-account, several-accounts,
 *     free-mail or no-email
 * @param person XDM person, until the lead is withdrawn
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
record LeadView(
        String responseId,
        UUID connection,
        String status,
        @Nullable String failure,
        @Nullable String form,
        boolean testLead,
        @Nullable Instant submittedAt,
        @Nullable String personKey,
        @Nullable String accountKey,
        @Nullable String match,
        @Nullable JsonNode person,
        Instant receivedAt) {

    String sortKey() {
        return responseId + "/" + connection;
    }
}
