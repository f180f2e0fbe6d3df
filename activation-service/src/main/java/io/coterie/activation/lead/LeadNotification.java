package io.coterie.activation.lead;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What LinkedIn says about a lead: ids only, the answers are fetched afterwards. */
record LeadNotification(String responseId, Action action) {

    private static final Pattern RESPONSE =
            Pattern.compile("urn:li:leadGenFormResponse:(?<id>[A-Za-z0-9][A-Za-z0-9_.-]{0,127})");

    enum Action {
        CREATED,
        DELETED
    }

    /** Empty for a notification of something else, which is acknowledged and otherwise ignored. */
    static Optional<LeadNotification> of(JsonNode body) {
        Matcher response = RESPONSE.matcher(body.path("leadGenFormResponse").asText(""));
        if (!body.path("type").asText("").equals("LEAD_ACTION") || !response.matches()) {
            return Optional.empty();
        }
        String id = response.group("id");
        return switch (body.path("leadAction").asText("")) {
            case "CREATED" -> Optional.of(new LeadNotification(id, Action.CREATED));
            case "DELETED" -> Optional.of(new LeadNotification(id, Action.DELETED));
            default -> Optional.empty();
        };
    }
}
