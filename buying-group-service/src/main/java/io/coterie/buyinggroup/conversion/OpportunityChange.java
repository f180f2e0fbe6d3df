package io.coterie.buyinggroup.conversion;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import io.coterie.contracts.OpportunityState;
import io.coterie.platform.messaging.ReceivedEvent;
import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What an event says of an opportunity.
 *
 * @param createdAt as the CRM says; null when it does not
 * @param heardAt when the state was recorded
 * @param closedAt null while it is open
 * @param shown what readers see of it
 */
record OpportunityChange(
        String key,
        @Nullable String accountKey,
        boolean deleted,
        @Nullable Instant createdAt,
        Instant heardAt,
        boolean closed,
        boolean won,
        @Nullable Instant closedAt,
        Shown shown,
        long revision) {

    /** What the CRM says of an opportunity to its readers, as far as it does. */
    record Shown(
            @Nullable String name,
            @Nullable String stage,
            @Nullable BigDecimal amount,
            @Nullable String currency,
            @Nullable LocalDate expectedClose) {

        static Shown of(JsonNode document) {
            JsonNode amount = document.path("opportunityAmount");
            return new Shown(
                    text(document.path("opportunityName")),
                    text(document.path("opportunityStage")),
                    amount.path("amount").isNumber() ? amount.path("amount").decimalValue() : null,
                    text(amount.path("currencyCode")),
                    date(document.path("expectedCloseDate")));
        }

        private static @Nullable String text(JsonNode value) {
            return value.isTextual() ? value.textValue() : null;
        }

        /** The day in UTC; a text that is neither date nor time says nothing. */
        private static @Nullable LocalDate date(JsonNode value) {
            Instant at = instant(value);
            return at == null ? null : at.atZone(ZoneOffset.UTC).toLocalDate();
        }
    }

    /** Of each opportunity the newest state; a tombstone says nothing that its state did not. */
    static List<OpportunityChange> newestOf(List<ReceivedEvent> events) {
        Map<String, OpportunityChange> newest = new TreeMap<>();
        for (ReceivedEvent event : events) {
            if (event.data() != null) {
                OpportunityChange change = of(event);
                newest.merge(change.key(), change, OpportunityChange::and);
            }
        }
        return new ArrayList<>(newest.values());
    }

    static OpportunityChange of(ReceivedEvent event) {
        OpportunityState state = event.payload(OpportunityState.class);
        JsonNode document = Objects.requireNonNullElse(state.opportunity(), MissingNode.getInstance());
        boolean closed = document.path("isClosed").asBoolean(false);
        return new OpportunityChange(
                state.opportunityKey(),
                state.accountKey(),
                state.deleted(),
                instant(document.path("extSourceSystemAudit").path("createdDate")),
                event.time(),
                closed,
                closed && document.path("isWon").asBoolean(false),
                closed ? event.time() : null,
                Shown.of(document),
                event.revision());
    }

    private OpportunityChange and(OpportunityChange other) {
        OpportunityChange newer = other.revision > revision ? other : this;
        return new OpportunityChange(
                newer.key,
                newer.accountKey,
                newer.deleted,
                newer.createdAt,
                other.heardAt.isBefore(heardAt) ? other.heardAt : heardAt,
                newer.closed,
                newer.won,
                newer.closed && other.closed && closed ? earlier(closedAt, other.closedAt) : newer.closedAt,
                newer.shown,
                newer.revision);
    }

    private static @Nullable Instant earlier(@Nullable Instant one, @Nullable Instant other) {
        if (one == null || other == null) {
            return one == null ? other : one;
        }
        return one.isBefore(other) ? one : other;
    }

    /** A date is the begin of its day; a text that is neither date nor time says nothing. */
    private static @Nullable Instant instant(JsonNode text) {
        String value = text.asText("");
        try {
            return value.length() <= "2026-11-25".length()
                    ? LocalDate.parse(value).atStartOfDay(ZoneOffset.UTC).toInstant()
                    : OffsetDateTime.parse(value).toInstant();
        } catch (DateTimeException e) {
            return null;
        }
    }
}
