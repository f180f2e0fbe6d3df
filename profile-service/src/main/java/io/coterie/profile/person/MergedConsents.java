package io.coterie.profile.person;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Map;
import java.util.Optional;

/**
 * The consents of one person of two, each choice wholly the one's or the other's. The winner's choices stay and the loser's fill
 * what is missing, but a refusal of either holds: only an agreement of the winner that is dated later than a dated refusal
 * stands against it. Of two refusals the one stays that more is needed against.
 */
final class MergedConsents {

    private static final String MARKETING = "marketing";
    private static final String METADATA = "metadata";
    private static final String VALUE = "val";
    private static final String REFUSAL = "n";
    private static final String AGREEMENT = "y";

    private MergedConsents() {}

    static ObjectNode of(JsonNode winner, ObjectNode loser) {
        ObjectNode consents =
                winner instanceof ObjectNode known ? known.deepCopy() : JsonNodeFactory.instance.objectNode();
        for (Map.Entry<String, JsonNode> channel : loser.path(MARKETING).properties()) {
            JsonNode present = consents.path(MARKETING).path(channel.getKey());
            if (isReplaced(present, channel.getValue())) {
                consents.withObject("/" + MARKETING).set(channel.getKey(), channel.getValue());
            }
        }
        if (!consents.hasNonNull(METADATA) && loser.hasNonNull(METADATA)) {
            consents.set(METADATA, loser.get(METADATA));
        }
        return consents;
    }

    private static boolean isReplaced(JsonNode winners, JsonNode losers) {
        if (!winners.hasNonNull(VALUE)) {
            return true;
        }
        return is(losers, REFUSAL)
                && switch (winners.path(VALUE).asText()) {
                    case REFUSAL -> isStronger(losers, winners);
                    case AGREEMENT -> !isLater(winners, losers);
                    default -> true;
                };
    }

    /** Against a refusal without time no agreement stands, against one with time only a later one. */
    private static boolean isStronger(JsonNode refusal, JsonNode other) {
        return time(other).isPresent() && (time(refusal).isEmpty() || isLater(refusal, other));
    }

    private static boolean isLater(JsonNode choice, JsonNode other) {
        return time(choice)
                .flatMap(at -> time(other).map(before -> at.isAfter(before)))
                .orElse(false);
    }

    private static boolean is(JsonNode choice, String value) {
        return choice.path(VALUE).asText().equals(value);
    }

    private static Optional<Instant> time(JsonNode choice) {
        return choice.hasNonNull("time")
                ? Optional.of(
                        OffsetDateTime.parse(choice.path("time").textValue()).toInstant())
                : Optional.empty();
    }
}
